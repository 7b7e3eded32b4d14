import Conformance
import Diagnostics
import Foundation
import WireJSON

extension Run {
    /// Judges a command that somebody named as the dispatch of a document.
    func judge(
        _ job: Job, _ bytes: [UInt8], dispatchOf command: String, _ surroundings: Surroundings,
        _ summary: inout RunSummary
    ) throws(HarnessFault) {
        var words = try CommandWords(command).words
        words[0] = try PackageMaker.program(words[0])
        var subject = DispatchSubject(
            words: words, environment: ProcessInfo.processInfo.environment)
        subject.profile = options.profile
        guard let root = try? JSONValue.read(bytes) else {
            throw HarnessFault("'\(job.path)' is no JSON; 'assay lint' says where")
        }
        try judge(job, root, subject, part: "dispatch", [], surroundings, &summary)
    }

    /// Plays the authored cases and the sweep of a document against one dispatch.
    func judge(
        _ job: Job, _ root: JSONValue, _ subject: DispatchSubject, part: String,
        _ diagnostics: [Diagnostic], unfit: String? = nil, _ surroundings: Surroundings,
        _ summary: inout RunSummary
    ) throws(HarnessFault) {
        let document = RawDocument(inboundOf: root)
        let sweep = DispatchSweep(
            document: document, service: job.name, profile: subject.profile, seed: options.seed)
        let swept = try sweep.cases { questions throws(HarnessFault) in
            try surroundings.oracle.answer(questions)
        }
        let authored = try BuiltInDispatch.cases(for: job.path)
        let cases = (authored + swept).filter { played in
            options.selects(played.id) && (played.profile ?? subject.profile) == subject.profile
        }
        var info = DocumentInfo(
            document: job.name, methods: document.methods.count, cases: cases.count,
            diagnostics: diagnostics)
        info.part = part
        emit(.documentStarted(info))
        var counts = DocumentSummary(document: job.name, methods: document.methods.count)
        counts.part = part
        let tally = DispatchTally(counts)
        let player = DispatchPlayer(
            subject: subject, directory: try surroundings.scratch.directory("desks"),
            timeout: options.timeout)
        let tell = { @Sendable [emit] (index: Int, report: CaseReport) in
            tally.add(cases[index], report)
            emit(.caseFinished(document: job.name, report))
        }
        if let unfit {
            for (index, played) in cases.enumerated() {
                tell(index, DispatchJudge.report(played, .failed, because: unfit))
            }
        } else {
            play(cases, with: player, tell: tell)
        }
        summary.documents.append(tally.summary)
        emit(.documentFinished(tally.summary))
    }

    private func play(
        _ cases: [DispatchCase], with player: DispatchPlayer,
        tell: @escaping @Sendable (Int, CaseReport) -> Void
    ) {
        let queue = ConversationQueue(cases, tell: tell)
        let threads = (0..<max(1, min(options.jobs, cases.count))).map { _ in
            LaneThread { [control] in
                while let (index, played) = queue.next() {
                    queue.finish(index, Self.report(played, player, control))
                }
            }
        }
        for thread in threads { thread.join() }
    }

    private static func report(
        _ played: DispatchCase, _ player: DispatchPlayer, _ control: RunControl
    ) -> CaseReport {
        if let reason = played.unsupported {
            return DispatchJudge.report(played, .unsupported, because: reason)
        }
        if control.isCancelled {
            return DispatchJudge.report(
                played, .inconclusive, because: "the run was interrupted")
        }
        do {
            return DispatchJudge.report(try player.play(played))
        } catch {
            return DispatchJudge.report(played, .inconclusive, because: error.description)
        }
    }
}
