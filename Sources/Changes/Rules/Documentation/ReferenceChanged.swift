import Lint

extension ChangeRule {
    static let referenceChanged = ChangeRule(
        "documentation.reference-changed", .compatible,
        Explanation(
            clause: "OpenRPC 1.0 to 1.4: Reference Object; draft-07 core §8.3.",
            why: """
                What a reference leads to counts, and is compared where it stands; a type's name \
                stays, or there is none.
                """,
            example: """
                { "type": "string" } becomes { "$ref": "#/components/schemas/Id" }, which is the \
                same
                """,
            remedy: "Nothing."))
}
