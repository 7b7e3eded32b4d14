// Harness: starts peers and subjects, plays cases and emits events. It judges nothing itself, and
// what goes wrong here is never blamed on a subject.

package import Conformance
import Diagnostics
import EmbeddedPython
import Glibc
import SDKGenerator
import Synchronization
import WireJSON

/// One run over documents: generates each SDK, derives its cases, plays them, tells events.
package final class Run: Sendable {
    package let control = RunControl()
    let options: RunOptions
    let emit: @Sendable (Event) -> Void
    /// Takes what is worth telling and no part of any verdict.
    let remark: @Sendable (String) -> Void
    let known: KnownFailures
    /// Whether a language could not be run here.
    private let hasSkipped = Mutex(false)

    /// `emit` takes the events, in order.
    package init(
        _ options: RunOptions, remark: @escaping @Sendable (String) -> Void = { _ in },
        emit: @escaping @Sendable (Event) -> Void
    ) {
        self.options = options
        self.remark = remark
        self.emit = emit
        known = KnownFailures(options.ledger)
    }

    /// Sweeps each document, in order; that of a built-in service has its authored cases too.
    package func judge(_ documents: [String]) -> RunSummary {
        perform(isBuiltIn: false) { () throws(HarnessFault) in
            let builtIn = Installation.root.flatMap { try? BuiltIn.load(root: $0) }
            var jobs: [Job] = []
            for path in documents {
                let service = builtIn?.service(at: path)
                if service != nil, let first = builtIn?.diagnostics.first {
                    throw HarnessFault(first.description)
                }
                jobs.append(Job(name: path, path: path, authored: service?.cases ?? []))
            }
            return jobs
        }
    }

    /// Plays the authored cases of the built-in services, and sweeps these services.
    package func judgeBuiltIn() -> RunSummary {
        perform(isBuiltIn: true) { () throws(HarnessFault) in
            let builtIn = try BuiltIn.load(root: Installation.shipped())
            if let first = builtIn.diagnostics.first { throw HarnessFault(first.description) }
            return builtIn.services.map {
                Job(name: $0.name, path: $0.path, authored: $0.cases)
            }.filter { options.suite == nil || !lockedIn($0).isEmpty }
        }
    }

    /// One document to judge, under the name that reports give it.
    struct Job {
        var name: String
        var path: String
        var authored: [Case]
        /// The folder of its package; documents of one name in several folders are numbered.
        var folder = ""
        /// Its place among the documents, from 1.
        var number = 1
    }

    private static func withFolders(_ jobs: [Job]) -> [Job] {
        var taken: [String: Int] = [:]
        return jobs.enumerated().map { index, job in
            var job = job
            job.number = index + 1
            let name = job.path.split(separator: "/").last.map(String.init) ?? "document"
            let count = taken[name, default: 0] + 1
            taken[name] = count
            job.folder = count == 1 ? name : "\(name)-\(count)"
            return job
        }
    }

    private func perform(
        isBuiltIn: Bool, _ jobs: () throws(HarnessFault) -> [Job]
    ) -> RunSummary {
        var summary = RunSummary(documents: [], refused: [])
        summary.isShard = options.shard != nil
        do throws(HarnessFault) {
            let surroundings = try Surroundings(options, isBuiltIn: isBuiltIn)
            let jobs = Self.withFolders(try jobs())
            var info = surroundings.info
            info.shard = options.shard?.description
            info.identity = identity(of: jobs)
            emit(.runStarted(info))
            try holdResumed(to: info)
            for job in reached(jobs, &summary) where !control.isCancelled {
                do throws(HarnessFault) {
                    try judge(job, surroundings, &summary)
                } catch {
                    // What one document runs into keeps no other from being judged.
                    let fault = "\(job.name): \(error.description)"
                    summary.inconclusive = summary.inconclusive ?? fault
                }
            }
            if control.isCancelled { summary.inconclusive = "the run was interrupted" }
        } catch {
            summary.inconclusive = error.description
        }
        if summary.inconclusive == nil, summary.refused.isEmpty, summary.cases == 0,
            !summary.mayBeEmpty
        {
            summary.inconclusive = "no case was played; '--only' may match none"
        }
        close(&summary, isBuiltIn: isBuiltIn)
        if summary.remembered > 0 {
            remark(
                "nothing has changed since \(summary.remembered) of \(summary.cases) cases"
                    + " passed; --fresh plays them again")
        }
        emit(.runFinished(summary))
        return summary
    }

    /// Adds what can be said once all is played: of the ledger, and of how much was compared.
    private func close(_ summary: inout RunSummary, isBuiltIn: Bool) {
        let isWhole =
            summary.inconclusive == nil && summary.refused.isEmpty && summary.leftOut.isEmpty
            && !hasSkipped.withLock { $0 }
        summary.ledger = known.problems(isWhole: isWhole)
        summary.floor = options.floor
        let isGenerated =
            options.sdk == nil && options.generator == nil && options.subject == nil
        guard isBuiltIn, isGenerated, !options.isSelection, options.floor == nil,
            let root = Installation.root,
            let level = (try? RequirementCatalogue.load(root: root))?.level(nil)
        else { return }
        let judged = Set(summary.documents.map { $0.part ?? "python" })
        let floor = judged.reduce(0) { $0 + (level.floors[$1] ?? 0) }
        if floor > 0 { summary.floor = floor }
    }

    private func judge(
        _ job: Job, _ surroundings: Surroundings, _ summary: inout RunSummary
    ) throws(HarnessFault) {
        let bytes: [UInt8]
        switch DocumentFile.read(job.path) {
        case .success(let read): bytes = read
        case .failure(let refusal): return refuse(job, [refusal.diagnostic], &summary)
        }
        guard let root = try? JSONValue.read(bytes) else {
            return refuse(job, Generation.unreadable(bytes, file: job.name), &summary)
        }
        if let command = options.dispatch {
            return try judge(job, root, dispatchOf: command, surroundings, &summary)
        }
        if let command = options.subject {
            return try judge(job, root, bytes, subjectOf: command, surroundings, &summary)
        }
        let format = DocumentFormat(root)
        let languages = options.languages(for: format)
        if languages.contains(.python) { try judgePython(job, bytes, root, surroundings, &summary) }
        // What is refused once need not be refused twice.
        guard languages.contains(.rust), summary.refused.last != job.name else { return }
        if languages.count > 1, options.languages == nil, let lack = surroundings.lackOfRust {
            hasSkipped.withLock { $0 = true }
            emit(.languageSkipped(document: job.name, language: "rust", because: lack))
        } else {
            try judgeRust(job, bytes, root, surroundings, &summary)
            guard languages.count > 1, format == .openRPC, summary.refused.last != job.name else {
                return
            }
            try judgeLoop(job, bytes, root, surroundings, &summary)
        }
    }

    private func judgePython(
        _ job: Job, _ bytes: [UInt8], _ root: JSONValue, _ surroundings: Surroundings,
        _ summary: inout RunSummary
    ) throws(HarnessFault) {
        let generation = Generation.python(
            document: bytes, file: job.name, references: options.references.references(of: job.path)
        )
        if generation.isRefused { return refuse(job, generation.problems, &summary) }
        let document = options.references.document(root, at: job.path)
        let playings = try cases(of: document, job, surroundings).compactMap {
            Playing($0, by: options.ways)
        }
        // Cases of another language may have been selected.
        if playings.isEmpty, options.isSelective { return }
        let package = try stage(generation, root, bytes, job, surroundings)
        emit(
            .documentStarted(
                DocumentInfo(
                    document: job.name, methods: document.methods.count,
                    cases: playings.reduce(0) { $0 + $1.count },
                    diagnostics: generation.problems)))
        let tally = Tally(DocumentSummary(document: job.name, methods: document.methods.count))
        let tell = { @Sendable [emit, known] (index: Int, reports: [CaseReport]) in
            for report in reports {
                let report = known.take(report, in: job.name)
                tally.add(playings[index].subject, report)
                emit(.caseFinished(document: job.name, report))
            }
        }
        switch package {
        case .subject(let package):
            play(playings, of: package, job, generation.inputDigest, surroundings, tell: tell)
        case .unfit(let reason):
            for (index, playing) in playings.enumerated() {
                tell(index, playing.reports(.failed, because: reason))
            }
        }
        summary.documents.append(tally.summary)
        emit(.documentFinished(tally.summary))
    }

    /// Plays what is not recalled, and learns how it ended.
    private func play(
        _ playings: [Playing], of package: StagedSubject, _ job: Job, _ texts: String,
        _ surroundings: Surroundings, tell: @escaping @Sendable (Int, [CaseReport]) -> Void
    ) {
        let (known, keys) = recollection(of: playings, job, package, texts: texts, surroundings)
        LanePool(
            staged: package, settings: surroundings.settings, scratch: surroundings.scratch,
            jobs: options.jobs, control: control
        ) { index, playing in
            known.reports(of: playing.subject.id, by: playing.ways, keys[index])
        }.play(playings) { index, reports in
            let playing = playings[index]
            known.learn(reports, of: playing.subject.id, by: playing.ways, keys[index])
            tell(index, reports)
        }
        known.memory?.save()
    }

    func refuse(_ job: Job, _ diagnostics: [Diagnostic], _ summary: inout RunSummary) {
        summary.refused.append(job.name)
        emit(.documentRefused(document: job.name, diagnostics))
    }

    /// Writes the package where workers can read it, or takes the one that is to be judged.
    private func stage(
        _ generation: Generation, _ root: JSONValue, _ bytes: [UInt8], _ job: Job,
        _ surroundings: Surroundings
    ) throws(HarnessFault) -> Staging {
        if let command = options.generator {
            switch try made(by: command, generation, root, bytes, job, surroundings) {
            case .folder(let made): return try found(in: made, root, bytes)
            case .failed(let why): return .unfit(why)
            }
        }
        if let sdk = options.sdk { return try found(in: sdk, root, bytes) }
        let directory = try surroundings.packages.directory(job.folder)
        do {
            try generation.write(to: directory)
        } catch {
            throw HarnessFault("the package cannot be written: \(error)")
        }
        return try found(in: directory, root, bytes)
    }

    /// What a generator's command makes of a document.
    func made(
        by command: String, _ generation: Generation, _ root: JSONValue, _ bytes: [UInt8],
        _ job: Job, _ surroundings: Surroundings
    ) throws(HarnessFault) -> PackageMaker.Product {
        let order = PackageMaker.Order(
            path: job.path, bytes: bytes, root: root, generation: generation,
            name: job.folder, number: job.number, isOnly: true)
        let maker = PackageMaker(
            source: .command(command), scratch: surroundings.packages,
            timeout: options.generatorTimeout, control: control, directory: options.directory,
            output: options.output)
        return try maker.make(order)
    }

    /// What is to be judged, or why nothing in a package can be.
    private enum Staging {
        case subject(StagedSubject)
        case unfit(String)
    }

    /// A folder that holds no client is our user's slip, but the fault of a generator on trial.
    private func found(
        in folder: String, _ root: JSONValue, _ bytes: [UInt8]
    ) throws(HarnessFault) -> Staging {
        do throws(HarnessFault) {
            var staged = try StagedSubject(root: folder, document: root, documentBytes: bytes)
            staged.goesByConvention = options.suite == .lockIn
            return .subject(staged)
        } catch {
            let isOnTrial = options.generator != nil || options.suite != nil
            guard isOnTrial, access(folder, R_OK) == 0 else { throw error }
            return .unfit(error.description.replacing(folder, with: "<sdk>"))
        }
    }

    private func cases(
        of document: RawDocument, _ job: Job, _ surroundings: Surroundings
    ) throws(HarnessFault) -> [Case] {
        let sweep = Sweep(document: document, service: job.name, seed: options.seed)
        var swept: [Case] = []
        // A replay of what was written by hand needs no samples.
        if options.mayWant("sweep/") {
            swept = try sweep.cases { questions throws(HarnessFault) in
                try surroundings.oracle.answer(questions)
            }
        }
        let all: [Case]
        switch options.suite {
        case .lockIn:
            all = LockIn(document, service: job.name).cases(sweep: swept) + lockedIn(job)
        case nil: all = Case.packageCases(service: job.name) + job.authored + swept
        }
        known.note(all.lazy.map(\.id), of: job.name)
        return all.filter { options.selects($0.id) }
    }

    /// The authored cases of the lock-in suite.
    private func lockedIn(_ job: Job) -> [Case] {
        job.authored.filter { $0.id.hasPrefix("lock-in/") }
    }
}

/// What a run finds and starts before the first document.
struct Surroundings {
    let info: RunInfo
    let settings: LaneSettings
    let oracle: LateOracle
    let scratch: Scratch
    /// Where packages are written: the scratch, or the directory that is kept.
    let packages: Scratch
    /// Why this machine cannot run Rust; nil when it can.
    var lackOfRust: String? { rust.lack }
    private let rust = RustAvailability()

    init(_ options: RunOptions, isBuiltIn: Bool) throws(HarnessFault) {
        let python = try Interpreters.subject(
            options.pythonPath, orWebSockets: options.mayNeedWebSockets)
        scratch = try Scratch()
        let kept: String
        if let keep = options.keep { kept = keep } else { kept = try scratch.directory("packages") }
        packages = try Scratch(keeping: kept)
        oracle = try LateOracle(
            Interpreters.oracle(), directory: scratch.directory("oracle"),
            isFresh: options.isFresh)
        settings = LaneSettings(
            python: python, seed: options.seed, timeout: options.timeout,
            needsWebSockets: options.mayNeedWebSockets)
        var info = RunInfo(
            version: options.version, interpreter: "CPython \(python.version)",
            seed: options.seed, replay: options.replay, isBuiltIn: isBuiltIn)
        info.isSelection = options.isSelection
        self.info = info
    }
}
