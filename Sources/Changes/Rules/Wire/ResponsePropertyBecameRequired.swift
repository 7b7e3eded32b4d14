import Lint

extension ChangeRule {
    static let responsePropertyBecameRequired = ChangeRule(
        "wire.response-property-became-required", .compatible,
        Explanation(
            clause: "JSON Schema draft-07, Validation, §6.5: properties and required.",
            why: "Callers that can do without it are given it always.",
            example: #""required": ["id"] where there was none"#,
            remedy: "Nothing; a minor version announces it."))
}
