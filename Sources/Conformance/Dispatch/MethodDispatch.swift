import WireJSON

/// The conversations about one method.
struct MethodDispatch {
    private let swept: MethodSweep
    private let sweep: DispatchSweep
    private let slots: SampleSlots

    init(_ swept: MethodSweep, _ sweep: DispatchSweep, _ slots: SampleSlots) {
        self.swept = swept
        self.sweep = sweep
        self.slots = slots
    }

    private var method: RawMethod { swept.method }

    /// What a method tests of which some name is a word that Rust keeps to itself.
    private var raw: [String] {
        let names = method.name.split(separator: ".") + method.parameters.map { $0.name[...] }
        return names.contains { Self.reservedByRust.contains(String($0)) } ? ["G22"] : []
    }

    /// Those that can be written raw, and those that cannot.
    private static let reservedByRust: Set = [
        "as", "async", "await", "break", "const", "continue", "crate", "dyn", "else", "enum",
        "extern", "false", "fn", "for", "if", "impl", "in", "let", "loop", "match", "mod", "move",
        "mut", "pub", "ref", "return", "self", "static", "struct", "super", "trait", "true", "type",
        "unsafe", "use", "where", "while", "abstract", "become", "box", "do", "final", "macro",
        "override", "priv", "try", "typeof", "unsized", "virtual", "yield",
    ]

    func cases() -> [DispatchCase] {
        if let fault = method.fault {
            return [unsupported("all-params", "is called with all parameters", fault)]
        }
        let count = swept.parameters.map(\.variants.count).max() ?? 1
        let variants = (1..<max(1, count)).map { turn in
            made("params-\(turn + 1)", "is called with other arguments", ["J10"]) {
                () throws(RawFault) in try success(swept.full(turn, slots), nil)
            }
        }
        let calls = [
            made("all-params", "is called with all parameters", ["G19", "J10", "J26"] + raw) {
                () throws(RawFault) in try success(swept.full(0, slots), 0)
            },
            made(
                "required-params", "is called with the required parameters", ["G21", "J10", "J36"]
            ) {
                () throws(RawFault) in
                var made = try success(swept.required(slots), nil)
                made.framing = .contentLength
                return made
            },
        ]
        let refused = sweep.profile == .strict && swept.result != nil ? refusals() : []
        return calls + variants + results() + positions() + refused
    }

    private func results() -> [DispatchCase] {
        guard let result = swept.result else { return [] }
        return result.variants.indices.dropFirst().map { turn in
            made("result-\(turn + 1)", "gives another result", ["J28", "J36"]) {
                () throws(RawFault) in try success(swept.required(slots), turn)
            }
        }
    }

    /// Where the document lets arguments travel by position, they arrive as by name.
    private func positions() -> [DispatchCase] {
        guard method.structure != .byName, !method.parameters.isEmpty else { return [] }
        return [
            made("by-position", "is called with arguments by position", ["J07"]) {
                () throws(RawFault) in try success(swept.full(0, slots), nil, byPosition: true)
            }
        ]
    }
}

// What must succeed.

extension MethodDispatch {
    private func params(_ call: SweptCall, byPosition: Bool) -> JSONValue {
        byPosition
            ? .array(call.arguments.map(\.value))
            : .object(call.arguments.map { .init($0.parameter.name, $0.value) })
    }

    private func success(
        _ call: SweptCall, _ turn: Int?, byPosition: Bool = false
    ) throws(RawFault) -> DispatchCase {
        let isByPosition = byPosition || method.structure == .byPosition
        let request = DispatchSweep.request(
            swept.result == nil ? 0 : 1, method.name, params(call, byPosition: isByPosition))
        var steps: [DispatchCase.Step] = [.send(request), .handled(handled(call))]
        var ending = JSONValue.null
        if let result = swept.result {
            ending = try value(result, turn)
            let kept = sweep.document.kept(ending, by: result.schema)
            steps.append(.receive(DispatchSweep.response(1, kept)))
        }
        var made = self.case("", "", [], steps)
        made.handlers[method.name] = [.result(ending)]
        return made
    }

    /// What the handler must see: the arguments by name, whatever way they travelled.
    private func handled(_ call: SweptCall) -> Pattern {
        let arguments = call.arguments.map { argument in
            (
                name: argument.parameter.name,
                pattern: sweep.document.kept(argument.value, by: argument.parameter.schema)
            )
        }
        let object = Pattern.object(arguments)
        return .object([
            ("method", .exactly(.string(method.name))),
            ("params", arguments.isEmpty ? .either([object, .absent, .exactly(.null)]) : object),
        ])
    }

    private func value(
        _ result: MethodSweep.Samples, _ turn: Int?
    ) throws(RawFault) -> JSONValue {
        let wanted = turn.map { [result.variants[$0]] } ?? [result.least] + result.variants
        for id in wanted {
            if let value = slots.value(id) { return value }
        }
        guard case .none(let problem) = slots[wanted[0]] else { return .null }
        throw RawFault("no valid sample found for the result: \(problem)")
    }
}

// What must be refused.

extension MethodDispatch {
    private func refusals() -> [DispatchCase] {
        let required = method.parameters.filter(\.isRequired)
        var made = required.map { parameter in
            refused("without-\(Sweep.component(parameter.name))", "'\(parameter.name)' is missing")
            {
                $0.name == parameter.name ? nil : .some($1)
            }
        }
        made += method.parameters.compactMap { parameter in
            guard let wrong = wrongValue(for: parameter.schema) else { return nil }
            return refused(
                "wrong-\(Sweep.component(parameter.name))",
                "'\(parameter.name)' has another type"
            ) { $0.name == parameter.name ? wrong : $1 }
        }
        if !required.isEmpty { made.append(withoutParams()) }
        if method.structure != .either, !method.parameters.isEmpty { made.append(otherwise()) }
        return made + [failing()]
    }

    private func refused(
        _ kind: String, _ title: String,
        change: (RawParameter, JSONValue) -> JSONValue?
    ) -> DispatchCase {
        made(kind, "is refused where \(title)", ["G21", "J12", "J45"]) { () throws(RawFault) in
            var call = try swept.full(0, slots)
            call.arguments = call.arguments.compactMap { argument in
                change(argument.parameter, argument.value).map { (argument.parameter, $0) }
            }
            let params = params(call, byPosition: false)
            return self.case(
                "", "", [],
                [
                    .send(DispatchSweep.request(1, method.name, params)),
                    .receive(DispatchSweep.refusal(1, code: -32602)),
                ])
        }
    }

    private func withoutParams() -> DispatchCase {
        self.case(
            "without-params", "is refused without params", ["J12", "J45"],
            [
                .send(DispatchSweep.request(1, method.name, nil)),
                .receive(DispatchSweep.refusal(1, code: -32602)),
            ])
    }

    /// Arguments by name where the document wants them by position, or the other way round.
    private func otherwise() -> DispatchCase {
        made("other-structure", "is refused where arguments travel the other way", ["J45", "O31"]) {
            () throws(RawFault) in
            let params = params(
                try swept.full(0, slots), byPosition: method.structure == .byName)
            return self.case(
                "", "", [],
                [
                    .send(DispatchSweep.request(1, method.name, params)),
                    .receive(DispatchSweep.refusal(1, code: -32602)),
                ])
        }
    }

    private func failing() -> DispatchCase {
        made("handler-error", "answers with its handler's error", ["G20", "J41", "J50"]) {
            () throws(RawFault) in
            let error: JSONValue = [
                "code": 4711, "message": "sample", "data": ["reason": "sample", "at": [0, .null]],
            ]
            let call = try swept.required(slots)
            let isByPosition = method.structure == .byPosition
            let response = Pattern.object([
                ("jsonrpc", .exactly("2.0")), ("error", .literal(error)), ("id", .exactly(1)),
            ])
            var made = self.case(
                "", "", [],
                [
                    .send(
                        DispatchSweep.request(
                            1, method.name, params(call, byPosition: isByPosition))),
                    .handled(handled(call)), .receive(response),
                ])
            made.handlers[method.name] = [.error(error)]
            return made
        }
    }

    /// A value of a type that the schema plainly excludes; nil when it is not plain.
    private func wrongValue(for schema: RawNode) -> JSONValue? {
        guard let node = try? sweep.document.resolved(schema), node.value["type"]?.string != nil,
            ["anyOf", "oneOf", "allOf"].allSatisfy({ node.value[$0] == nil }),
            let type = node.types?.first, node.types?.count == 1
        else { return nil }
        switch type {
        case .string, .array, .object: return 5
        case .integer, .number, .boolean: return "text"
        case .null: return nil
        }
    }
}

// Cases.

extension MethodDispatch {
    private func made(
        _ kind: String, _ title: String, _ requirements: [String],
        _ make: () throws(RawFault) -> DispatchCase
    ) -> DispatchCase {
        do throws(RawFault) {
            let draft = try make()
            var made = self.case(kind, title, requirements, draft.steps)
            made.handlers = draft.handlers
            made.framing = draft.framing
            return made
        } catch {
            return unsupported(kind, title, error)
        }
    }

    private func unsupported(
        _ kind: String, _ title: String, _ fault: RawFault
    ) -> DispatchCase {
        var made = self.case(kind, title, [], [])
        made.unsupported = fault.message
        return made
    }

    private func `case`(
        _ kind: String, _ title: String, _ requirements: [String], _ steps: [DispatchCase.Step]
    ) -> DispatchCase {
        DispatchCase(
            id: "dispatch-sweep/\(Sweep.component(method.name))/\(kind)",
            title: "'\(method.name)' \(title)",
            why: "the document declares it so", requirements: requirements,
            service: sweep.service, steps: steps)
    }
}
