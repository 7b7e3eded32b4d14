import TestSupport
import Testing

/// The generated package of a document, in a folder of its own, for a test to spoil.
struct Package: Sendable {
    let document: String
    let name: String
    private let folder: TestFolder

    /// The package of one of the built-in services.
    init(of service: String) throws {
        try self.init(document: Fixtures.root + "/openrpc/\(service).json", name: service)
    }

    /// The package of a document whose title gives it this name.
    init(document: String, name: String) throws {
        self.document = document
        self.name = name
        folder = try TestFolder()
        let outcome = try Program.assay(["generate", document, "--python", folder.path + "/sdk"])
        try #require(outcome.status == 0, "\(outcome.errors)")
    }

    var path: String { folder.path + "/sdk" }

    /// Adds a file below the package's folder.
    func add(_ text: String, at path: String) throws {
        try folder.write(text, to: "sdk/" + path)
    }

    /// Replaces one exact piece of a module, everywhere; a piece that is not there is an error.
    func replace(_ old: String, by new: String, in module: String = "client") throws {
        let file = "sdk/\(name)/\(name)_\(module).py"
        let text = String(decoding: folder.read(file), as: UTF8.self)
        try #require(text.contains(old), "the generated \(module) has no '\(old)'")
        try folder.write(text.replacing(old, with: new), to: file)
    }
}
