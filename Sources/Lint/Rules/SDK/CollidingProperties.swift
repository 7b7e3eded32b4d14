import WireJSON

extension Rule {
    static let collidingProperties = Rule(
        "sdk.colliding-properties", .sdk, .derived, decides: ["G06", "G07"],
        Explanation(
            clause: """
                No sentence of OpenRPC or JSON Schema forbids it: the members of an object differ \
                as they stand. PEP 8 and RFC 430 of Rust ask for fields in snake_case.
                """,
            why: """
                A class cannot have two fields of one name: the generated code does not compile, \
                or the value of one property is lost.
                """,
            example: #"{ "properties": { "dolby5.1": {}, "dolby5.1+": {} } }"#,
            remedy: """
                Rename one of the properties so that more than punctuation and case differ; where \
                the wire is fixed, expect a numbered name in SDKs.
                """)
    ) { reading in
        let collision = Collision(plural: "the properties of an object") { $0.snake($1) }
        return collision.remarks(in: reading.survey[.schema].map(reading.propertyNames))
    }
}
