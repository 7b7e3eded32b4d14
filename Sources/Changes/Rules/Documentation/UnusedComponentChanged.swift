import Lint

extension ChangeRule {
    static let unusedComponentChanged = ChangeRule(
        "documentation.unused-component-changed", .compatible,
        Explanation(
            clause: "OpenRPC 1.0 to 1.4: Components Object: what nobody refers to has no effect.",
            why: "Nothing changes for callers.",
            example: "'Cat', with no reference to it, is another schema",
            remedy: "Nothing."))
}
