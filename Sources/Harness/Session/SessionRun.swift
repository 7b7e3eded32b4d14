package import Conformance
import Diagnostics
import Foundation
import Peers
import SDKGenerator
import Synchronization

/// What a run of the session suite is asked to do.
package struct SessionRunOptions: Sendable {
    /// The version of the program, for the report.
    package var version: String
    /// The command of the adapter; nil judges our own generated Python client.
    package var subject: String?
    /// Folders of cases beside those that are shipped; their ids begin with the folder's subject.
    package var cases: [String] = []
    /// Recorded conversations to replay instead of playing the suite.
    package var transcripts: [String] = []
    /// Play only cases whose id one of these matches; none plays all.
    package var only: [Glob] = []
    /// Play only on ways that one of these matches; none plays on all that the subject has.
    package var ways: [Glob] = []
    package var jobs = 2
    /// How long any one step may take.
    package var timeout: Duration = .seconds(5)
    /// The failures that are known; nil knows none.
    package var ledger: LedgerOrder?
    /// How many comparisons are demanded; nil demands none.
    package var floor: Int?
    /// The command that repeats the run, for the report.
    package var replay = "assay run --suite session"

    package init(version: String) { self.version = version }

    /// Whether not all that the subject has is played.
    var isSelection: Bool { !only.isEmpty || !ways.isEmpty || !transcripts.isEmpty }

    func selects(_ id: String) -> Bool { only.isEmpty || only.contains { $0.matches(id) } }

    func selects(_ way: Way) -> Bool {
        ways.isEmpty || ways.contains { $0.matches(way.description) }
    }
}

/// One run of the session suite: a client on a stream against scripted peers.
package final class SessionRun: Sendable {
    package let control = RunControl()
    private let options: SessionRunOptions
    private let emit: @Sendable (Event) -> Void

    /// `emit` hears of everything in an order that depends on the cases alone.
    package init(_ options: SessionRunOptions, emit: @escaping @Sendable (Event) -> Void) {
        self.options = options
        self.emit = emit
    }

    /// One case on one way.
    private struct Playing: Sendable {
        var played: SessionCase
        var way: Way
    }

    /// Plays what is asked for, and tells of it.
    package func judge() -> RunSummary {
        var summary = RunSummary(documents: [], refused: [])
        do throws(HarnessFault) {
            try judge(&summary)
        } catch {
            summary.inconclusive = error.description
        }
        if control.isCancelled { summary.inconclusive = "the run was interrupted" }
        if summary.inconclusive == nil, summary.cases == 0 {
            summary.inconclusive = "no case was played; '--only' or '--way' may match none"
        }
        emit(.runFinished(summary))
        return summary
    }

    private func judge(_ summary: inout RunSummary) throws(HarnessFault) {
        let scratch = try Scratch()
        let cases = try authored()
        let words = try adapter(scratch)
        let description = try player(words, scratch).describe()
        emit(.runStarted(info(description)))
        let playings = cases.filter { options.selects($0.id) }.flatMap { played in
            played.ways.filter { options.selects($0) && description.ways.contains($0) }
                .map { Playing(played: played, way: $0) }
        }
        let name = "sessions"
        emit(
            .documentStarted(
                DocumentInfo(document: name, methods: 0, cases: playings.count, diagnostics: [])))
        let known = KnownFailures(options.ledger)
        known.note(cases.map(\.id), of: name)
        let told = Mutex(DocumentSummary(document: name, methods: 0))
        let tell = { @Sendable [emit] (report: CaseReport) in
            let report = known.take(report, in: name)
            told.withLock { $0.add(report) }
            emit(.caseFinished(document: name, report))
        }
        try play(playings, description, words, scratch, tell)
        let counted = told.withLock { $0 }
        summary.documents.append(counted)
        emit(.documentFinished(counted))
        summary.ledger = known.problems(isWhole: !control.isCancelled)
        summary.floor = options.floor
    }

    private func info(_ subject: SubjectDescription) -> RunInfo {
        var info = RunInfo(
            version: options.version, interpreter: "\(subject.name) \(subject.version)", seed: 0,
            replay: options.replay, isBuiltIn: true)
        info.isSelection = options.isSelection
        return info
    }

    private func authored() throws(HarnessFault) -> [SessionCase] {
        if !options.transcripts.isEmpty { return try recorded() }
        var (cases, diagnostics) = BuiltInSession.load(root: try Installation.shipped())
        for folder in options.cases {
            let url = URL(fileURLWithPath: folder).standardizedFileURL
            let own = BuiltInSession.load(
                url.path, prefix: url.deletingLastPathComponent().lastPathComponent)
            if own.0.isEmpty, own.1.isEmpty {
                throw HarnessFault("'\(folder)' holds no cases; '--cases' names a folder of them")
            }
            cases += own.0
            diagnostics += own.1
        }
        if let first = diagnostics.first { throw HarnessFault(first.description) }
        return cases
    }

    private func recorded() throws(HarnessFault) -> [SessionCase] {
        var cases: [SessionCase] = []
        for path in options.transcripts {
            guard let bytes = FileManager.default.contents(atPath: path) else {
                throw HarnessFault("'\(path)' cannot be read; '--transcript' names a record")
            }
            do throws(TranscriptFault) {
                let name = URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
                cases.append(SessionCase(try Transcript.read([UInt8](bytes)), name: name))
            } catch {
                throw HarnessFault("\(path):\(error.line): \(error.message)")
            }
        }
        return cases
    }

    /// The command of the adapter; our own client is generated first.
    private func adapter(_ scratch: Scratch) throws(HarnessFault) -> [String] {
        if let command = options.subject {
            var words = try CommandWords(command).words
            words[0] = try PackageMaker.program(words[0])
            return words
        }
        let folder = try scratch.directory("sdk")
        let generation = try SessionSubject.generation(root: Installation.shipped())
        do {
            try generation.write(to: folder)
        } catch {
            throw HarnessFault("the package cannot be written: \(error)")
        }
        return try SessionSubject.words(package: folder)
    }

    private func player(
        _ words: [String], _ scratch: Scratch
    ) throws(HarnessFault) -> SessionPlayer {
        try SessionPlayer(words, directory: scratch.path, timeout: options.timeout)
    }

    private func play(
        _ playings: [Playing], _ subject: SubjectDescription, _ words: [String],
        _ scratch: Scratch, _ tell: @escaping @Sendable (CaseReport) -> Void
    ) throws(HarnessFault) {
        let queue = CaseQueue<Playing, CaseReport>(playings) { tell($1) }
        let threads = (0..<max(1, min(options.jobs, playings.count))).map { _ in
            LaneThread { [self] in
                var own: SessionPlayer?
                while let (index, playing) = queue.next() {
                    let told = report(playing, subject.features) { () throws(HarnessFault) in
                        if let own { return own }
                        let made = try player(words, scratch)
                        own = made
                        return made
                    }
                    queue.finish(index, told)
                }
            }
        }
        for thread in threads { thread.join() }
    }

    private func report(
        _ playing: Playing, _ features: Set<SubjectDescription.Feature>,
        by player: () throws(HarnessFault) -> SessionPlayer
    ) -> CaseReport {
        let (played, way) = (playing.played, playing.way)
        if let lack = played.needs.first(where: { !features.contains($0) }) {
            let reason = "the subject does not have '\(lack.rawValue)'"
            return SessionJudge.report(played, by: way, .unsupported, because: reason)
        }
        if control.isCancelled {
            return SessionJudge.report(
                played, by: way, .inconclusive, because: "the run was interrupted")
        }
        do throws(HarnessFault) {
            return SessionJudge.report(try player().play(played, by: way))
        } catch {
            return SessionJudge.report(
                played, by: way, .inconclusive, because: error.description)
        }
    }
}
