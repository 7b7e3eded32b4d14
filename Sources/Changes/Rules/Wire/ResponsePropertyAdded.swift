import Lint

extension ChangeRule {
    static let responsePropertyAdded = ChangeRule(
        "wire.response-property-added", .compatible,
        Explanation(
            clause: "JSON Schema draft-07, Validation, §6.5: properties and required.",
            why: "The object was open, so callers pass over members that they do not know.",
            example: #""properties": { "id": ..., "owner": ... } where there was "id" alone"#,
            remedy: "Nothing; a minor version announces it."))
}
