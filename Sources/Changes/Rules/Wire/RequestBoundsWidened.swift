import Lint

extension ChangeRule {
    static let requestBoundsWidened = ChangeRule(
        "wire.request-bounds-widened", .compatible,
        Explanation(
            clause: """
                JSON Schema draft-07, Validation, §6.2 to §6.7: bounds of numbers, lengths and \
                counts, and conditions.
                """,
            why: """
                What callers send is taken as before, and more: a bound is tighter or looser.
                """,
            example: #""maxLength": 10 becomes "maxLength": 20"#,
            remedy: "Nothing; a minor version announces it."))
}
