import Lint

extension ChangeRule {
    static let typeRenamed = ChangeRule(
        "source.type-renamed", .breaking,
        advice: "keep the name",
        Explanation(
            clause: """
                No sentence of a specification: generators make the code of a client from it.
                """,
            why: """
                Generators name types by components and titles, so code that uses the type finds \
                it no more.
                """,
            example: "'#/components/schemas/Pet' becomes '#/components/schemas/Animal'",
            remedy: "Keep the name."))
}
