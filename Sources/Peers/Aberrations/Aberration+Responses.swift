import WireJSON

// Peers whose responses say what they should not, or not what they should.

extension Aberration {
    static let responseRules: [Aberration] = resultRules + codeRules + errorRules

    private static let resultRules: [Aberration] = [
        rules(
            "null-result-left-out", "J28 J36", "a result that is null is left out",
            saying: { if $0["result"]?.isNull ?? false { $0["result"] = nil } }),
        rules(
            "empty-results-as-null", "J36", "0, false and what is empty come back as null",
            saying: { object in
                if let result = object["result"], result.isFalsy { object["result"] = .null }
            }),
        rules(
            "results-with-null-error", "J30", "a success has an 'error' of null beside it",
            saying: { if $0["result"] != nil { $0["error"] = .null } }),
        rules(
            "errors-with-null-result", "J29", "a failure has a 'result' of null beside it",
            saying: { if $0["error"] != nil { $0["result"] = .null } }),
        rules(
            "numbers-as-doubles", "J63", "numbers of params and results lose digits",
            each: { request, answer in
                let rounded = Misreading.changed(request) {
                    $0["params"] = $0["params"]?.withNumbers(\.asDouble)
                }
                return answer(rounded).map { reply in
                    Misreading.changed(reply) {
                        $0["result"] = $0["result"]?.withNumbers(\.asDouble)
                    }
                }
            }),
        rules(
            "unknown-id-left-out", "J34",
            "an error about what is no request has no 'id' instead of null",
            saying: { object in
                let code = object["error"]?["code"]?.int
                let isNull = object["id"]?.isNull ?? false
                if isNull, code == -32700 || code == -32600 { object["id"] = nil }
            }),
        rules(
            "unknown-id-as-zero", "J34", "an error about what is no request has the id 0",
            saying: { object in
                let code = object["error"]?["code"]?.int
                let isNull = object["id"]?.isNull ?? false
                if isNull, code == -32700 || code == -32600 { object["id"] = 0 }
            }),
    ]

    private static let codeRules: [Aberration] = [
        code("parse-error-as-invalid-request", "J42 J49 J56", "what is not JSON", -32700, -32600),
        code("parse-error-as-6969", "J42 J49 J56", "what is not JSON", -32700, 6969),
        code(
            "invalid-request-as-parse-error", "J43 J49", "JSON that is no request", -32600, -32700),
        code(
            "invalid-request-as-internal-error", "J43 J49", "JSON that is no request", -32600,
            -32603),
        code(
            "unknown-method-as-invalid-request", "J44 J49", "an unknown method", -32601, -32600),
        code("unknown-method-as-6969", "J44 J49", "an unknown method", -32601, 6969),
        code(
            "invalid-params-as-internal-error", "J45 J12 J49", "parameters that do not fit",
            -32602, -32603),
        code("invalid-params-as-6969", "J45 J12 J49", "parameters that do not fit", -32602, 6969),
        code("internal-error-as-6969", "J46", "a failure of its own", -32603, 6969),
        rules(
            "application-codes-reserved", "J47 J48",
            "errors of the application have codes that belong to the protocol",
            saying: { object in
                guard let code = object["error"]?["code"]?.int,
                    !(-32768 ... -32000).contains(code)
                else { return }
                object["error"] = object["error"].map {
                    Misreading.changed($0) { $0["code"] = -32500 }
                }
            }),
    ]

    /// A peer that has its own code for one of the predefined errors.
    private static func code(
        _ id: String, _ requirements: String, _ what: String, _ lawful: Int, _ wrong: Int
    ) -> Aberration {
        rules(
            id, requirements, "\(what) gets the code \(wrong) instead of \(lawful)",
            saying: { object in
                guard object["error"]?["code"]?.int == lawful else { return }
                object["error"] = object["error"].map {
                    Misreading.changed($0) { $0["code"] = .number(wrong) }
                }
            })
    }

    private static let errorRules: [Aberration] = [
        error("codes-as-text", "J38", "the codes of errors are texts") { error in
            error["code"] = error["code"].map { .string($0.text()) }
        },
        error("codes-with-fraction", "J38", "the codes of errors have a fraction") { error in
            error["code"] = error["code"].map {
                JSONValue(.number(JSONNumber(text: $0.text() + ".5")))
            }
        },
        error("messages-null", "J39", "the messages of errors are null") { $0["message"] = .null },
        error("messages-left-out", "J39", "errors have no message") { $0["message"] = nil },
        error("messages-with-trace", "J40", "the messages of errors hold a stack trace") { error in
            let message = error["message"]?.string ?? ""
            error["message"] = .string(
                "Traceback (most recent call last):\n  File \"/srv/app.py\", line 7, in call\n"
                    + "    return handler(**params)\nRuntimeError: \(message)")
        },
    ]

    /// A peer whose error objects are malformed.
    private static func error(
        _ id: String, _ requirements: String, _ summary: String,
        _ change: @escaping @Sendable (inout JSONObject) -> Void
    ) -> Aberration {
        rules(
            id, requirements, summary,
            saying: { object in
                object["error"] = object["error"].map { Misreading.changed($0, change) }
            })
    }
}

extension JSONValue {
    /// Whether a careless `if` takes the value for nothing.
    fileprivate var isFalsy: Bool {
        switch kind {
        case .null: true
        case .bool(let value): !value
        case .number(let number): number.double == 0
        case .string(let text): text.isEmpty
        case .array(let elements): elements.isEmpty
        case .object(let object): object.isEmpty
        }
    }
}
