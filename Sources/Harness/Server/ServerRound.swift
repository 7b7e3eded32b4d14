import Conformance
import Peers
import WireJSON

/// The cases of one run, played one after the other, with what came of them.
struct ServerRound {
    let options: ServerRunOptions
    let facts: ServerFacts
    let cases: [ServerCase]
    let control: RunControl
    let emit: @Sendable (Event) -> Void
    var tally = ServerTally()
    private(set) var summary: DocumentSummary
    private let known: KnownFailures
    private var called: Set<String> = []

    /// A server that is lost so often in a row is not met again.
    private static let patience = 3

    init(
        options: ServerRunOptions, facts: ServerFacts, cases: [ServerCase], control: RunControl,
        emit: @escaping @Sendable (Event) -> Void
    ) {
        self.options = options
        self.facts = facts
        self.cases = cases
        self.control = control
        self.emit = emit
        known = KnownFailures(options.ledger)
        known.note(cases.map(\.id) + ServerCheck.all.map(\.id), of: facts.name)
        summary = DocumentSummary(document: facts.name, methods: facts.methods.count)
    }

    /// Plays what is selected. A selection of checks alone plays every case for them.
    mutating func play(
        on lane: ServerLane,
        validate: ([ValidationRequest]) throws(HarnessFault) -> [ValidationAnswer]
    ) throws(HarnessFault) {
        let selected = cases.filter { options.selects($0.id, $0.level) }
        let checks = ServerCheck.all.filter { options.selects($0.id, $0.level) }
        let isForChecks = selected.isEmpty && !checks.isEmpty
        emit(
            .documentStarted(
                DocumentInfo(
                    document: facts.name, methods: facts.methods.count,
                    cases: selected.count + checks.count, diagnostics: [])))
        var asking: [ServerObservation] = []
        for subject in isForChecks ? cases : selected where !control.isCancelled {
            guard let observation = try observe(subject, on: lane, isSilent: isForChecks) else {
                continue
            }
            tally.add(observation)
            called.formUnion(Self.methods(observation))
            if isForChecks { continue }
            if subject.asksForValidResult {
                asking.append(observation)
            } else {
                tell(Judge.report(observation))
            }
        }
        for observation in try Self.validated(asking, validate) { tell(Judge.report(observation)) }
        for report in tally.reports(selecting: { options.selects($0.id, $0.level) }) {
            tell(report)
        }
        summary.methodsCalled = called.intersection(facts.methods).count
        emit(.documentFinished(summary))
    }

    /// Adds what can be said once all is played: of the ledger, and of how much was compared.
    func close(_ run: inout RunSummary) {
        run.documents.append(summary)
        run.ledger = known.problems(isWhole: true)
        run.floor = options.floor
        guard options.floor == nil, facts.isShipped, !options.isSelection,
            let root = Installation.root,
            let level = (try? RequirementCatalogue.load(root: root))?.level(nil)
        else { return }
        run.floor = level.floors["server"]
    }

    private mutating func tell(_ report: CaseReport) {
        let report = known.take(report, in: facts.name)
        summary.add(report)
        emit(.caseFinished(document: facts.name, report))
    }

    private mutating func observe(
        _ subject: ServerCase, on lane: ServerLane, isSilent: Bool
    ) throws(HarnessFault) -> ServerObservation? {
        if let reason = obstacle(to: subject) {
            if !isSilent { tell(Judge.report(subject, .unsupported, because: reason)) }
            return nil
        }
        guard lane.lostInRow < Self.patience else {
            let reason = "the server is lost: it did not answer \(Self.patience) cases in a row"
            if !isSilent { tell(Judge.report(subject, .failed, because: reason)) }
            return nil
        }
        return try lane.play(subject)
    }

    /// Why a case cannot be played against this server; nil when it can.
    private func obstacle(to subject: ServerCase) -> String? {
        if let reason = subject.unsupported { return reason }
        let transport = options.server.transport
        if let wanted = subject.transports, !wanted.contains(transport) {
            let names = wanted.map(\.rawValue).sorted().joined(separator: " and ")
            return "it is about another transport: \(names)"
        }
        if subject.isOfShippedService, !facts.isShipped {
            return "the server is not said to keep to \(ServerSuite.documentPath)"
        }
        for step in subject.steps {
            guard let bytes = step.message.bytes(facts.known) else {
                return step.message.needsNeedyMethod && facts.known.needy == nil
                    ? "no method is known that needs a parameter" : facts.lacking
            }
            if transport == .newline, bytes.isEmpty || bytes.contains(0x0A) {
                return "a line carries no message that is empty or has line feeds"
            }
        }
        return nil
    }

    private static func validated(
        _ observations: [ServerObservation],
        _ validate: ([ValidationRequest]) throws(HarnessFault) -> [ValidationAnswer]
    ) throws(HarnessFault) -> [ServerObservation] {
        var observations = observations
        var questions: [ValidationRequest] = []
        for (index, observation) in observations.enumerated() {
            guard case .result(var question, _)? = observation.subject.steps.first?.expected,
                let result = observation.steps.first?.exchange.messages.first?.value?["result"]
            else { continue }
            question.id = index
            question.instance = result
            questions.append(question)
        }
        guard !questions.isEmpty else { return observations }
        for (question, answer) in zip(questions, try validate(questions)) {
            observations[question.id].validity = answer
        }
        return observations
    }

    private static func methods(_ observation: ServerObservation) -> [String] {
        observation.steps.compactMap {
            guard $0.exchange.sent.count < 1 << 16 else { return nil }
            return (try? JSONValue.read($0.exchange.sent))?["method"]?.string
        }
    }
}

extension ServerCase {
    fileprivate var asksForValidResult: Bool {
        steps.contains { if case .result = $0.expected { true } else { false } }
    }
}

extension ServerAddress {
    /// The way of messages, as cases name it.
    var transport: ServerCase.Transport {
        switch speech {
        case .http: .http
        case .webSocket: .webSocket
        case .frames(.newline): .newline
        case .frames(.contentLength): .contentLength
        }
    }
}
