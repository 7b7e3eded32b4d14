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
        let authored = try BuiltInDispatch.cases(for: job.path)
        // What authors wrote is no part of the key.
        let memory = try authored.isEmpty ? task.key.map(VerdictMemory.init) : nil
        let teller = DispatchTeller(job.name, document.methods.count, task, known, emit)
        if mayRemember, let reports = memory?.reports {
            return tell(reports, task, teller, &summary)
        }
        let sweep = DispatchSweep(
            document: document, service: job.name, profile: task.profile, seed: options.seed)
        let swept = try sweep.cases { questions throws(HarnessFault) in
            try surroundings.oracle.answer(questions)
        }
        known.note((authored + swept).lazy.map(\.id), of: job.name)
        let cases = (authored + swept).filter { played in
            options.selects(played.id) && (played.profile ?? task.profile) == task.profile
        }
        if cases.isEmpty, !options.only.isEmpty { return }
        let made = try task.make()
        teller.start(cases.count)
        switch made {
        case .unfit(let reason):
            for played in cases {
                teller.tell(DispatchJudge.report(played, .failed, because: reason))
            }
        case .subject(let subject):
            let player = DispatchPlayer(
                subject: subject, directory: try surroundings.scratch.directory("desks"),
                timeout: options.timeout)
            play(cases, with: try player.claiming(for: cases)) { teller.tell($0) }
        }
        memory?.keep(teller.reports)
        teller.finish(&summary)
    }

    /// Whether what passed before need not be played again. A ledger asks for every case that there
    /// is, selected or not.
    var mayRemember: Bool { !options.isFresh && options.ledger == nil }

    /// Tells what was remembered, and says that it was.
    func tell(
        _ reports: [CaseReport], _ task: DispatchTask, _ teller: DispatchTeller,
        _ summary: inout RunSummary
    ) {
        remark(
            "\(teller.document) (\(task.part)): nothing has changed since these \(reports.count)"
                + " cases were played; --fresh plays them again")
        teller.start(reports.count)
        reports.forEach { teller.tell($0) }
        teller.finish(&summary)
    }

    private func play(
        _ cases: [DispatchCase], with player: DispatchPlayer,
        tell: @escaping @Sendable (CaseReport) -> Void
    ) {
        let queue = CaseQueue<DispatchCase, CaseReport>(cases) { tell($1) }
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
        if let reason = played.unsupported ?? player.refusal(of: played) {
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
