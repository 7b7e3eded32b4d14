import SDKGenerator
import WireJSON

/// What `assay.lock` says of one golden: of which document it was made, by what, and each file.
struct GoldenLock {
    static let fileName = "assay.lock"

    /// The document's path, seen from the folder of the goldens.
    var document: String
    /// Of the document and of the texts that it refers to.
    var documentDigest: String
    var generator: String
    var files: [(path: String, digest: String)]

    /// The lock of files that were just generated.
    init(document: String, generator: String, generation: Generation) {
        self.document = document
        documentDigest = generation.inputDigest
        self.generator = generator
        self.files = generation.files.map { ($0.path, Digest.sha256(Array($0.text.utf8))) }
    }

    /// Reads a lock; nil when the text is none, or of a version to come.
    init?(_ text: [UInt8]) {
        guard let value = try? JSONValue.read(text), value["version"]?.string == "1.0",
            let document = value["document"]?.string,
            let digest = value["documentSha256"]?.string,
            let generator = value["generator"]?.string,
            let files = value["files"]?.object, value.duplicateNames().isEmpty
        else { return nil }
        self.document = document
        documentDigest = digest
        self.generator = generator
        self.files = files.members.map { ($0.name, $0.value.string ?? "") }
    }

    var text: String {
        let members: JSONValue = [
            "version": "1.0", "document": .string(document),
            "documentSha256": .string(documentDigest), "generator": .string(generator),
            "files": .object(files.map { .init($0.path, .string($0.digest)) }),
        ]
        return members.text(.pretty) + "\n"
    }

    /// The digest of a file, by its exact path.
    func digest(of path: String) -> String? {
        files.first { JSONName.same($0.path, path) }?.digest
    }
}
