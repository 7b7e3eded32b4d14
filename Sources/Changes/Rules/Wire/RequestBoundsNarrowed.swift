import Lint

extension ChangeRule {
    static let requestBoundsNarrowed = ChangeRule(
        "wire.request-bounds-narrowed", .breaking,
        advice: "go on taking what was taken",
        Explanation(
            clause: """
                JSON Schema draft-07, Validation, §6.2 to §6.7: bounds of numbers, lengths and \
                counts, and conditions.
                """,
            why: "Callers send values that are refused now: a bound is tighter or looser.",
            example: #""maxLength": 20 becomes "maxLength": 10"#,
            remedy: "Go on taking what was taken, or add a method."))
}
