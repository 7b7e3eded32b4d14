import Lint

extension ChangeRule {
    static let unknownKeywordChanged = ChangeRule(
        "source.unknown-keyword-changed", .undecided,
        advice: "use keywords of draft-07",
        Explanation(
            clause: """
                OpenRPC 1.0 to 1.4, Schema Object: schemas follow JSON Schema draft-07, where \
                other keywords say nothing.
                """,
            why: "Validators pass over it, but some generators make other types of it.",
            example: #""nullable": true where it was absent"#,
            remedy: "Say it in keywords of draft-07."))
}
