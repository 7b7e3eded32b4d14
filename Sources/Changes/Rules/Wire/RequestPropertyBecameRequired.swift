import Lint

extension ChangeRule {
    static let requestPropertyBecameRequired = ChangeRule(
        "wire.request-property-became-required", .breaking,
        advice: "leave it optional",
        Explanation(
            clause: "JSON Schema draft-07, Validation, §6.5: properties and required.",
            why: "What callers send without it was lawful and is refused now.",
            example: #""required": ["id"] where there was none"#,
            remedy: "Leave it optional."))
}
