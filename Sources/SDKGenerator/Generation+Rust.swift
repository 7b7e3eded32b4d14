import APISchema
import CodeText
import Diagnostics
import OpenRPC
import RustEmitter
import ServiceModel
import WireJSON

/// How a Rust dispatch answers when something goes wrong.
public enum DispatchProfile: String, Sendable, CaseIterable {
    /// With the codes that JSON-RPC reserves.
    case strict
    /// As the hand-written dispatchers of some groups do; other groups are strict.
    case legacy

    var emitted: RustProfile {
        switch self {
        case .strict: .strict
        case .legacy: .legacy
        }
    }
}

extension Generation {
    /// The Rust crate that answers the calls a document declares: of an API schema those of the
    /// server to its client, of an OpenRPC document all. `file` is the name that diagnostics give
    /// the document; `references` has the texts that an OpenRPC document refers to, `beside` the
    /// bytes of a file that lies beside an API schema, by its name. With a probe there is a program
    /// in it that answers by a script, for whoever judges.
    public static func rust(
        document: [UInt8], file: String, profile: DispatchProfile = .strict, hasProbe: Bool = false,
        references: References = .none, beside: (String) -> [UInt8]? = { _ in nil }
    ) -> Generation {
        let (crate, problems, inputs) = rustCrate(document, file, profile, references, beside)
        guard let crate else { return refusal(problems) }
        let printed = (hasProbe ? crate.withProbe() : crate).printed()
        var generation = Generation(
            files: printed.files.map { File(path: $0.path, text: $0.text) },
            entries: [Entry(rustCrate: crate)], problems: problems, folders: ["src"])
        generation.inputDigest = inputs
        return generation
    }

    /// The plan of a document's crate, nil when the document is refused, and the digest of the
    /// texts that it was made from.
    static func rustCrate(
        _ document: [UInt8], _ file: String, _ profile: DispatchProfile,
        _ references: References, _ beside: (String) -> [UInt8]?
    ) -> (crate: RustCrate?, problems: [Diagnostic], inputDigest: String) {
        let (service, direction, reading, inputs) = service(document, file, references, beside)
        guard let service else { return (nil, reading, inputs) }
        let (crate, planning) = RustCrate.plan(
            service, answering: direction, profile: profile.emitted)
        return (crate, reading + planning, inputs)
    }

    /// What a document describes, by the format that its content shows, and whose calls are ours to
    /// answer.
    private static func service(
        _ document: [UInt8], _ file: String, _ references: References,
        _ beside: (String) -> [UInt8]?
    ) -> (Service?, Direction, [Diagnostic], inputDigest: String) {
        if let root = try? JSONValue.read(document), APIDocument.recognises(root) {
            let (loaded, reading) = APIDocument.load(document, file: file, beside: beside)
            guard let loaded else { return (nil, .toClient, reading, "") }
            let (service, lowering) = Service.lower(loaded)
            return (
                service, .toClient, reading + lowering,
                inputDigest(of: loaded.file, loaded.texts)
            )
        }
        let (loaded, reading) = Document.load(document, file: file)
        guard let loaded = loaded?.gathering(references.texts) else {
            return (nil, .toServer, reading, "")
        }
        let (service, lowering) = Service.lower(loaded)
        return (service, .toServer, reading + lowering, inputDigest(of: loaded.file, loaded.texts))
    }
}

extension Generation.Entry {
    /// The names by which a program reaches a crate's dispatch.
    init(rustCrate crate: RustCrate) {
        self.init(
            package: crate.name.text, module: "\(crate.name.text)::dispatch", client: "Dispatcher")
    }
}
