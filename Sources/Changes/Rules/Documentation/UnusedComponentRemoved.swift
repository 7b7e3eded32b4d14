import Lint

extension ChangeRule {
    static let unusedComponentRemoved = ChangeRule(
        "documentation.unused-component-removed", .compatible,
        Explanation(
            clause: "OpenRPC 1.0 to 1.4: Components Object: what nobody refers to has no effect.",
            why: "Nothing changes for callers; generators may have made a type of it.",
            example: "'Cat' in the old schemas alone, with no reference to it",
            remedy: "Nothing."))
}
