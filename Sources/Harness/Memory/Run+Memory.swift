import Conformance
import SDKGenerator
import WireJSON

extension Run {
    /// What is known of the cases of a package, and the key of each.
    func recollection(
        of playings: [Playing], _ job: Job, _ package: StagedSubject, texts: String,
        _ surroundings: Surroundings
    ) -> (Recollection, keys: [String]) {
        var parts = DocumentParts(
            package.document,
            whole: [String(decoding: package.documentBytes, as: UTF8.self), texts])
        let keys = playings.map { Self.key(of: $0, &parts) }
        let memory = subject(package, surroundings).flatMap {
            VerdictMemory(of: $0, isFresh: options.isFresh)
        }
        return (
            Recollection(document: job.name, resumed: options.resumed, memory: memory), keys
        )
    }

    /// What is known of the cases of another part, whose verdicts depend on all of the document.
    func recollection(
        of job: Job, part: String, _ subject: [String]?
    ) -> Recollection {
        Recollection(
            document: job.name, part: part, resumed: options.resumed,
            memory: subject.flatMap { VerdictMemory(of: $0, isFresh: options.isFresh) })
    }

    /// What every verdict of a package's cases depends on beside the case; nil where that is not
    /// known.
    private func subject(
        _ package: StagedSubject, _ surroundings: Surroundings
    ) -> [String]? {
        guard let files = try? PackageMaker.files(of: package.root) else { return nil }
        let settings = [
            "python", Judgeship.stamp(of: surroundings.settings.python), String(options.seed),
            "\(options.timeout)", options.suite?.rawValue ?? "",
            surroundings.settings.needsWebSockets ? "websockets" : "", package.client,
        ]
        return settings + files.flatMap { [$0.path, Self.digest(of: $0.content)] }
    }

    private static func digest(of content: PackageFile.Content) -> String {
        switch content {
        case .bytes(let bytes): Digest.sha256(bytes)
        case .link(let target): "link to \(target)"
        case .other: "neither file nor link"
        }
    }

    private static func key(of playing: Playing, _ parts: inout DocumentParts) -> String {
        let played = playing.subject
        let part: String
        if case .calls(let steps) = played.task {
            part = parts.digest(of: Array(Set(steps.map(\.method))))
        } else {
            part = parts.whole
        }
        return VerdictMemory.key(
            [played.id, played.title, played.text ?? "", part]
                + played.requirements + playing.ways.map(\.description))
    }
}
