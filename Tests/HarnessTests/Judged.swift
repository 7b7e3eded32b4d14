import TestSupport
import Testing
import WireJSON

/// One `assay run`, as its events tell it.
struct Judged: Sendable {
    /// A case with how it ended.
    struct Played: Sendable {
        var document: String
        var id: String
        /// How the peer was reached; empty where nothing was called.
        var way: String
        var verdict: String
        var reason: String
        /// The checks that were violated, and what each said.
        var violations: [(check: String, text: String)]
    }

    let outcome: Program.Outcome
    let events: [JSONValue]
    let cases: [Played]

    /// Judges Python alone, unless the words name other languages, and plays what was played
    /// before.
    init(
        _ words: [String], in directory: String? = nil, environment: [String: String] = [:],
        timeout: Duration = .seconds(300), isFresh: Bool = true
    ) throws {
        let said: Set = ["--language", "--server", "--subject", "session"]
        let isSaid = words.contains { said.contains($0) }
        let language = isSaid ? [] : ["--language", "python"]
        let plays: Set = ["--fresh", "--server", "session"]
        let isPlayed = isFresh && !words.contains { plays.contains($0) }
        try self.init(
            outcome: Program.assay(
                ["run", "--format", "jsonl"] + language + (isPlayed ? ["--fresh"] : []) + words,
                in: directory, environment: environment, timeout: timeout))
    }

    /// Reads the events that a program has told.
    init(outcome: Program.Outcome) throws {
        self.outcome = outcome
        events = try outcome.output.split(separator: "\n").map { try JSONValue.read(String($0)) }
        cases = events.compactMap(Self.played)
        if events.last?["event"]?.string != "run-finished" {
            Issue.record("the run did not finish: \(outcome.errors)")
        }
    }

    /// The events of one kind.
    func events(_ name: String) -> [JSONValue] { events.filter { $0["event"]?.string == name } }

    /// The ids of the cases that ended so.
    func ids(_ verdict: String) -> [String] {
        cases.filter { $0.verdict == verdict }.map(\.id)
    }

    /// Why the run as a whole was not judged; empty when it was.
    var inconclusive: String { events.last?["inconclusive"]?.string ?? "" }

    static func played(_ event: JSONValue) -> Played? {
        guard event["event"]?.string == "case-finished" else { return nil }
        let violations = event["violations"]?.array ?? []
        return Played(
            document: event["document"]?.string ?? "", id: event["case"]?.string ?? "",
            way: event["way"]?.string ?? "", verdict: event["verdict"]?.string ?? "",
            reason: event["reason"]?.string ?? "",
            violations: violations.map { violation in
                let parts = ["message", "expected", "seen"].map { violation[$0]?.string ?? "" }
                return (violation["check"]?.string ?? "", parts.joined(separator: "; "))
            })
    }
}
