import Lint

extension ChangeRule {
    static let tagsChanged = ChangeRule(
        "documentation.tags-changed", .compatible,
        Explanation(
            clause: "OpenRPC 1.0 to 1.4: Tag Object.",
            why: "Methods are grouped in another way.",
            example: #"{ "name": "pets" } is gone from "tags""#,
            remedy: "Nothing."))
}
