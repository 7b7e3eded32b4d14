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
        let references = options.references.references(of: job.path)
        let subject = RustSubject(
            bytes, file: job.name, options.profile, references: references
        ) { name in
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
        let task = DispatchTask(
            part: "rust", profile: options.profile, diagnostics: generation.problems,
            key: try verdictKey(subject, bytes)
        ) { () throws(HarnessFault) in
            try self.made(subject)
        }
        try judge(job, root, task, surroundings, &summary)
    }

    /// What the verdicts on a generated crate depend on, besides the judge.
    func verdictKey(
        _ subject: RustSubject, _ bytes: [UInt8]
    ) throws(HarnessFault) -> [String] {
        [
            "rust", try RustToolchain.find().description, options.profile.rawValue,
            String(options.seed), "\(options.timeout)", String(decoding: bytes, as: UTF8.self),
            subject.generation.inputDigest,
        ] + subject.texts
    }

    func made(_ subject: RustSubject) throws(HarnessFault) -> DispatchTask.Made {
        let workshop = try RustWorkshop { [control] in !control.isCancelled }
        switch try subject.built(workshop, isWanted: { [control] in !control.isCancelled }) {
        case .success(let path):
            var command = DispatchSubject(
                words: [path], environment: [:], profile: options.profile)
            command.isConfined = true
            return .subject(command)
        case .failure(let refusal):
            return .unfit("the generated crate does not compile: \(excerpt(refusal.message))")
        }
    }
}
