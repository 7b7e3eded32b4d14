package import WireJSON

/// A Response object (JSON-RPC 2.0 §5).
package struct Response: Sendable {
    /// The request's id verbatim, or null when it could not be told.
    package var id: JSONValue
    package var outcome: Outcome

    /// Exactly one of the two members a Response must have.
    package enum Outcome: Sendable {
        case result(JSONValue)
        case error(ErrorObject)
    }

    package init(id: JSONValue, _ outcome: Outcome) {
        self.id = id
        self.outcome = outcome
    }

    /// The object as it goes on the wire; `result` is there even when it is null.
    package var value: JSONValue {
        switch outcome {
        case .result(let result): ["jsonrpc": "2.0", "result": result, "id": id]
        case .error(let error): ["jsonrpc": "2.0", "error": error.value, "id": id]
        }
    }
}

/// An Error object (§5.1).
package struct ErrorObject: Sendable {
    package var code: Int
    package var message: String
    /// Any value; nil leaves the member out, which is not the same as null.
    package var data: JSONValue?

    package init(code: Int, message: String, data: JSONValue? = nil) {
        self.code = code
        self.message = message
        self.data = data
    }

    /// The object as it goes on the wire.
    package var value: JSONValue {
        var members: [JSONObject.Member] = [
            .init("code", .number(code)), .init("message", .string(message)),
        ]
        if let data { members.append(.init("data", data)) }
        return .object(members)
    }
}

// The pre-defined errors, in the specification's words.

extension ErrorObject {
    /// The text is not JSON.
    package static let parseError = ErrorObject(code: -32700, message: "Parse error")
    /// The JSON is no Request.
    package static let invalidRequest = ErrorObject(code: -32600, message: "Invalid Request")
    /// No such method.
    package static let methodNotFound = ErrorObject(code: -32601, message: "Method not found")
    /// The method does not take these parameters.
    package static let invalidParams = ErrorObject(code: -32602, message: "Invalid params")
    /// The peer itself failed.
    package static let internalError = ErrorObject(code: -32603, message: "Internal error")

    /// The same error with a word about what is wrong.
    package func because(_ data: JSONValue) -> ErrorObject {
        ErrorObject(code: code, message: message, data: data)
    }
}
