import Diagnostics
import OpenRPC
import SchemaLowering
import WireJSON

extension SDKBuild {
    /// What came of writing a build.
    public enum Outcome: Sendable {
        /// A document has an error: nothing was written.
        case refused(Generation)
        /// Documents, options and generator are those of the files on disk, and the files are as
        /// they were written: nothing was generated, and nothing touched. The paths are below the
        /// SDK's folder `python`.
        case unchanged(paths: [String])
        /// The folder holds these files now.
        case written(Generation)
    }

    /// Writes the build below an SDK's folder, which is created where it is missing. `python` in it
    /// is replaced in one step, so a program that fails or is stopped leaves the old files or the
    /// new ones. What was not generated is never removed or written over.
    public func write(to sdk: String) throws(DiskFault) -> Outcome {
        let folder = Self.pythonFolder(of: sdk)
        if python != nil, refusals.isEmpty, let found = Provenance.read(in: folder),
            found.inputs == inputs(as: found.inputs), found.holds(in: folder)
        {
            return .unchanged(paths: found.paths)
        }
        let generation = generation()
        if generation.isRefused { return .refused(generation) }
        try generation.replace(folder)
        return .written(generation)
    }

    /// Where the Python packages of an SDK lie.
    public static func pythonFolder(of sdk: String) -> String {
        (sdk.isEmpty ? "." : sdk) + "/python"
    }

    /// All that decides about the files, `references` being the texts that each document refers to.
    func inputs(_ references: [[Provenance.Reference]]) -> Provenance.Inputs {
        let documents = zip(sources, references).map { source, references in
            Provenance.Document(
                domain: source.domain, digest: Digest.sha256(source.bytes), references: references,
                isOpaque: source.references.texts.isOpaque)
        }
        func text(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }
        let configuration: JSONValue = [
            "baseFields": .bool(hasBaseFields), "interface": .bool(hasInterfaces),
            "python": ["name": text(python?.name), "version": text(python?.version)],
        ]
        return Provenance.Inputs(
            generatorDigest: Generation.fingerprint,
            configurationDigest: Digest.sha256(configuration.bytes(.canonical)),
            documents: documents.sorted { $0.order.utf8.lexicographicallyPrecedes($1.order.utf8) })
    }
}

extension SDKBuild {
    /// The same without reading the documents: the texts that earlier inputs name, as they are now.
    private func inputs(as earlier: Provenance.Inputs) -> Provenance.Inputs {
        inputs(
            sources.map { source in
                let digest = Digest.sha256(source.bytes)
                let known = earlier.documents.first {
                    $0.domain == source.domain && $0.digest == digest
                }
                return (known?.references ?? []).map { reference in
                    let text = try? source.references.texts.load(reference.uri).get()
                    return Provenance.Reference(
                        uri: reference.uri, digest: text.map { Digest.sha256($0.bytes) })
                }
            })
    }
}

extension Document {
    /// The texts that were asked for, by their URIs.
    var references: [Provenance.Reference] { Provenance.Reference.all(texts) }
}

extension Provenance.Reference {
    /// The texts that a document asked for, in the order of their URIs.
    static func all(
        _ texts: [String: Result<SchemaText.Text, Texts.Refusal>]
    ) -> [Provenance.Reference] {
        texts.map { uri, text in
            Provenance.Reference(
                uri: uri, digest: (try? text.get()).map { Digest.sha256($0.file.bytes) })
        }.sorted { $0.uri.utf8.lexicographicallyPrecedes($1.uri.utf8) }
    }
}

extension Generation {
    /// The digest of a document's own text, joined with those of the texts that it refers to.
    static func inputDigest(
        of file: SourceFile, _ texts: [String: Result<SchemaText.Text, Texts.Refusal>]
    ) -> String {
        let own = Digest.sha256(file.bytes)
        if texts.isEmpty { return own }
        let all = Provenance.Reference.all(texts).map { "\($0.uri) \($0.digest ?? "-")" }
        return Digest.sha256(Array(([own] + all).joined(separator: "\n").utf8))
    }
}

extension Generation {
    /// The release of the generator.
    public static let version = "0.1.0"

    /// The digest of what the generator makes of a small document. It changes with the generator
    /// even where its version does not.
    static let fingerprint: String = {
        let document = """
            {"openrpc": "1.2.6", "info": {"title": "Probe", "version": "1"}, "methods": [
              {"name": "thing.get", "summary": "Finds.",
               "params": [{"name": "id", "required": true, "schema": {"type": "integer"}},
                          {"name": "from", "schema": {"enum": ["a", 1, null]}}],
               "result": {"name": "thing", "schema": {"$ref": "#/components/schemas/Thing"}},
               "errors": [{"code": 404, "message": "no thing", "data": {"id": 1}}]},
              {"name": "thing.list", "params": [], "paramStructure": "by-position",
               "result": {"name": "things", "schema":
                 {"type": "array", "items": {"$ref": "#/components/schemas/Thing"}}}},
              {"name": "thing.touch", "params": []}],
             "components": {"schemas": {
               "Thing": {"type": "object", "required": ["id"], "additionalProperties": false,
                 "description": "One thing.", "properties": {
                   "id": {"type": "integer"}, "size": {"type": "number", "default": 1},
                   "class": {"type": ["string", "null"]}, "tags": {"type": "array"},
                   "kind": {"$ref": "#/components/schemas/Kind"},
                   "other": {"oneOf": [{"type": "boolean"}, {"$ref": "#/components/schemas/Thing"}]},
                   "more": {"type": "object", "additionalProperties": {"type": "string"}}}},
               "Kind": {"type": "string", "enum": ["big", "small"]}}}}
            """
        let generation = python(document: Array(document.utf8), file: "probe.json")
        precondition(!generation.isRefused, "the probe must be a lawful document")
        let texts = generation.files.map { "\($0.path)\n\($0.text)" }
        return Digest.sha256(Array(texts.joined(separator: "\0").utf8))
    }()
}
