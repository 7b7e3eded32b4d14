/// The requirements on OpenRPC that no document can break or keep by itself, each with the reason.
package enum Undecidable {
    package static let reasons: [(requirement: String, reason: String)] = [
        ("O09", "says what a client does without servers; a document may leave them out"),
        ("O15", "says which servers a client takes; a document may state both"),
        ("O20", "is a default of tools; 'assay lint' without a document follows it"),
        ("O26", "says how a missing 'required' is read; leaving it out is lawful"),
        ("O28", "is about the requests of a client"),
        ("O29", "is about the requests of a client"),
        ("O30", "is about requests and the server that takes them"),
        ("O31", "is about the answers of a server"),
        ("O32", "is about the answers of a server"),
        ("O35", "is about what clients do with 'deprecated'; its type is 'structure.wrong-type'"),
        ("O39", "compares a document with what a server serves"),
        ("O44", "is about the errors that a client can take"),
        ("O50", "is about a link that is followed, not about its text"),
        ("O51", "is about a link that is followed; its server is judged as any server"),
        ("O73", "compares the clients of two documents"),
    ]
}
