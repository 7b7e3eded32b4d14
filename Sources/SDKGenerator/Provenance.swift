import CodeText
import WireJSON

/// `assay.provenance.json`: of what an SDK was made, and what it was when it was made. Neither
/// dates nor the places of documents are in it: the same build gives the same bytes everywhere.
struct Provenance: Sendable {
    static let fileName = "assay.provenance.json"
    /// How each such file begins.
    static let mark = "{\n  \"generator\": \"assay "

    /// All that decides about the files.
    struct Inputs: Sendable, Equatable {
        var generator = "assay \(Generation.version)"
        var generatorDigest: String
        var configurationDigest: String
        var documents: [Document]
    }

    /// One document; the domain is the one that was named for it.
    struct Document: Sendable, Equatable {
        var domain: String?
        var digest: String
        /// The texts that it refers to.
        var references: [Reference] = []
        /// Whether a schema whose text is not there allows anything.
        var isOpaque = false

        /// By which documents are sorted, whatever the order in which they were given.
        var order: String { "\(domain ?? "")\n\(digest)" }
    }

    /// A text by its URI; without a digest where there is none.
    struct Reference: Sendable, Equatable {
        var uri: String
        var digest: String?
    }

    let inputs: Inputs
    /// Every other file of the SDK, in the order of the paths.
    private let files: [(path: String, digest: String)]

    init(inputs: Inputs, files: [Generation.File]) {
        self.inputs = inputs
        self.files = files.map { ($0.path, Digest.sha256(Array($0.text.utf8))) }
    }

    /// The provenance in a folder; nil when there is none, or not as it was written.
    static func read(in folder: String) -> Provenance? {
        guard let bytes = Disk.read("\(folder)/\(fileName)"), let found = Provenance(bytes),
            Array(found.text.utf8) == bytes
        else { return nil }
        return found
    }

    private init?(_ bytes: [UInt8]) {
        guard let value = try? JSONValue.read(bytes), value["version"]?.string == "1.0",
            let generator = value["generator"]?.string,
            let generatorDigest = value["generatorSha256"]?.string,
            let configurationDigest = value["configurationSha256"]?.string,
            let documents = value["documents"]?.array, let files = value["files"]?.object
        else { return nil }
        inputs = Inputs(
            generator: generator, generatorDigest: generatorDigest,
            configurationDigest: configurationDigest,
            documents: documents.map(Document.init))
        self.files = files.members.map { ($0.name, $0.value.string ?? "") }
    }

    /// The paths of the SDK's files, this one among them.
    var paths: [String] {
        ([Self.fileName] + files.map(\.path)).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// The whole text of the file.
    var text: String {
        let documents = inputs.documents.map(\.value)
        let value: JSONValue = [
            "generator": .string(inputs.generator), "version": "1.0",
            "generatorSha256": .string(inputs.generatorDigest),
            "configurationSha256": .string(inputs.configurationDigest),
            "documents": .array(documents),
            "files": .object(files.map { .init($0.path, .string($0.digest)) }),
        ]
        return value.text(.pretty) + "\n"
    }

    /// Whether each file below a folder is a plain one with the bytes that were written.
    func holds(in folder: String) -> Bool {
        files.allSatisfy { file in
            guard FileTree.isSafe(file.path) else { return false }
            let parents = Generation.parents(of: file.path)
            guard parents.allSatisfy({ Disk.kind(of: "\(folder)/\($0)") == .folder }),
                !Disk.isProgram("\(folder)/\(file.path)"),
                let bytes = Disk.read("\(folder)/\(file.path)")
            else { return false }
            return Digest.sha256(bytes) == file.digest
        }
    }
}

extension Provenance.Document {
    fileprivate init(_ value: JSONValue) {
        domain = value["domain"]?.string
        digest = value["sha256"]?.string ?? ""
        references = (value["references"]?.object?.members ?? []).map {
            Provenance.Reference(uri: $0.name, digest: $0.value.string)
        }
        isOpaque = value["opaqueReferences"]?.bool ?? false
    }

    /// The document as the file has it; what does not apply is left out.
    fileprivate var value: JSONValue {
        var object = JSONObject(domain.map { [.init("domain", .string($0))] } ?? [])
        object["sha256"] = .string(digest)
        if isOpaque { object["opaqueReferences"] = true }
        if !references.isEmpty {
            object["references"] = .object(
                references.map { .init($0.uri, $0.digest.map { .string($0) } ?? .null) })
        }
        return JSONValue(.object(object))
    }
}
