import Conformance
import Foundation
import WireJSON

extension Run {
    /// Judges a command that somebody named as the dispatch of a document.
    func judge(
        _ job: Job, _ root: JSONValue, dispatchOf command: String, _ surroundings: Surroundings,
        _ summary: inout RunSummary
    ) throws(HarnessFault) {
        var words = try CommandWords(command).words
        words[0] = try PackageMaker.program(words[0])
        var subject = DispatchSubject(
            words: words, environment: ProcessInfo.processInfo.environment)
        subject.profile = options.profile
        let task = DispatchTask(part: "dispatch", profile: options.profile) { .subject(subject) }
        try judge(job, root, task, surroundings, &summary)
    }

    /// Plays the authored cases and the sweep of a document against one dispatch.
    func judge(
        _ job: Job, _ root: JSONValue, _ task: DispatchTask, _ surroundings: Surroundings,
        _ summary: inout RunSummary
    ) throws(HarnessFault) {
        let document: RawDocument
        switch DocumentFormat(root) {
        case .openRPC: document = options.references.document(root, at: job.path)
        case .apiSchema: document = RawDocument(inboundOf: root)
        }
        let sweep = DispatchSweep(
            document: document, service: job.name, profile: task.profile, seed: options.seed)
        let swept = try sweep.cases { questions throws(HarnessFault) in
            try surroundings.oracle.answer(questions)
        }
        let authored = try BuiltInDispatch.cases(for: job.path)
        known.note((authored + swept).lazy.map(\.id), of: job.name)
        let cases = (authored + swept).filter { played in
            options.selects(played.id) && (played.profile ?? task.profile) == task.profile
        }
        if cases.isEmpty, options.isSelective { return }
        let recalled = recollection(of: job, part: task.part, task.key)
        let told = cases.map { played in
            played.unsupported.map { DispatchJudge.report(played, .unsupported, because: $0) }
                ?? recalled.report(of: played.id, played.recollected)
        }
        let made = told.contains { $0 == nil } ? try task.make() : .nothing
        let play: @Sendable (DispatchCase) -> CaseReport
        switch made {
        case .nothing: play = { _ in preconditionFailure("no case is to be played") }
        case .unfit(let reason): play = { DispatchJudge.report($0, .failed, because: reason) }
        case .subject(let subject):
            let player = try DispatchPlayer(
                subject: subject, directory: surroundings.scratch.directory("desks"),
                timeout: options.timeout
            ).claiming(for: cases)
            play = { [control] in Self.report($0, player, control) }
        }
        let teller = DispatchTeller(job.name, document.methods.count, task, known, emit)
        teller.start(cases.count)
        let queue = CaseQueue<DispatchCase, CaseReport>(cases) { index, report in
            recalled.learn([report], of: report.id, cases[index].recollected)
            teller.tell(report)
        }
        let threads = (0..<max(1, min(options.jobs, cases.count))).map { _ in
            LaneThread {
                while let (index, played) = queue.next() {
                    queue.finish(index, told[index] ?? play(played))
                }
            }
        }
        for thread in threads { thread.join() }
        recalled.memory?.save()
        teller.finish(&summary)
    }

    private static func report(
        _ played: DispatchCase, _ player: DispatchPlayer, _ control: RunControl
    ) -> CaseReport {
        if let reason = player.refusal(of: played) {
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

extension DispatchCase {
    /// The key under which its verdict is remembered, beside those of the subject and the document.
    fileprivate var recollected: String {
        VerdictMemory.key([id, title, text ?? ""] + requirements)
    }
}
