import Lint

extension ChangeRule {
    static let responsePropertyRemoved = ChangeRule(
        "wire.response-property-removed", .breaking,
        advice: "go on answering with it",
        Explanation(
            clause: "JSON Schema draft-07, Validation, §6.5: properties and required.",
            why: "Callers count on it, as it was required.",
            example: #""owner" is gone from "properties" and "required""#,
            remedy: "Go on answering with it."))
}
