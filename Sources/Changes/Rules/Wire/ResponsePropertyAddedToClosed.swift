import Lint

extension ChangeRule {
    static let responsePropertyAddedToClosed = ChangeRule(
        "wire.response-property-added-to-closed", .breaking,
        advice: "open the object in a version of its own first",
        Explanation(
            clause: """
                JSON Schema draft-07, Validation, §6.5: properties, required and \
                additionalProperties.
                """,
            why: """
                The object was announced to have no other members, so a strict caller refuses it.
                """,
            example: #""owner" is new in an object with "additionalProperties": false"#,
            remedy: "Open the object in a major version, then add members."))
}
