package import JSONRPC
package import WireJSON

/// A service as its raw OpenRPC document has it, read for no other purpose than to answer calls.
package struct MockDocument: Sendable {
    /// One method, every reference on its surface followed.
    struct Method: Sendable {
        var parameters: [Parameter]
        /// `by-name`, `by-position`, or anything else for both.
        var structure: String?
        var pairings: [Pairing]
        /// The schema of the result; nil where the document declares none.
        var resultSchema: JSONValue?
    }

    struct Parameter: Sendable {
        var name: JSONName
        var isRequired: Bool
    }

    /// An example pairing object: what is asked, and what must come back.
    struct Pairing: Sendable {
        var arguments: [(name: JSONName?, value: JSONValue)]
        var outcome: Response.Outcome
    }

    private let root: JSONValue?
    private let methods: [JSONName: Method]
    private let seed: UInt64

    package init(_ root: JSONValue?, seed: UInt64) {
        self.root = root
        self.seed = seed
        var methods: [JSONName: Method] = [:]
        for item in root?["methods"]?.array ?? [] {
            let item = Self.followed(item, in: root)
            guard let name = item["name"]?.string.map(JSONName.init), methods[name] == nil else {
                continue
            }
            methods[name] = Self.method(item, in: root)
        }
        self.methods = methods
    }

    /// What the service says to a request: `rpc.discover` gets the document; an unknown method and
    /// parameters of the wrong structure get their errors, in this order; a call that an example
    /// pairing shows gets the pairing's outcome; any other gets a value made from the result
    /// schema, always the same one.
    package func outcome(of request: Request) -> Response.Outcome {
        if request.method == "rpc.discover", let root {
            return request.params.map(\.isEmpty) ?? true
                ? .result(root)
                : .error(.invalidParams.because("'rpc.discover' takes no parameters"))
        }
        let name = JSONName(request.method)
        guard let method = methods[name] else { return .error(.methodNotFound) }
        if let reason = method.objection(to: request.params) {
            return .error(.invalidParams.because(.string(reason)))
        }
        if let pairing = method.pairings.first(where: { $0.shows(request.params, of: method) }) {
            return pairing.outcome
        }
        guard let schema = method.resultSchema else { return .result(.null) }
        var sampler = SchemaSampler(root: root, seed: seed ^ Self.hash(request.method))
        return .result(sampler.sample(schema))
    }

    /// FNV-1a: the same number in every run, which Swift's own hash is not.
    private static func hash(_ text: String) -> UInt64 {
        text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }

    /// The value itself, or what its `$ref` leads to after at most eight steps.
    static func followed(_ value: JSONValue, in root: JSONValue?) -> JSONValue {
        var value = value
        for _ in 0..<8 {
            guard let reference = value["$ref"]?.string, let root,
                let pointer = JSONPointer(fragment: reference),
                let target = root.resolve(pointer)
            else { break }
            value = target
        }
        return value
    }

    private static func method(_ item: JSONValue, in root: JSONValue?) -> Method {
        let descriptors = (item["params"]?.array ?? []).map { followed($0, in: root) }
        let result = item["result"].map { followed($0, in: root) }
        return Method(
            parameters: descriptors.map {
                Parameter(
                    name: JSONName($0["name"]?.string ?? ""),
                    isRequired: $0["required"]?.bool ?? false)
            },
            structure: item["paramStructure"]?.string,
            pairings: (item["examples"]?.array ?? []).compactMap { pairing($0, in: root) },
            resultSchema: result?["schema"])
    }

    /// A pairing whose values are all in the document; others show nothing that could be served.
    private static func pairing(_ item: JSONValue, in root: JSONValue?) -> Pairing? {
        let item = followed(item, in: root)
        var arguments: [(name: JSONName?, value: JSONValue)] = []
        for example in item["params"]?.array ?? [] {
            let example = followed(example, in: root)
            guard let value = example["value"] else { return nil }
            arguments.append((example["name"]?.string.map(JSONName.init), value))
        }
        if let error = item["error"].map({ followed($0, in: root) }), let code = error["code"]?.int
        {
            let object = ErrorObject(
                code: code, message: error["message"]?.string ?? "", data: error["data"])
            return Pairing(arguments: arguments, outcome: .error(object))
        }
        guard let result = item["result"].map({ followed($0, in: root) })?["value"] else {
            return nil
        }
        return Pairing(arguments: arguments, outcome: .result(result))
    }
}

extension Request.Params {
    fileprivate var isEmpty: Bool {
        switch self {
        case .positional(let values): values.isEmpty
        case .named(let members): members.isEmpty
        }
    }
}

extension MockDocument.Method {
    /// Why these parameters do not have the structure that the document asks for; nil when they do.
    /// Values are not looked at.
    fileprivate func objection(to params: Request.Params?) -> String? {
        switch params {
        case .positional(let values) where structure == "by-name" && !parameters.isEmpty:
            return "parameters go by name, not \(values.count) by position"
        case .named where structure == "by-position" && !parameters.isEmpty:
            return "parameters go by position, not by name"
        case .positional(let values):
            if values.count > parameters.count {
                return "\(values.count) parameters, but at most \(parameters.count) are known"
            }
            return missing(parameters.dropFirst(values.count))
        case .named(let members):
            let known = Set(parameters.map(\.name))
            if let name = members.names.first(where: { !known.contains(JSONName($0)) }) {
                return "parameter '\(name)' is unknown"
            }
            let given = Set(members.names.map(JSONName.init))
            return missing(parameters.filter { !given.contains($0.name) }[...])
        case nil:
            return missing(parameters[...])
        }
    }

    private func missing(_ absent: ArraySlice<MockDocument.Parameter>) -> String? {
        absent.first(where: \.isRequired).map { "parameter '\($0.name.text)' is missing" }
    }
}

extension MockDocument.Pairing {
    /// Whether these are exactly the pairing's arguments, numbers by value.
    fileprivate func shows(_ params: Request.Params?, of method: MockDocument.Method) -> Bool {
        switch params {
        case nil: return arguments.isEmpty
        case .positional(let values):
            return values.elementsEqual(arguments) { $0.equals($1.value, numbers: .value) }
        case .named(let members):
            guard let named = named(by: method.parameters) else { return false }
            return JSONValue.object(members.members).equals(.object(named), numbers: .value)
        }
    }

    /// The arguments under the names of the method's parameters: their own names where each is one,
    /// otherwise by position, since an example's name may be a title.
    private func named(by parameters: [MockDocument.Parameter]) -> [JSONObject.Member]? {
        let known = Set(parameters.map(\.name))
        let names = Set(arguments.compactMap(\.name))
        if names.count == arguments.count, names.isSubset(of: known) {
            return arguments.compactMap { argument in
                argument.name.map { .init($0.text, argument.value) }
            }
        }
        guard arguments.count <= parameters.count else { return nil }
        return zip(parameters, arguments).map { .init($0.name.text, $1.value) }
    }
}
