package import WireJSON

/// One call of a generated client that a generated dispatch of the same document answers, with no
/// peer of ours between them: what the caller gives, what the handler must see, how it ends, and
/// what the caller must get. Derived from a case of the sweep.
package struct LoopCase: Sendable {
    /// A permanent path, such as `loop/pet.get/all-params`.
    package let id: String
    package let title: String
    package let step: Case.Step
    /// The handler's call: `method`, and `params` by their names.
    package let handled: Pattern
    /// How the handler ends.
    package let ending: DispatchCase.Ending
    /// Why the case cannot be played.
    package let unsupported: String?

    /// The cases that the sweep's cases of one call imply, in their order.
    package static func cases(of swept: [Case], _ document: RawDocument) -> [LoopCase] {
        let methods = Dictionary(document.methods.map { ($0.name, $0) }) { first, _ in first }
        return swept.compactMap { LoopCase($0, document, methods) }
    }

    private init?(_ swept: Case, _ document: RawDocument, _ methods: [String: RawMethod]) {
        guard case .calls(let steps) = swept.task, let step = steps.first, steps.count == 1,
            let method = methods[step.method], let ending = Self.ending(step.served)
        else { return nil }
        id = "loop/" + swept.id.split(separator: "/").dropFirst().joined(separator: "/")
        title = "\(swept.title), answered by the generated dispatch"
        self.step = step
        self.ending = ending
        unsupported = swept.unsupported
        let arguments = step.arguments.members.map { argument in
            let parameter = method.parameters.first { $0.name == argument.name }
            let pattern = parameter.map { document.kept(argument.value, by: $0.schema) }
            return (name: argument.name, pattern: pattern ?? .exactly(argument.value))
        }
        let object = Pattern.object(arguments)
        handled = .object([
            ("method", .exactly(.string(method.name))),
            ("params", arguments.isEmpty ? .either([object, .absent, .exactly(.null)]) : object),
        ])
    }

    /// What a handler must do for the service to answer so; nil for what no handler can do.
    private static func ending(_ served: Case.Served) -> DispatchCase.Ending? {
        switch served {
        case .nothing: .result(.null)
        case .message(let message):
            message["error"].map(DispatchCase.Ending.error)
                ?? message["result"].map(DispatchCase.Ending.result)
        case .raw, .close, .stall, .emit, .sequence: nil
        }
    }
}

/// What was seen on both ends of a call.
package struct LoopTranscript: Sendable {
    package var subject: LoopCase
    /// How the call ended for the caller; nil when its process did not come to tell.
    package var outcome: StepOutcome?
    /// How the caller's process ended.
    package var ending: Observation.Ending
    /// The calls of handlers, in order.
    package var handled: [JSONValue] = []

    package init(subject: LoopCase, outcome: StepOutcome?, ending: Observation.Ending) {
        self.subject = subject
        self.outcome = outcome
        self.ending = ending
    }
}
