import Lint

extension ChangeRule {
    static let otherChange = ChangeRule(
        "documentation.other-change", .compatible,
        Explanation(
            clause: "OpenRPC 1.0 to 1.4: members that this tool knows no meaning of.",
            why: """
                What it means is not known here; no rule of the specification gives it an effect \
                on the wire.
                """,
            example: #""$schema" is another"#,
            remedy: "Nothing."))
}
