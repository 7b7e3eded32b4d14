import Lint

extension ChangeRule {
    static let responseBoundsWidened = ChangeRule(
        "wire.response-bounds-widened", .breaking,
        advice: "go on answering within the old bounds",
        Explanation(
            clause: """
                JSON Schema draft-07, Validation, §6.2 to §6.7: bounds of numbers, lengths and \
                counts, and conditions.
                """,
            why: """
                Callers may be given values that were never announced to them: a bound is tighter \
                or looser.
                """,
            example: #""maxLength": 10 becomes "maxLength": 20"#,
            remedy: "Go on answering within the old bounds, or add a method."))
}
