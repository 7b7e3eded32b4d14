import Harness

// The options of every command that reads what a document refers to.

extension Arguments {
    static let referenceOptions: [Option] = [
        .init(
            name: "refs", value: "DIR",
            help: "copies of what http references name, at DIR/host/path; nothing is downloaded"),
        .init(
            name: "opaque-references", value: nil,
            help: "where a text is not at hand, read any value in its place, with a warning"),
    ]

    /// Where the texts lie that documents refer to.
    func references() throws(UsageError) -> ReferenceOptions {
        let folder = value("refs")
        guard folder != "" else { throw UsageError("'--refs' is empty; name a directory") }
        return ReferenceOptions(copies: folder, isOpaque: has("opaque-references"))
    }

    /// The words that repeat these options.
    var referenceWords: [String] {
        (value("refs").map { ["--refs", $0] } ?? [])
            + (has("opaque-references") ? ["--opaque-references"] : [])
    }
}
