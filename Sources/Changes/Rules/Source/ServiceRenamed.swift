import Lint

extension ChangeRule {
    static let serviceRenamed = ChangeRule(
        "source.service-renamed", .breaking,
        advice: "keep the title",
        Explanation(
            clause: """
                No sentence of a specification: generators make the code of a client from it.
                """,
            why: "Generators name the package and the client by the title.",
            example: #""title": "Pets" becomes "title": "Animals""#,
            remedy: "Keep the title."))
}
