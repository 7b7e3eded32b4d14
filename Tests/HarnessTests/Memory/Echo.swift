import TestSupport
import Testing
import WireJSON

/// A small document with two methods, and a cache of its own.
struct Echo {
    let folder: TestFolder
    let document: String

    init() throws {
        folder = try TestFolder()
        document = try folder.write(Self.text(), to: "echo.json")
    }

    /// The document; what 'say' takes is described by a schema that 'shout' does not use.
    static func text(said: String = #"{"type": "string"}"#) -> String {
        """
        {"openrpc": "1.2.6", "info": {"title": "Echo", "version": "1"}, "methods": [
          {"name": "say", "params": [{"name": "what", "required": true,
            "schema": {"$ref": "#/components/schemas/Said"}}],
           "result": {"name": "said", "schema": {"$ref": "#/components/schemas/Said"}}},
          {"name": "shout", "params": [{"name": "how", "schema": {"type": "integer"}}],
           "result": {"name": "heard", "schema": {"type": "boolean"}}}],
         "components": {"schemas": {"Said": \(said)}}}
        """
    }

    /// One run of it, that remembers unless it is told not to.
    func run(_ words: String...) throws -> Judged {
        try Judged(
            [document] + words, environment: ["ASSAY_CACHE": folder.path + "/cache"], isFresh: false
        )
    }

    /// The generated package, as a folder that can be spoilt.
    func package() throws -> String {
        let path = folder.path + "/sdk"
        let outcome = try Program.assay(["generate", document, "--python", path])
        guard outcome.status == 0 else { throw Refused(said: outcome.errors) }
        return path
    }

    struct Refused: Error { var said: String }
}

extension Judged {
    /// How many cases the run says it did not play.
    var remembered: Int { events.last?["remembered"]?.int ?? 0 }
    /// The cases that were played.
    var played: [String] {
        events("case-finished").filter { $0["remembered"] == nil }.compactMap { $0["case"]?.string }
    }
}
