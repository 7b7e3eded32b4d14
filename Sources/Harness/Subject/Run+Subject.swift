import Conformance
import SDKGenerator
import WireJSON

extension Run {
    /// Judges the client behind an adapter: the authored cases of a built-in service and the sweep
    /// of the document, on every way that the subject says it has.
    func judge(
        _ job: Job, _ root: JSONValue, _ bytes: [UInt8], subjectOf command: String,
        _ surroundings: Surroundings, _ summary: inout RunSummary
    ) throws(HarnessFault) {
        let document = options.references.document(root, at: job.path)
        let cases = try subjectCases(of: document, job, surroundings)
        if cases.isEmpty { return }
        let (adapter, meeting) = try met(job, root, bytes, command, surroundings)
        let playings = cases.map { playing($0, meeting) }
        var info = DocumentInfo(
            document: job.name, methods: document.methods.count,
            cases: playings.reduce(0) { $0 + $1.count }, diagnostics: [])
        info.part = Self.subjectPart
        emit(.documentStarted(info))
        var counts = DocumentSummary(document: job.name, methods: document.methods.count)
        counts.part = Self.subjectPart
        let tally = Tally(counts)
        let tell = { @Sendable [emit, known] (index: Int, reports: [CaseReport]) in
            for report in reports {
                let report = known.take(report, in: job.name)
                tally.add(playings[index].subject, report)
                emit(.caseFinished(document: job.name, report))
            }
        }
        switch meeting {
        case .refused(let refusal):
            for (index, playing) in playings.enumerated() {
                tell(index, playing.reports(refusal.verdict, because: refusal.reason))
            }
        case .met:
            if let adapter { play(playings, adapter, job, surroundings, tell: tell) }
        }
        summary.documents.append(tally.summary)
        emit(.documentFinished(tally.summary))
    }

    /// The adapter and what it says of itself; of a generator's client, once that has been made.
    private func met(
        _ job: Job, _ root: JSONValue, _ bytes: [UInt8], _ command: String,
        _ surroundings: Surroundings
    ) throws(HarnessFault) -> (StagedAdapter?, SubjectLane.Meeting) {
        var places = ["document": ChangedFiles.real(job.path)]
        if let generator = options.generator {
            let generation = Generation.python(
                document: bytes, file: job.name,
                references: options.references.references(of: job.path))
            switch try made(by: generator, generation, root, bytes, job, surroundings) {
            case .folder(let made): places["out"] = made
            case .failed(let why): return (nil, .refused(Refusal(.failed, why)))
            }
        }
        let staged = StagedAdapter(
            command: try SubjectCommand(command, filling: places, patience: options.timeout),
            service: job.name, document: root, documentBytes: bytes)
        let folder = try surroundings.scratch.directory("subject")
        return (staged, try SubjectLane(staged, surroundings.settings, directory: folder).meet())
    }

    /// What reports call it.
    private static let subjectPart = "subject"

    private func subjectCases(
        of document: RawDocument, _ job: Job, _ surroundings: Surroundings
    ) throws(HarnessFault) -> [Case] {
        let sweep = Sweep(document: document, service: job.name, seed: options.seed)
        let swept = try sweep.cases { questions throws(HarnessFault) in
            try surroundings.oracle.answer(questions)
        }
        let authored = job.authored.filter { subject in
            if case .examine = subject.task { return false }
            return !subject.id.hasPrefix("lock-in/")
        }
        known.note((authored + swept).lazy.map(\.id), of: job.name)
        return (authored + swept).filter { options.selects($0.id) }
    }

    /// A case on all the ways of the subject that it makes sense on, and that are asked for.
    private func playing(_ subject: Case, _ meeting: SubjectLane.Meeting) -> Playing {
        guard case .met(let description) = meeting else { return Playing(subject, ways: []) }
        var subject = subject
        subject.unsupported = subject.unsupported ?? description.obstacle(to: subject)
        guard case .calls = subject.task, subject.unsupported == nil else {
            return Playing(subject, ways: [])
        }
        let own = subject.ways.filter(description.ways.contains)
        let ways =
            options.ways.isEmpty
            ? own : own.filter { way in options.ways.contains { $0.matches(way.description) } }
        if ways.isEmpty { subject.unsupported = "the subject has none of the ways asked for" }
        return Playing(subject, ways: ways)
    }

    /// Plays on several lanes, each with a process of its own.
    private func play(
        _ playings: [Playing], _ staged: StagedAdapter, _ job: Job,
        _ surroundings: Surroundings,
        tell: @escaping @Sendable (Int, [CaseReport]) -> Void
    ) {
        // What stands behind a command is not known, so that nothing of it is remembered.
        let known = recollection(of: job, part: Self.subjectPart, nil)
        let queue = CaseQueue<Playing, [CaseReport]>(playings, tell: tell)
        let settings = surroundings.settings
        let scratch = surroundings.scratch
        let threads = (0..<max(1, min(options.jobs, playings.count))).map { number in
            LaneThread { [control] in
                let folder = Result { () throws(HarnessFault) in
                    try scratch.directory("subject-\(number)")
                }
                let lane = folder.map { SubjectLane(staged, settings, directory: $0) }
                while let (index, playing) = queue.next() {
                    switch lane {
                    case .success(let lane):
                        let recalled = known.reports(of: playing.subject.id, by: playing.ways, "")
                        queue.finish(
                            index, recalled ?? Self.reports(playing, lane, control))
                    case .failure(let fault):
                        queue.finish(
                            index, playing.reports(.inconclusive, because: fault.description))
                    }
                }
            }
        }
        for thread in threads { thread.join() }
    }

    private static func reports(
        _ playing: Playing, _ lane: SubjectLane, _ control: RunControl
    ) -> [CaseReport] {
        if let reason = playing.subject.unsupported {
            return playing.reports(.unsupported, because: reason)
        }
        if control.isCancelled {
            return playing.reports(.inconclusive, because: "the run was interrupted")
        }
        return lane.play(playing)
    }
}
