import Lint

extension ChangeRule {
    static let schemaChanged = ChangeRule(
        "wire.schema-changed", .undecided,
        advice: "say in the changelog what else it allows or refuses",
        Explanation(
            clause: "JSON Schema draft-07, Validation, §6.: whatever keyword it is.",
            why: """
                Whether the new schema allows all that the old one did, or only that, is not \
                decided, so it counts as breaking.
                """,
            example: #""not": { "const": 0 } becomes "not": { "const": 1 }"#,
            remedy: "See by hand what the new schema allows."))
}
