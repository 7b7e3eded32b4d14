import Lint

extension ChangeRule {
    static let sourcePropertyRemoved = ChangeRule(
        "source.response-property-removed", .breaking,
        advice: "keep it as deprecated",
        Explanation(
            clause: "JSON Schema draft-07, Validation, §6.5: properties and required.",
            why: """
                On the wire it was optional, and callers had to do without it at times; in \
                generated types the member is gone.
                """,
            example: #""owner", which is not required, is gone from "properties""#,
            remedy: "Keep it, set 'deprecated', and remove it in a major version."))
}
