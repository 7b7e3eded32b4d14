import Lint

extension ChangeRule {
    static let requestOptionalPropertyAdded = ChangeRule(
        "wire.request-optional-property-added", .compatible,
        Explanation(
            clause: "JSON Schema draft-07, Validation, §6.5: properties and required.",
            why: "What callers send without it means what it meant.",
            example: #""properties": { "id": ..., "owner": ... } where there was "id" alone"#,
            remedy: "Nothing; a minor version announces it."))
}
