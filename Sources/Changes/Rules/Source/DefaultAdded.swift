import Lint

extension ChangeRule {
    static let defaultAdded = ChangeRule(
        "source.default-added", .compatible,
        Explanation(
            clause: "JSON Schema draft-07, Validation, §10.2: default.",
            why: "What was left to the server is said now.",
            example: #""default": 10 where there was none"#,
            remedy: "Nothing; a minor version announces it."))
}
