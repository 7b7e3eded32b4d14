import Lint

extension ChangeRule {
    static let unusedComponentAdded = ChangeRule(
        "documentation.unused-component-added", .compatible,
        Explanation(
            clause: "OpenRPC 1.0 to 1.4: Components Object: what nobody refers to has no effect.",
            why: "Nothing changes for callers; generators may make a type of it.",
            example: "'Cat' in the new schemas alone, with no reference to it",
            remedy: "Nothing."))
}
