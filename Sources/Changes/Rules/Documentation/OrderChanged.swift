import Lint

extension ChangeRule {
    static let orderChanged = ChangeRule(
        "documentation.order-changed", .compatible,
        Explanation(
            clause: "OpenRPC 1.0 to 1.4: lists whose order has no meaning on the wire.",
            why: "People find things in another place.",
            example: #""methods" are sorted now"#,
            remedy: "Nothing."))
}
