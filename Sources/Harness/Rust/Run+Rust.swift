import Conformance
import Diagnostics
import Foundation
import SDKGenerator
import WireJSON

extension Run {
    /// Generates the Rust dispatch of a document, compiles it and judges it.
    func judgeRust(
        _ job: Job, _ bytes: [UInt8], _ root: JSONValue, _ surroundings: Surroundings,
        _ summary: inout RunSummary
    ) throws(HarnessFault) {
        let folder = URL(fileURLWithPath: job.path).deletingLastPathComponent().path
        let subject = RustSubject(bytes, file: job.name, options.profile) { name in
            // Only what lies beside the document, never what a name climbs to.
            guard !name.contains("/"), name != ".." else { return nil }
            return FileManager.default.contents(atPath: "\(folder)/\(name)").map { [UInt8]($0) }
        }
        let generation = subject.generation
        guard !generation.isRefused else {
            return refuse(job, generation.problems, &summary)
        }
        if let keep = options.keep {
            do {
                try generation.write(to: "\(keep)/\(job.folder)-rust")
            } catch {
                throw HarnessFault("the crate cannot be written: \(error)")
            }
        }
        let workshop = try RustWorkshop { [control] in !control.isCancelled }
        let built = try subject.built(workshop) { [control] in !control.isCancelled }
        var command = DispatchSubject(words: [], environment: [:], profile: options.profile)
        command.isConfined = true
        var unfit: String?
        switch built {
        case .success(let path): command.words = [path]
        case .failure(let refusal):
            unfit = "the generated crate does not compile: \(excerpt(refusal.message))"
        }
        try judge(
            job, root, command, part: "rust", generation.problems, unfit: unfit, surroundings,
            &summary)
    }
}
