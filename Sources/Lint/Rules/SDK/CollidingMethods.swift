import WireJSON

extension Rule {
    static let collidingMethods = Rule(
        "sdk.colliding-methods", .sdk, .derived, decides: ["G07"],
        Explanation(
            clause: """
                No sentence of OpenRPC forbids it: the names of methods are unique as they stand. \
                PEP 8 and RFC 430 of Rust ask for functions in snake_case.
                """,
            why: """
                An SDK offers one function for each method, and these two get the same name; one \
                hides the other, or both are renamed by a rule that nobody expects.
                """,
            example: """
                { "methods": [ { "name": "user.get", "params": [] },
                               { "name": "user_get", "params": [] } ] }
                """,
            remedy: "Rename one of the methods so that more than punctuation and case differ.")
    ) { reading in
        Collision(plural: "methods") { $0.snake($1) }.remarks(reading.methodNames)
    }
}
