package import WireJSON

/// What every response of a dispatch owes, whatever the case asks.
package struct DispatchCheck: Sendable {
    package let id: String
    package let requirements: [String]
    /// The clause in the words of its source, shortened.
    package let clause: String
    package let holds: @Sendable (JSONValue) -> Bool

    private init(
        _ id: String, _ requirements: [String], clause: String,
        holds: @escaping @Sendable (JSONValue) -> Bool
    ) {
        self.id = id
        self.requirements = requirements
        self.clause = clause
        self.holds = holds
    }

    /// The checks of one response each, in the order of a report.
    package static let ofResponses = [
        DispatchCheck(
            "dispatch.version", ["J27"],
            clause: "JSON-RPC 2.0 §5: 'jsonrpc' is exactly \"2.0\""
        ) { $0["jsonrpc"]?.string == "2.0" },
        DispatchCheck(
            "dispatch.result-or-error", ["J28", "J29", "J30"],
            clause: "JSON-RPC 2.0 §5: a response has either 'result' or 'error'"
        ) { ($0["result"] == nil) != ($0["error"] == nil) },
        DispatchCheck(
            "dispatch.id", ["J32", "J34"], clause: "JSON-RPC 2.0 §5: a response has an 'id'"
        ) { response in
            switch response["id"]?.kind {
            case .null, .string, .number: true
            default: false
            }
        },
        DispatchCheck(
            "dispatch.error-object", ["J38", "J39"],
            clause: "JSON-RPC 2.0 §5.1: an error has an integer code and a text for a message"
        ) { response in
            guard let error = response["error"] else { return true }
            return error["code"]?.number?.isInteger == true && error["message"]?.string != nil
        },
    ]

    /// The requirements of each check by its id.
    static let requirements: [String: [String]] = {
        var known = [
            "case.received": ["J26", "J37"], "case.handled": ["J25"], "case.quiet": ["J19", "J26"],
            "dispatch.one-reply": ["J26", "J32"], "dispatch.json": ["J62"],
            "dispatch.ends": ["J46"], "dispatch.takes": ["J65"],
        ]
        for check in ofResponses { known[check.id] = check.requirements }
        return known
    }()
}
