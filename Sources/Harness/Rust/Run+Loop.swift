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
        guard options.mayWant("loop/") else { return }
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
        let sweep = Sweep(document: document, service: job.name, seed: options.seed)
        let swept = try sweep.cases { questions throws(HarnessFault) in
            try surroundings.oracle.answer(questions)
        }
        let all = LoopCase.cases(of: swept, document)
        known.note(all.lazy.map(\.id), of: job.name)
        let cases = all.filter { options.selects($0.id) }
        if cases.isEmpty { return }
        let recalled = recollection(of: job, part: task.part, task.key)
        let told = cases.map { looped in
            looped.unsupported.map { LoopJudge.report(looped, .unsupported, because: $0) }
                ?? recalled.report(of: looped.id, looped.recollected)
        }
        let made = told.contains { $0 == nil } ? try task.make() : .nothing
        var stage: LoopStage?
        var refusal: String?
        switch made {
        case .nothing: break
        case .unfit(let reason): refusal = reason
        case .subject(let program):
            stage = try staged(client, program, job, root, bytes, surroundings)
        }
        let teller = DispatchTeller(job.name, document.methods.count, task, known, emit)
        teller.start(cases.count)
        let queue = CaseQueue<LoopCase, CaseReport>(cases) { index, report in
            recalled.learn([report], of: report.id, cases[index].recollected)
            teller.tell(report)
        }
        let threads = (0..<max(1, min(options.jobs, cases.count))).map { [stage, refusal] number in
            LaneThread {
                // A lane that has nothing to play costs nothing.
                lazy var lane = stage?.lane(number)
                while let (index, looped) = queue.next() {
                    queue.finish(
                        index, told[index] ?? self.report(looped, refusal, stage?.program, lane))
                }
            }
        }
        for thread in threads { thread.join() }
        recalled.memory?.save()
        teller.finish(&summary)
    }

    /// Lays out the client, and the program where its guest may run it.
    private func staged(
        _ client: Generation, _ program: DispatchSubject, _ job: Job, _ root: JSONValue,
        _ bytes: [UInt8], _ surroundings: Surroundings
    ) throws(HarnessFault) -> LoopStage {
        let folder = try surroundings.scratch.directory("loop-\(job.folder)")
        let package = "\(folder)/package"
        do {
            try client.write(to: package)
            try FileManager.default.copyItem(atPath: program.words[0], toPath: "\(folder)/probe")
        } catch {
            throw HarnessFault("the client and the program cannot be laid out: \(error)")
        }
        return LoopStage(
            package: try StagedSubject(root: package, document: root, documentBytes: bytes),
            program: "\(folder)/probe", settings: surroundings.settings,
            directories: try (0..<options.jobs).map { (number) throws(HarnessFault) in
                try surroundings.scratch.directory("loop-lane-\(number)")
            })
    }

    private func report(
        _ looped: LoopCase, _ refusal: String?, _ program: String?, _ lane: Lane?
    ) -> CaseReport {
        if let refusal { return LoopJudge.report(looped, .failed, because: refusal) }
        guard let lane, let program, !control.isCancelled else {
            return LoopJudge.report(looped, .inconclusive, because: "the run was interrupted")
        }
        do throws(HarnessFault) {
            return LoopJudge.report(try lane.converse(looped, with: program))
        } catch {
            return LoopJudge.report(looped, .inconclusive, because: error.description)
        }
    }
}

/// A client and the program that it calls, where a guest finds both.
private struct LoopStage: Sendable {
    let package: StagedSubject
    let program: String
    let settings: LaneSettings
    /// A folder for each lane.
    let directories: [String]

    func lane(_ number: Int) -> Lane { Lane(package, settings, directory: directories[number]) }
}

extension LoopCase {
    /// The key under which its verdict is remembered, beside those of the subject and the document.
    fileprivate var recollected: String { VerdictMemory.key([id, title]) }
}
