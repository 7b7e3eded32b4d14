import Lint

extension ChangeRule {
    static let undecided = ChangeRule(
        "wire.undecided", .undecided,
        advice: "make both documents lawful and compare again",
        Explanation(
            clause: "OpenRPC 1.0 to 1.4: the shape of the objects; 'assay lint' has the rules.",
            why: """
                Where one of the documents is not lawful, or a reference leads nowhere, nobody \
                can tell what the change does.
                """,
            example: #""params": "none" where a list stood"#,
            remedy: "Run 'assay lint' on both documents first."))
}
