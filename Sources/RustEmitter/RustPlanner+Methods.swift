import CodeText
import ServiceModel
import WireJSON

extension RustPlanner {
    /// Every group with its methods; types that only their params need are minted on the way.
    mutating func planGroups() -> [RustCrate.Group] {
        nameConstants()
        return bundles.map { bundle in
            module = bundle.module
            mentions = []
            let conduct =
                bundle.isNamed ? RustConduct.of(bundle.wireName, profile) : RustConduct()
            let prefix = prefix(of: bundle)
            let wireNames = bundle.methods.map { method in
                prefix.map { String(method.wireName.dropFirst($0.count)) } ?? method.wireName
            }
            var names = RustNames(.snake, fallback: "method")
            let assigned = report(
                names.assign(wireNames), wireNames, what: "methods", where: bundle.wireName)
            let methods = zip(bundle.methods, assigned).map { method($0, $1, conduct) }
            return RustCrate.Group(
                wireName: bundle.wireName, module: bundle.module, handler: bundle.handler,
                prefix: prefix, isPerSession: bundle.isPerSession, methods: methods,
                conduct: conduct, mentions: mentions)
        }
    }

    /// What every name of a group begins with, when no other name does.
    private func prefix(of bundle: Bundle) -> String? {
        guard bundle.isNamed else { return nil }
        let prefix = bundle.wireName + "."
        func fits(_ method: Method) -> Bool {
            method.wireName.utf8.starts(with: prefix.utf8) && method.wireName != prefix
        }
        let own = bundle.methods.count { fits($0) }
        return own == bundle.methods.count && inbound.count { fits($0) } == own ? prefix : nil
    }

    private mutating func nameConstants() {
        var names = RustNames(.screaming, fallback: "METHOD", reserved: ["METHODS"])
        let all = inbound + service.methods.filter { $0.direction != direction }
        // A name that both sides call is one name.
        var wireNames: [String] = []
        var seen: Set<JSONName> = []
        for method in all where seen.insert(JSONName(method.wireName)).inserted {
            wireNames.append(method.wireName)
        }
        let assigned = report(names.assign(wireNames), wireNames, what: "methods", where: nil)
        for (wireName, name) in zip(wireNames, assigned) { constants[JSONName(wireName)] = name }
    }

    private mutating func method(
        _ method: Method, _ name: RustName, _ conduct: RustConduct
    ) -> RustCrate.MethodItem {
        let params = params(of: method)
        var result: Source<Rust>?
        var failure = RustCrate.Failure.whole
        if case .result(let type) = method.outcome {
            result = self.type(type, hint: method.wireName + "_result")
            if conduct.tellsErrorsInResults { failure = self.failure(of: type) }
        }
        return RustCrate.MethodItem(
            name: name, constant: constants[JSONName(method.wireName)] ?? name,
            wireName: method.wireName, documentation: documentation(of: method),
            params: params, names: params == nil ? [] : method.parameters.map(\.wireName),
            structure: method.parameterStructure, result: result, failure: failure,
            session: session(of: method, hasParams: params != nil))
    }

    private mutating func params(of method: Method) -> Source<Rust>? {
        if let whole = method.parameterObject {
            if case .null = resolved(whole) { return nil }
            return type(whole, hint: method.wireName + "_params")
        }
        return method.parameters.isEmpty ? nil : .name(mintParams(of: method))
    }

    private func failure(of type: TypeReference) -> RustCrate.Failure {
        guard let shape = object(behind: type) else { return .member("{}") }
        let names = Set(shape.fields.map(\.wireName))
        if names.contains("error") { return .member(blank(shape, besides: "error").text()) }
        return names.isSuperset(of: ["code", "message"])
            ? .whole : .member(blank(shape, besides: "error").text())
    }

    private func session(of method: Method, hasParams: Bool) -> RustCrate.Session? {
        guard case .session(let name) = method.scope else { return nil }
        let shape = method.parameterObject.flatMap { type -> ObjectShape? in
            if case .nullable = resolved(type) { return nil }
            return object(behind: type)
        }
        guard hasParams, let shape,
            let index = shape.fields.firstIndex(where: { $0.wireName == name }),
            shape.fields[index].isRequired, case .string = resolved(shape.fields[index].type)
        else { return .member(name) }
        var names = RustNames(.snake, fallback: "field")
        return .field(names.assign(shape.fields.map(\.wireName))[index].name)
    }

    private func documentation(of method: Method) -> [Source<Rust>] {
        var lines = documentation(
            method.summary ?? method.description, isDeprecated: method.isDeprecated,
            more: method.summary == nil ? [] : [method.description ?? ""])
        var notes: [Source<Rust>] = []
        if method.isExperimental { notes.append("Experimental: it may change or go.") }
        if method.isInternal { notes.append("Internal: meant for the service's own parts.") }
        if case .notification = method.outcome { notes.append("A notification: nobody waits.") }
        for error in method.errors {
            notes.append(
                .documented("Error \(Source(escaped: error.code.text)): ", error.message, ""))
        }
        lines += (lines.isEmpty ? [] : [""])
        lines.append(.documented("Answers `", method.wireName, "`."))
        return notes.isEmpty ? lines : lines + [""] + notes
    }

    /// A constant for each method, those that are dispatched first.
    func planConstants(_ groups: [RustCrate.Group]) -> [RustCrate.MethodConstant] {
        var items: [JSONName: (RustCrate.MethodItem, RustCrate.Group)] = [:]
        for group in groups {
            for method in group.methods { items[JSONName(method.wireName)] = (method, group) }
        }
        var seen: Set<JSONName> = []
        let all = inbound + service.methods.filter { $0.direction != direction }
        return all.compactMap { method in
            let key = JSONName(method.wireName)
            guard let name = constants[key], seen.insert(key).inserted else { return nil }
            let isInbound = method.direction == direction
            let item = isInbound ? items[key] : nil
            let isNotification = if case .notification = method.outcome { true } else { false }
            return RustCrate.MethodConstant(
                name: name, wireName: method.wireName,
                summary: (method.summary ?? method.description).flatMap { text in
                    Source.documentation(text).first { !$0.isEmpty }
                },
                group: item?.1.wireName ?? method.namespace.first ?? "",
                isPerSession: method.scope != .global, isInbound: isInbound,
                isNotification: isNotification, params: item?.0.params?.text,
                result: item?.0.result?.text)
        }
    }
}
