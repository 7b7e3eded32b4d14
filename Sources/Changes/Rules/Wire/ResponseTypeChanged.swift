import Lint

extension ChangeRule {
    static let responseTypeChanged = ChangeRule(
        "wire.response-type-changed", .breaking,
        advice: "keep the type and add another member",
        Explanation(
            clause: "JSON Schema draft-07, Validation, §6.1: type, enum and const.",
            why: "Of what the server answers some values are no longer lawful, and others are.",
            example: #""type": "integer" becomes "type": "string""#,
            remedy: "Keep the old type, or add a member beside it."))
}
