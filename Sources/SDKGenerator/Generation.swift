// SDKGenerator: the generator as a library. A document's text in, files and diagnostics out; it
// writes below the one folder it is told, and only over what it wrote itself.

package import Diagnostics
import CodeText
import OpenRPC
import PythonEmitter
import ServiceModel

/// What became of a document, or of several: the files of an SDK, or why there are none.
public struct Generation: Sendable {
    /// One file of the SDK.
    public struct File: Sendable, Equatable {
        /// The path below the SDK's folder, with `/` between names.
        public let path: String
        /// The whole text.
        public let text: String
    }

    /// The files in the order of their paths; none when a document is refused.
    public let files: [File]
    /// What is to be said about the documents, `file:line:column: severity: message [rule]` each.
    public var diagnostics: [String] { problems.map(\.description) }
    /// Whether a document has an error, so that nothing was generated.
    public var isRefused: Bool { files.isEmpty }
    /// What to import and what to call; nil when there is not exactly one client.
    public var entry: Entry? { entries.count == 1 ? entries.first : nil }
    /// The same for each client, in the order of the modules.
    public let entries: [Entry]
    /// The diagnostics as values.
    package let problems: [Diagnostic]
    /// The digest of one document and of the texts that it refers to.
    package internal(set) var inputDigest = ""
    /// The folders that hold nothing but the SDK's own.
    let folders: [String]

    init(
        files: [File], entries: [Entry], problems: [Diagnostic], folders: [String]? = nil
    ) {
        self.files = files
        self.entries = entries
        self.problems = problems
        self.folders = folders ?? entries.map(\.package)
    }

    /// The names by which a program reaches the SDK.
    public struct Entry: Sendable, Equatable {
        /// The package's folder and the name to import.
        public let package: String
        /// The module of the client, such as `petstore.petstore_client`.
        public let module: String
        /// The class of the client.
        public let client: String
    }

    /// What to say about a text that is no JSON, whatever it should have described.
    package static func unreadable(_ bytes: [UInt8], file: String) -> [Diagnostic] {
        Document.load(bytes, file: file).1
    }

    /// The Python package for an OpenRPC document; `file` is the name that diagnostics give it.
    public static func python(
        document bytes: [UInt8], file: String, references: References = .none
    ) -> Generation {
        let (loaded, reading) = Document.load(bytes, file: file)
        guard let loaded else { return refusal(reading) }
        let document = loaded.gathering(references.texts)
        let (service, lowering) = Service.lower(document)
        guard let service else { return refusal(reading + lowering) }
        let (client, planning) = PythonClient.plan(service)
        let package = client.package.text
        var generation = Generation(
            files: client.printed().files.map { File(path: $0.path, text: $0.text) },
            entries: [
                Entry(
                    package: package, module: "\(package).\(package)_client",
                    client: client.own.client.text)
            ],
            problems: reading + lowering + planning)
        generation.inputDigest = inputDigest(of: document.file, document.texts)
        return generation
    }

    /// What became of a document, or of several, that have errors.
    static func refusal(_ problems: [Diagnostic]) -> Generation {
        Generation(files: [], entries: [], problems: problems)
    }
}
