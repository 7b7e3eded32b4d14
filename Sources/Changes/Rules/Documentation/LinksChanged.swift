import Lint

extension ChangeRule {
    static let linksChanged = ChangeRule(
        "documentation.links-changed", .compatible,
        Explanation(
            clause: "OpenRPC 1.0 to 1.4: Link Object.",
            why: "People are shown another way from one method to the next.",
            example: #""method": "pet.get" becomes "method": "pet.list" in a link"#,
            remedy: "Nothing."))
}
