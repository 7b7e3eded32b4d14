import Lint

extension ChangeRule {
    static let requestPatternChanged = ChangeRule(
        "wire.request-pattern-changed", .undecided,
        advice: "say in the changelog what else it allows or refuses",
        Explanation(
            clause: "JSON Schema draft-07, Validation, §6.3.3: pattern; §7: format.",
            why: """
                Whether one pattern matches all that another does is not decided; of what callers \
                send some values may no longer be lawful.
                """,
            example: #""pattern": "^[a-z]+$" becomes "^[a-z0-9]+$""#,
            remedy: "See by hand whether the new one matches whatever the old one did."))
}
