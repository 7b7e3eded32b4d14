import Lint

extension ChangeRule {
    static let requestPropertyRemoved = ChangeRule(
        "wire.request-property-removed", .breaking,
        advice: "keep it and ignore it",
        Explanation(
            clause: "JSON Schema draft-07, Validation, §6.5: properties and required.",
            why: """
                A member that the server does not know is refused, or ignored against the \
                caller's wish.
                """,
            example: #""owner" is gone from "properties""#,
            remedy: "Keep it, set 'deprecated', and remove it in a major version."))
}
