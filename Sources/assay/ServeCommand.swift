import Glibc
import Peers

extension Command {
    static let serve = Command(
        name: "serve", operands: "[DOCUMENT]",
        summary: "answer calls as the document says, on loopback",
        details: """
            Serves a mock of the document's service until it is interrupted. The first lines on
            standard output are its addresses; each call is a line on standard error. Recorded
            replies come first (--replay), then example pairings as written; then params are held
            against their schemas; then what a family of methods (pet.set, pet.get, …) was told is
            given back; all else is sampled from the result's schema, always the same for the same
            params. GET / is a page to try the methods from, GET /openrpc.json the document. When
            the document's file changes, the new text is served; a broken one is reported and the
            text before it stays.
            """,
        options: ServeOptions.all,
        examples: [
            "assay serve petstore.json",
            "assay serve petstore.json --port 8080 --unix /tmp/petstore.sock",
            "assay serve petstore.json --tcp newline:9000 --record calls.io",
            "assay serve --replay calls.io --unrecorded error",
            "assay serve petstore.json --stdio content-length",
            "assay serve petstore.json --aberration id-as-text@list_pets",
        ]
    ) { arguments throws(UsageError) in
        let options = try ServeOptions(arguments)
        guard let serving = Serving(options) else { return ExitCode.documentRefused }
        return serving.run()
    }
}
