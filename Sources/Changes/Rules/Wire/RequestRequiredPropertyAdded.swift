import Lint

extension ChangeRule {
    static let requestRequiredPropertyAdded = ChangeRule(
        "wire.request-required-property-added", .breaking,
        advice: "make it optional",
        Explanation(
            clause: "JSON Schema draft-07, Validation, §6.5: properties and required.",
            why: "What callers send today lacks it and is refused.",
            example: #""required": ["id", "owner"] where "owner" was not even a property"#,
            remedy: "Make it optional."))
}
