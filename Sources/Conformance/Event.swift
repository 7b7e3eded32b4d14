package import Diagnostics

/// What a run tells, in an order that depends on its input alone; reports are made from it.
package enum Event: Sendable {
    case runStarted(RunInfo)
    case documentStarted(DocumentInfo)
    /// The document cannot be used: the diagnostics say where and why.
    case documentRefused(document: String, [Diagnostic])
    /// The document yields an SDK in a language that this machine cannot run.
    case languageSkipped(document: String, language: String, because: String)
    /// Nothing that changed reaches the document, so that nothing of it is played.
    case documentLeftOut(document: String, because: String)
    case caseFinished(document: String, CaseReport)
    case documentFinished(DocumentSummary)
    case runFinished(RunSummary)
}

/// What a run was asked for.
package struct RunInfo: Sendable {
    package var version: String
    /// The interpreter under which the subject runs, such as `CPython 3.11.2`.
    package var interpreter: String
    package var seed: UInt64
    /// The command that repeats the run, without documents and selection.
    package var replay: String
    /// Whether the documents are the built-in services, which a replay does not name.
    package var isBuiltIn: Bool
    /// What is judged, when it is a server: its address.
    package var server: String?
    /// Whether only some of the cases were asked for.
    package var isSelection = false
    /// Which part of the cases is played, as `2/3`; nil plays all.
    package var shard: String?
    /// What the verdicts are about, so that another run can go on with this one.
    package var identity: Identity?

    /// Whether two runs ask the same of the same.
    package struct Identity: Sendable, Equatable {
        /// The names and the digests of the documents.
        package var documents: String
        /// What was judged: a digest, or the words that make it.
        package var subject: String
        /// The words of the command line that verdicts depend on.
        package var options: String

        package init(documents: String, subject: String, options: String) {
            self.documents = documents
            self.subject = subject
            self.options = options
        }

        /// Each with the name that an event gives it.
        package var members: [(name: String, value: String)] {
            [("documents", documents), ("subject", subject), ("options", options)]
        }
    }

    package init(
        version: String, interpreter: String, seed: UInt64, replay: String, isBuiltIn: Bool
    ) {
        self.version = version
        self.interpreter = interpreter
        self.seed = seed
        self.replay = replay
        self.isBuiltIn = isBuiltIn
    }

    /// The command that plays one case of one document again, on these ways, quoted for a POSIX
    /// shell.
    package func replayCommand(document: String, only id: String, by ways: [Way] = []) -> String {
        let words =
            (isBuiltIn ? [] : [document]) + ["--only", id]
            + ways.flatMap { ["--way", $0.description] }
        return ([replay] + words.map(Self.quoted)).joined(separator: " ")
    }

    /// A word as a POSIX shell takes it back.
    package static func quoted(_ word: String) -> String {
        let plain = word.utf8.allSatisfy { byte in
            switch byte {
            case 0x2B...0x3A, 0x40...0x5A, 0x5F, 0x61...0x7A: true
            default: false
            }
        }
        return plain && !word.isEmpty
            ? word
            : "'"
                + word.split(separator: "'", omittingEmptySubsequences: false)
                .joined(separator: "'\\''") + "'"
    }
}

/// A document that is about to be judged.
package struct DocumentInfo: Sendable {
    package var document: String
    /// What of the document is judged, such as `dispatch`; nil is its Python client.
    package var part: String?
    package var methods: Int
    package var cases: Int
    /// Warnings of the reader and the generator.
    package var diagnostics: [Diagnostic]

    package init(document: String, methods: Int, cases: Int, diagnostics: [Diagnostic]) {
        self.document = document
        self.methods = methods
        self.cases = cases
        self.diagnostics = diagnostics
    }
}

/// Counts of one document's cases.
package struct DocumentSummary: Sendable {
    package var document: String
    /// What of the document was judged, such as `dispatch`; nil is its Python client.
    package var part: String?
    package var methods: Int
    /// Methods of which at least one call reached the wire.
    package var methodsCalled: Int
    package var calls: Int
    /// Findings that held and that did not.
    package var held: Int
    package var violated: Int
    /// Without the failures that a ledger knows.
    package var verdicts: [Verdict: Int]
    /// Failures that a ledger knows.
    package var known = 0
    /// Findings of any kind, those of known failures too: comparisons that were made.
    package var executed = 0
    /// The same of cases that were not played: comparisons of an earlier run.
    package var recalled = 0
    /// Cases that were not played: they passed before, and nothing has changed.
    package var remembered = 0
    /// The same for each way on which a case was to be played.
    package var ways: [Way: WayCounts] = [:]
    /// What was compared of each requirement.
    package var coverage = Coverage()

    /// Nothing counted yet.
    package init(document: String, methods: Int) {
        self.document = document
        self.methods = methods
        methodsCalled = 0
        calls = 0
        held = 0
        violated = 0
        verdicts = [:]
    }

    /// How many cases ended so.
    package func count(_ verdict: Verdict) -> Int { verdicts[verdict] ?? 0 }

    /// Adds one case's counts.
    package mutating func add(_ report: CaseReport) {
        calls += report.calls
        held += report.held
        let made = report.held + report.violations.count
        if report.isRemembered {
            remembered += 1
            recalled += made
        } else {
            executed += made
        }
        if report.known != nil {
            known += 1
        } else {
            violated += report.violations.count
            verdicts[report.verdict, default: 0] += 1
        }
        if let way = report.way { ways[way, default: WayCounts()].add(report) }
        coverage.add(report)
    }
}

/// Counts of the cases that were to be played one way.
package struct WayCounts: Sendable {
    package var verdicts: [Verdict: Int] = [:]
    package var calls = 0
    /// Messages whose bytes were held against those of another way.
    package var compared = 0

    /// Nothing counted yet.
    package init() {}

    /// How many cases ended so.
    package func count(_ verdict: Verdict) -> Int { verdicts[verdict] ?? 0 }

    /// Adds one case's counts.
    package mutating func add(_ report: CaseReport) {
        verdicts[report.verdict, default: 0] += 1
        calls += report.calls
        compared += report.compared
    }

    /// Adds what was counted elsewhere.
    package mutating func add(_ other: WayCounts) {
        verdicts.merge(other.verdicts, uniquingKeysWith: +)
        calls += other.calls
        compared += other.compared
    }
}

/// How the whole run ended.
package struct RunSummary: Sendable {
    package var documents: [DocumentSummary]
    package var refused: [String]
    /// Why the run as a whole could not be judged, if it could not.
    package var inconclusive: String?
    /// What is wrong with the ledger; each of these fails the run. nil when there is no ledger.
    package var ledger: [Diagnostic]?
    /// How many comparisons must have been made, where that was demanded.
    package var floor: Int?
    /// Documents that nothing which changed reaches.
    package var leftOut: [String] = []
    /// Whether other runs play the rest, so that this one may have nothing to compare.
    package var isShard = false

    package init(documents: [DocumentSummary], refused: [String], inconclusive: String? = nil) {
        self.documents = documents
        self.refused = refused
        self.inconclusive = inconclusive
    }

    /// Documents of which something was judged, in whatever languages.
    package var judged: Int { Set(documents.map(\.document)).count }

    package var held: Int { documents.reduce(0) { $0 + $1.held } }

    /// Comparisons that were made, whatever they found.
    package var executed: Int { documents.reduce(0) { $0 + $1.executed } }

    /// Whether fewer comparisons stand behind the verdicts than demanded, whenever they were made.
    package var isBelowFloor: Bool {
        floor.map { executed + documents.reduce(0) { $0 + $1.recalled } < $0 } ?? false
    }

    /// What was compared of each requirement, in all documents.
    package var coverage: Coverage {
        documents.reduce(into: Coverage()) { $0.add($1.coverage) }
    }

    package var cases: Int { documents.reduce(known) { $0 + $1.verdicts.values.reduce(0, +) } }

    /// Cases of all documents that were not played.
    package var remembered: Int { documents.reduce(0) { $0 + $1.remembered } }

    /// Whether a run that compared nothing may be a success: its part is empty, or nothing that
    /// changed reaches anything.
    package var mayBeEmpty: Bool { isShard || (documents.isEmpty && !leftOut.isEmpty) }

    /// Failures of all documents that a ledger knows.
    package var known: Int { documents.reduce(0) { $0 + $1.known } }

    /// The counts of each way that was played, in the order of `Way.all`.
    package var ways: [(way: Way, counts: WayCounts)] {
        var sums: [Way: WayCounts] = [:]
        for (way, counts) in documents.flatMap(\.ways) {
            sums[way, default: WayCounts()].add(counts)
        }
        return Way.all.compactMap { way in sums[way].map { (way, $0) } }
    }

    /// How many cases of all documents ended so.
    package func count(_ verdict: Verdict) -> Int {
        documents.reduce(0) { $0 + $1.count(verdict) }
    }

    /// The process's exit code: what is wrong first with the subject, then with the document, then
    /// with our surroundings; nothing compared at all, or too little, is a failure.
    package var exitCode: Int32 {
        if count(.failed) > 0 || ledger?.isEmpty == false { return 1 }
        if !refused.isEmpty { return 2 }
        if inconclusive != nil || count(.inconclusive) > 0 { return 3 }
        return (held == 0 && !mayBeEmpty) || isBelowFloor ? 1 : 0
    }
}
