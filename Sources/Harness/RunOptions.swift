package import Conformance

/// What a run is asked to do; every default works without a flag.
package struct RunOptions: Sendable {
    /// The version of the program, for the report.
    package var version: String
    /// Play only cases whose id one of these matches; none plays all.
    package var only: [Glob] = []
    /// Play cases only on ways that one of these matches; none plays a quick choice.
    package var ways: [Glob] = []
    /// An interpreter or virtual environment; nil takes the first usable one.
    package var pythonPath: String?
    /// A package to judge instead of generating one.
    package var sdk: String?
    /// A command that makes the package to judge, with places for {document} and {out}.
    package var generator: String?
    /// Where that command runs; nil is the current folder.
    package var directory: String?
    /// Where that command leaves the package: below {out}, or where it has no such place below its
    /// own folder; nil is {out} itself.
    package var output: String?
    /// How long that command may take.
    package var generatorTimeout = Duration.seconds(120)
    /// The cases to play; nil plays those that every package must pass, and the sweep.
    package var suite: Suite?
    /// A command that speaks frames on its standard streams, to be judged as a dispatch.
    package var dispatch: String?
    /// A command that speaks the subject protocol, whose client is to be judged.
    package var subject: String?
    /// The rules by which a dispatch answers.
    package var profile = DispatchManner.strict
    /// The languages to judge; nil judges what the document yields.
    package var languages: Set<Language>?
    /// Whether cases are played though they passed before, with everything as it is now.
    package var isFresh = false
    /// The failures that are known.
    package var ledger: LedgerOrder?
    /// How many comparisons must be made; nil demands what the level does.
    package var floor: Int?
    /// The part of the cases to play; nil plays all.
    package var shard: Shard?
    /// A run that was cut off, to go on with.
    package var resumed: Resumption?
    /// What has changed; nil plays whatever there is.
    package var changes: ChangedFiles?
    /// Which files of the repository the subject is made from; nil where nobody has said so.
    package var sources: [Glob]?
    /// The `assay.json` that the run comes from.
    package var configuration: String?
    /// The words that verdicts depend on, for whoever goes on with the run.
    package var words = ""
    /// Where generated packages stay; nil keeps nothing.
    package var keep: String?
    /// Where the texts lie that documents refer to.
    package var references = ReferenceOptions()
    package var seed: UInt64 = 1
    package var jobs = 2
    /// How long one case may take.
    package var timeout: Duration = .seconds(10)
    /// The command that repeats the run, for the report.
    package var replay = "assay run"

    package init(version: String) { self.version = version }

    /// A set of cases with a name.
    package enum Suite: String, Sendable, CaseIterable {
        /// What generators of Python clients are locked in to.
        case lockIn = "lock-in"
    }

    /// Whether a WebSocket may have to be opened.
    var mayNeedWebSockets: Bool {
        subject == nil
            && Way.all.contains { way in
                way.transport == .webSocket && ways.contains { $0.matches(way.description) }
            }
    }

    /// A language that an SDK is generated in.
    package enum Language: String, Sendable, CaseIterable {
        case python, rust
    }

    /// What is judged of a document: what was asked for, else what its format yields. A package
    /// that was brought along is Python, and so is whatever goes one of the ways.
    func languages(for format: DocumentFormat) -> Set<Language> {
        if let languages { return languages }
        if sdk != nil || generator != nil || suite != nil || !ways.isEmpty { return [.python] }
        return format == .apiSchema ? [.rust] : [.python, .rust]
    }

    /// Whether only some of the cases are asked for.
    var isSelection: Bool {
        isSelective || !ways.isEmpty || languages != nil || suite != nil || changes != nil
    }

    func selects(_ id: String) -> Bool {
        (only.isEmpty || only.contains { $0.matches(id) }) && shard?.takes(id) != false
    }

    /// Whether cases whose ids begin so are wanted: a suite makes its own of them, and a ledger
    /// asks for all that there are.
    func mayWant(_ prefix: String) -> Bool {
        suite != nil || ledger != nil || only.isEmpty
            || only.contains { $0.mayMatch(prefix: prefix) }
    }

    /// Whether something may be left out, so that a document may have no case.
    var isSelective: Bool { !only.isEmpty || shard != nil }
}
