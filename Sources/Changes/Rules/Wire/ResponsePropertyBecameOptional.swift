import Lint

extension ChangeRule {
    static let responsePropertyBecameOptional = ChangeRule(
        "wire.response-property-became-optional", .breaking,
        advice: "go on answering with it",
        Explanation(
            clause: "JSON Schema draft-07, Validation, §6.5: properties and required.",
            why: "Callers count on it and may not find it.",
            example: #""required": ["id"] is gone"#,
            remedy: "Go on answering with it, and leave it required."))
}
