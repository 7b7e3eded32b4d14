extension Rule {
    /// Why a file gave no text.
    static let fileRules: [Rule] = [
        .missingFile, .directory, .device, .unreadableFile, .fileSize,
    ]

    private static func file(_ id: String, _ clause: String, remedy: String) -> Rule {
        .beside(
            id, .around,
            Explanation(
                clause: clause,
                why: "A document that was asked for and not judged must not look clean.",
                example: "assay lint nowhere.json", remedy: remedy))
    }

    private static let missingFile = file(
        "file.missing", "A document that is named exists.",
        remedy: "Check the path and the current directory.")

    private static let directory = file(
        "file.directory", "A document is a file, not a directory.",
        remedy: "Name the document in it.")

    private static let device = file(
        "file.kind", "A document is a file or a pipe, not a device or a socket.",
        remedy: "Name a file.")

    private static let unreadableFile = file(
        "file.unreadable", "A document can be read by whoever lints it.",
        remedy: "Check its permissions.")

    private static let fileSize = file(
        "file.size", "A document has at most 256 MiB.", remedy: "Split the document.")
}
