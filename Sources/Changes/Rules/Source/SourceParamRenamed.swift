import Lint

extension ChangeRule {
    static let sourceParamRenamed = ChangeRule(
        "source.param-renamed", .breaking,
        advice: "keep the name",
        Explanation(
            clause: """
                No sentence of a specification: generators make the code of a client from it.
                """,
            why: """
                The wire carries positions, but code that names the argument does not compile, or \
                fails.
                """,
            example: "'id' becomes 'petId' in a method that takes params by position",
            remedy: "Keep the name."))
}
