import Lint

extension ChangeRule {
    static let requestPropertyBecameOptional = ChangeRule(
        "wire.request-property-became-optional", .compatible,
        Explanation(
            clause: "JSON Schema draft-07, Validation, §6.5: properties and required.",
            why: "What callers send with it means what it meant.",
            example: #""required": ["id"] is gone"#,
            remedy: "Nothing; a minor version announces it."))
}
