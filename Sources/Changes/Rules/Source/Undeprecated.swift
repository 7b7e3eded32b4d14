import Lint

extension ChangeRule {
    static let undeprecated = ChangeRule(
        "source.undeprecated", .compatible,
        Explanation(
            clause: """
                OpenRPC 1.0 to 1.4, Method Object and Content Descriptor Object, 'deprecated'.
                """,
            why: "It works as before; generated code warns no more.",
            example: #""deprecated": true is gone"#,
            remedy: "Nothing."))
}
