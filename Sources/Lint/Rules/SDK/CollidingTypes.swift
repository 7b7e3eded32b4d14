import WireJSON

extension Rule {
    static let collidingTypes = Rule(
        "sdk.colliding-types", .sdk, .derived, decides: ["G07"],
        Explanation(
            clause: """
                No sentence of OpenRPC forbids it: the keys of 'components.schemas' are unique as \
                they stand. PEP 8 and RFC 430 of Rust ask for types in UpperCamelCase.
                """,
            why: """
                An SDK makes one type of each schema, and these two get the same name, or files \
                whose names differ in case alone, which Windows and macOS take for one.
                """,
            example:
                #"{ "schemas": { "Pet": { "type": "object" }, "pet": { "type": "string" } } }"#,
            remedy: "Rename one of the schemas so that more than punctuation and case differ.")
    ) { reading in
        Collision(plural: "component schemas") { $0.camel($1) }.remarks(reading.typeNames)
    }
}
