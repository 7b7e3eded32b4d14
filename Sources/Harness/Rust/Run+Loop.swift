import Conformance
import Foundation
import SDKGenerator
import WireJSON

extension Run {
    /// Has the generated Python client of a document call its generated Rust dispatch, with nobody
    /// between them, and hears both ends.
    func judgeLoop(
        _ job: Job, _ bytes: [UInt8], _ root: JSONValue, _ surroundings: Surroundings,
        _ summary: inout RunSummary
    ) throws(HarnessFault) {
        let references = options.references.references(of: job.path)
        let client = Generation.python(document: bytes, file: job.name, references: references)
        let subject = RustSubject(
            bytes, file: job.name, .strict, references: references
        ) { _ in nil }
        let document = options.references.document(root, at: job.path)
        var task = DispatchTask(part: "python to rust", profile: .strict) {
            () throws(HarnessFault) in try self.made(subject)
        }
        task.key =
            try verdictKey(subject, bytes) + [surroundings.info.interpreter, "loop"]
            + client.files.flatMap { [$0.path, $0.text] }
        let memory = try VerdictMemory(task.key ?? [])
        let teller = DispatchTeller(job.name, document.methods.count, task, known, emit)
        if mayRemember, let reports = memory.reports {
            return tell(reports, task, teller, &summary)
        }
        let sweep = Sweep(document: document, service: job.name, seed: options.seed)
        let swept = try sweep.cases { questions throws(HarnessFault) in
            try surroundings.oracle.answer(questions)
        }
        let all = LoopCase.cases(of: swept, document)
        known.note(all.lazy.map(\.id), of: job.name)
        let cases = all.filter { options.selects($0.id) }
        if cases.isEmpty { return }
        let made = try task.make()
        teller.start(cases.count)
        switch made {
        case .unfit(let reason):
            for looped in cases {
                teller.tell(LoopJudge.report(looped, .failed, because: reason))
            }
        case .subject(let program):
            let folder = try surroundings.scratch.directory("loop-\(job.folder)")
            let lane = try lane(client, program, folder, root, bytes, surroundings)
            for looped in cases {
                teller.tell(report(looped, lane, "\(folder)/probe"))
            }
        }
        memory.keep(teller.reports)
        teller.finish(&summary)
    }

    /// A lane with the client; the program is laid where its guest may run it.
    private func lane(
        _ client: Generation, _ program: DispatchSubject, _ folder: String, _ root: JSONValue,
        _ bytes: [UInt8], _ surroundings: Surroundings
    ) throws(HarnessFault) -> Lane {
        let package = "\(folder)/package"
        do {
            try client.write(to: package)
            try FileManager.default.copyItem(
                atPath: program.words[0], toPath: "\(folder)/probe")
        } catch {
            throw HarnessFault("the client and the program cannot be laid out: \(error)")
        }
        let staged = try StagedSubject(root: package, document: root, documentBytes: bytes)
        let directory = try surroundings.scratch.directory("loop")
        return Lane(staged, surroundings.settings, directory: directory)
    }

    private func report(_ looped: LoopCase, _ lane: Lane, _ program: String) -> CaseReport {
        if let reason = looped.unsupported {
            return LoopJudge.report(looped, .unsupported, because: reason)
        }
        if control.isCancelled {
            return LoopJudge.report(looped, .inconclusive, because: "the run was interrupted")
        }
        do throws(HarnessFault) {
            return LoopJudge.report(try lane.converse(looped, with: program))
        } catch {
            return LoopJudge.report(looped, .inconclusive, because: error.description)
        }
    }
}
