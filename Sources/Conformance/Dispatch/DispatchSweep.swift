import WireJSON

/// The conversations that any document implies for its dispatch: every inbound method called with
/// all parameters, with the required ones, with each variant of parameters and result, without each
/// required parameter, with wrong types, with a handler that fails; names that are nobody's.
package struct DispatchSweep: Sendable {
    package let document: RawDocument
    /// The name by which reports call the document.
    package let service: String
    package let profile: DispatchManner
    package let seed: UInt64

    package init(
        document: RawDocument, service: String, profile: DispatchManner, seed: UInt64
    ) {
        self.document = document
        self.service = service
        self.profile = profile
        self.seed = seed
    }

    /// The cases in document order; the oracle has called every value in them valid.
    package func cases<Fault: Error>(
        validate: ([ValidationRequest]) throws(Fault) -> [ValidationAnswer]
    ) throws(Fault) -> [DispatchCase] {
        var slots = SampleSlots(document, seed: seed)
        let methods = document.methods.map { MethodSweep($0, document, service, &slots) }
        try slots.settle(validate: validate)
        let own = methods.flatMap { MethodDispatch($0, self, slots).cases() }
        return own + groups.flatMap(groupCases)
    }

    /// The first segments of names that have more than one.
    private var groups: [String] {
        var seen: Set<String> = []
        return document.methods.compactMap { method in
            let parts = method.name.split(separator: ".", omittingEmptySubsequences: false)
            guard parts.count > 1, !parts[0].isEmpty else { return nil }
            return seen.insert(String(parts[0])).inserted ? String(parts[0]) : nil
        }
    }

    private func groupCases(_ group: String) -> [DispatchCase] {
        guard profile == .strict else { return [] }
        let rest =
            document.methods.first { $0.name.hasPrefix("\(group).") }
            .map { $0.name.dropFirst(group.count + 1) } ?? ""
        let names = [
            ("unknown-method", "\(group).\(unusedName)"), ("longer-prefix", "\(group)X.\(rest)"),
            ("prefix-alone", group),
        ]
        let known = Set(document.methods.map(\.name))
        return names.filter { !known.contains($0.1) }.map { kind, name in
            let steps: [DispatchCase.Step] = [
                .send(Self.request(1, name, .object([]))),
                .receive(Self.refusal(1, code: -32601)),
            ]
            return DispatchCase(
                id: "dispatch-sweep/\(Sweep.component(group))/\(kind)",
                title: "'\(name)' is answered as an unknown method",
                why: "a group answers for its own methods and for no others",
                requirements: ["J44"], service: service, steps: steps)
        }
    }

    /// A name that no method of the document ends with.
    private var unusedName: String {
        var name = "nobodysMethod"
        while document.methods.contains(where: { $0.name.hasSuffix(name) }) { name += "X" }
        return name
    }
}

extension DispatchSweep {
    static func request(_ id: Int, _ method: String, _ params: JSONValue?) -> JSONValue {
        var members: [JSONObject.Member] = [
            .init("jsonrpc", "2.0"), .init("method", .string(method)),
        ]
        if let params { members.append(.init("params", params)) }
        if id > 0 { members.append(.init("id", .number(id))) }
        return .object(members)
    }

    static func response(_ id: Int, _ result: Pattern) -> Pattern {
        .object([
            ("jsonrpc", .exactly("2.0")), ("result", result), ("id", .exactly(.number(id))),
        ])
    }

    static func refusal(_ id: Int, code: Int) -> Pattern {
        .object([
            ("jsonrpc", .exactly("2.0")),
            (
                "error",
                .object([
                    ("code", .exactly(.number(code))), ("message", .type("string")),
                    ("data", .either([.absent, .any])),
                ])
            ), ("id", .exactly(.number(id))),
        ])
    }
}
