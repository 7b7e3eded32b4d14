import Conformance
import Foundation
import SDKGenerator
import WireJSON

extension Run {
    /// What this run is about, by which a run that goes on with it is told from one that does not.
    func identity(of jobs: [Job]) -> RunInfo.Identity {
        RunInfo.Identity(
            documents: VerdictMemory.key(jobs.flatMap { [$0.name] + texts(of: $0) }),
            subject: subject, options: "--seed \(options.seed)" + options.words)
    }

    /// Refuses to go on with a run that asked something else, or something else's.
    func holdResumed(to info: RunInfo) throws(HarnessFault) {
        guard let resumed = options.resumed, let own = info.identity else { return }
        for (known, asked) in zip(resumed.identity.members, own.members)
        where known.value != asked.value {
            let what = known.name == "subject" ? "the subject is" : "the \(known.name) are"
            throw HarnessFault(
                "\(what) not those of the run to go on with: '\(known.value)' there, "
                    + "'\(asked.value)' here; leave out '--resume' to play everything")
        }
    }

    /// What is judged: the files of a package, else the words of a command, else this program.
    private var subject: String {
        if let sdk = options.sdk {
            let files = (try? PackageMaker.files(of: sdk)) ?? []
            return VerdictMemory.key(
                files.map { file in
                    if case .bytes(let bytes) = file.content {
                        return file.path + Digest.sha256(bytes)
                    }
                    return file.path
                })
        }
        let commands = [options.generator, options.dispatch, options.subject].compactMap(\.self)
        if commands.isEmpty {
            return VerdictMemory.key([Judgeship.current ?? options.version])
        }
        let words = commands.flatMap { (try? CommandWords($0).words) ?? [] }
        return (commands + words.compactMap(Self.digest)).joined(separator: " ")
    }

    /// The digest of a program's text that a command names; nil for words that are none.
    private static func digest(of word: String) -> String? {
        guard case .success(let bytes) = DocumentFile.read(word), bytes.count < 16 << 20 else {
            return nil
        }
        return VerdictMemory.key([Digest.sha256(bytes)])
    }

    /// The document, and what the texts add that it refers to.
    private func texts(of job: Job) -> [String] {
        guard case .success(let bytes) = DocumentFile.read(job.path) else { return [] }
        let text = String(decoding: bytes, as: UTF8.self)
        guard let root = try? JSONValue.read(bytes), root.leadsElsewhere else { return [text] }
        let generation = Generation.python(
            document: bytes, file: job.name, references: options.references.references(of: job.path)
        )
        return [text, generation.inputDigest]
    }
}

extension JSONValue {
    /// Whether any reference in it leads to another text.
    var leadsElsewhere: Bool {
        var waiting = [self]
        while let next = waiting.popLast() {
            if let elements = next.array { waiting += elements }
            guard let object = next.object else { continue }
            if let reference = object["$ref"]?.string, !reference.hasPrefix("#") { return true }
            waiting += object.members.map(\.value)
        }
        return false
    }
}
