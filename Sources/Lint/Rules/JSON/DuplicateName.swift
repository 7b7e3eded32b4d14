import Diagnostics
import WireJSON

extension Rule {
    static let jsonRules: [Rule] = [.duplicateName]

    static let duplicateName = Rule(
        "json.duplicate-name", .json, .must, decides: ["O18"],
        Explanation(
            clause: """
                OpenRPC 1.3, Specification Extensions and Patterned Fields: the names of patterned \
                fields are unique within their object; RFC 8259 §4 leaves open what a reader makes \
                of a name that stands twice.
                """,
            why: """
                Readers take the first, the last or neither, so two tools see two different \
                documents.
                """,
            example: #"{ "schemas": { "Pet": { "type": "object" }, "Pet": { "type": "array" } } }"#,
            remedy: "Remove or rename one of the two members.")
    ) { reading in
        reading.document.root.duplicateNames().map { duplicate in
            let place = reading.root.place.walk(duplicate.object)
            let file = reading.document.file
            let object = Site(value: .null, place: place, kind: .data)
            return Remark(
                "a name must stand once in an object, found '\(duplicate.name)' again; "
                    + "remove one of them",
                at: SourceSpan(duplicate.span, in: file), of: object,
                notes: [
                    Diagnostic.Note(
                        "'\(duplicate.name)' stands here first",
                        at: SourceSpan(duplicate.first, in: file))
                ],
                fix: duplicate.isRedundant
                    ? Fix(
                        "remove the second of two members that are the same",
                        [Fix.Edit(duplicate.removal.range, "")]) : nil)
        }
    }
}
