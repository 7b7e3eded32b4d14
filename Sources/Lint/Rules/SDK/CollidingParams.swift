import WireJSON

extension Rule {
    static let collidingParams = Rule(
        "sdk.colliding-params", .sdk, .derived, decides: ["G07"],
        Explanation(
            clause: """
                No sentence of OpenRPC forbids it: the names of a method's params are unique as \
                they stand. PEP 8 and RFC 430 of Rust ask for arguments in snake_case.
                """,
            why: """
                A function cannot have two arguments of one name: the generated code does not \
                compile, or one of the params cannot be given.
                """,
            example: #"{ "params": [ { "name": "blockHash" }, { "name": "block_hash" } ] }"#,
            remedy: "Rename one of the params so that more than punctuation and case differ.")
    ) { reading in
        let collision = Collision(plural: "the params of a method") { $0.snake($1) }
        return collision.remarks(in: reading.methods.map(reading.paramNames))
    }
}
