import Lint

extension ChangeRule {
    static let requestTypeNarrowed = ChangeRule(
        "wire.request-type-narrowed", .breaking,
        advice: "go on taking what was taken",
        Explanation(
            clause: "JSON Schema draft-07, Validation, §6.1: type, enum and const.",
            why: "Callers send values that are refused now: the types are fewer or more.",
            example: #""type": ["integer", "string"] becomes "type": "integer""#,
            remedy: "Go on taking what was taken, or add a method."))
}
