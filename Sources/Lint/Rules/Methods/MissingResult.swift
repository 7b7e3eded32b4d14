import WireJSON

extension Rule {
    static let missingResult = Rule(
        "openrpc.missing-result", .prose, .must, decides: ["O34"],
        Explanation(
            clause: """
                OpenRPC 1.1 and 1.2, Method Object: 'result' is required. From 1.3 on a method \
                without one is only ever a notification; the meta-schema of 1.3, which judges the \
                earlier versions too, already lets it be missing.
                """,
            why: """
                A tool for the stated version finds no result to give back, and one for a later \
                version never waits for an answer.
                """,
            example: #"{ "openrpc": "1.2.6", "methods": [ { "name": "ping", "params": [] } ] }"#,
            remedy: """
                Describe the result, if only as null; for methods that are notifications state \
                OpenRPC 1.3 or later.
                """)
    ) { reading in
        // Of 1.0 the meta-schema says the same.
        guard reading.isWritten(for: 1...2) else { return [] }
        return reading.distinctMethods.compactMap { method in
            guard method.value["result"] == nil else { return nil }
            return Remark(
                "a method must have a 'result' before OpenRPC 1.3, \(method.methodName) has none; "
                    + "add it or state a later version", at: method.member("name") ?? method)
        }
    }
}

extension Site {
    /// A method's name in quotes, for messages.
    var methodName: String { value["name"]?.string.map { "'\($0)'" } ?? "this method" }
}
