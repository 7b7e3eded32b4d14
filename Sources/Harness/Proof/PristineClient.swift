import Foundation
import SDKGenerator
import WireJSON

/// The client of a built-in service before anything is wrong with it.
struct PristineClient: Sendable {
    /// The service's document, as text and as a value.
    let bytes: [UInt8]
    let document: JSONValue
    let generation: Generation
    /// The client's module.
    let client: String

    init(service: String, in builtIn: BuiltIn) throws(HarnessFault) {
        guard let found = builtIn.services.first(where: { $0.name == service }),
            let data = FileManager.default.contents(atPath: found.path),
            let value = try? JSONValue.read([UInt8](data))
        else { throw HarnessFault("no built-in service is called '\(service)'") }
        bytes = [UInt8](data)
        document = value
        generation = Generation.python(document: bytes, file: service)
        guard let entry = generation.entries.first else {
            throw HarnessFault("the built-in service '\(service)' is refused")
        }
        client = entry.module
    }

    /// The path of a file as mutants name it: `client` or `interface`.
    func path(of file: String) -> String {
        "\(client.dropLast("client".count))\(file)".replacing(".", with: "/") + ".py"
    }

    /// The text of a file; nil where the package has no such.
    func text(of file: String) -> String? {
        generation.files.first { $0.path == path(of: file) }?.text
    }
}
