import Lint

extension ChangeRule {
    static let extensionChanged = ChangeRule(
        "documentation.extension-changed", .compatible,
        Explanation(
            clause: """
                OpenRPC 1.0 to 1.4: Specification Extensions: members that begin with 'x-' never \
                change what goes over the wire.
                """,
            why: "Tools that know the extension may do other things.",
            example: #""x-group": "a" becomes "x-group": "b""#,
            remedy: "Nothing."))
}
