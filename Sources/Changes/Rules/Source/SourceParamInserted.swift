import Lint

extension ChangeRule {
    static let sourceParamInserted = ChangeRule(
        "source.param-inserted", .breaking,
        advice: "add it behind the others",
        Explanation(
            clause: """
                No sentence of a specification: generators make the code of a client from it.
                """,
            why: "The wire carries names, but arguments of the generated functions move.",
            example: """
                params 'id', 'limit' become 'id', 'owner', 'limit' in a method that takes them by \
                name
                """,
            remedy: "Add params at the end."))
}
