import Lint

extension ChangeRule {
    static let deprecated = ChangeRule(
        "source.deprecated", .compatible,
        Explanation(
            clause: """
                OpenRPC 1.0 to 1.4, Method Object and Content Descriptor Object, 'deprecated'.
                """,
            why: "It works as before; generated code may warn.",
            example: #""deprecated": true where it was absent"#,
            remedy: "Nothing; a minor version announces it (semver.org 2.0.0, §7)."))
}
