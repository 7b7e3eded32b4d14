import Lint

extension ChangeRule {
    static let requestNullRefused = ChangeRule(
        "wire.request-null-refused", .breaking,
        advice: "go on taking null",
        Explanation(
            clause: "JSON Schema draft-07, Validation, §6.1: null is a type of its own.",
            why: "Callers send values that are refused now: null is a value like others.",
            example: #""type": ["string", "null"] becomes "type": "string""#,
            remedy: "Go on taking what was taken, or add a method."))
}
