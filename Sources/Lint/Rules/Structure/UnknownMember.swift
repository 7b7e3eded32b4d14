extension Rule {
    static let unknownShapeMember = Rule(
        "structure.unknown-member", .structure, .must, decides: ["O16", "O17", "O19", "O45"],
        Explanation(
            clause: """
                OpenRPC 1.0 to 1.4, Format and Specification Extensions: names are \
                case-sensitive, and what extends an object begins with 'x-'; an error object \
                cannot be extended. The meta-schemas refuse any other member, save in the \
                components, server variables, examples and example pairings, which they leave \
                open.
                """,
            why: """
                A member that no tool knows is dropped in silence: a 'Params' is no 'params', so \
                the method takes nothing.
                """,
            example: #"""
                { "name": "pet.get", "params": [], "Result": { "name": "pet", "schema": true } }
                """#,
            remedy: """
                Write the member as the specification does, or begin its name with 'x-'.
                """)
    ) { $0.flaws(.unknownMember) }
}
