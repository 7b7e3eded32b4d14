import Lint

extension ChangeRule {
    static let resultRenamed = ChangeRule(
        "documentation.result-renamed", .compatible,
        Explanation(
            clause: "OpenRPC 1.0 to 1.4: Content Descriptor Object, 'name', of a result.",
            why: "The name is not sent; people read another word.",
            example: #""result": { "name": "pet", ... } becomes { "name": "animal", ... }"#,
            remedy: "Nothing."))
}
