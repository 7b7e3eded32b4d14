import WireJSON

extension Rule {
    static let infoType = Rule(
        "openrpc.info-type", .prose, .must, decides: ["O06"],
        Explanation(
            clause: """
                OpenRPC 1.4, OpenRPC Object, 'info': an Info Object, which has a title and a \
                version. The meta-schema of 1.4 forgets to say that it is an object, so it lets \
                any other value pass; before 1.4 it did not.
                """,
            why: """
                Nothing can be read from it: neither what the service is called nor which version \
                of it is described.
                """,
            example: #"{ "openrpc": "1.4.1", "info": 42, "methods": [] }"#,
            remedy: "Write an object with 'title' and 'version'.")
    ) { reading in
        reading.survey[.info].filter {
            reading.edition == .fourth && $0.value.object == nil
        }.map {
            Remark(
                "'info' must be an object, found \($0.value.typePhrase); write one with 'title' "
                    + "and 'version'",
                at: $0)
        }
    }
}
