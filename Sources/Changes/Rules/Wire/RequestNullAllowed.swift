import Lint

extension ChangeRule {
    static let requestNullAllowed = ChangeRule(
        "wire.request-null-allowed", .compatible,
        Explanation(
            clause: "JSON Schema draft-07, Validation, §6.1: null is a type of its own.",
            why: "What callers send is taken as before, and more: null is a value like others.",
            example: #""type": "string" becomes "type": ["string", "null"]"#,
            remedy: "Nothing; a minor version announces it."))
}
