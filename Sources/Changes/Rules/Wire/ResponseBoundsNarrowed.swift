import Lint

extension ChangeRule {
    static let responseBoundsNarrowed = ChangeRule(
        "wire.response-bounds-narrowed", .compatible,
        Explanation(
            clause: """
                JSON Schema draft-07, Validation, §6.2 to §6.7: bounds of numbers, lengths and \
                counts, and conditions.
                """,
            why: """
                Whatever the server answers was announced before: a bound is tighter or looser.
                """,
            example: #""maxLength": 20 becomes "maxLength": 10"#,
            remedy: "Nothing; a minor version announces it."))
}
