package import WireJSON

/// A lawful Request object (JSON-RPC 2.0 §4).
package struct Request: Sendable {
    package var method: String
    /// The structured value that was sent; nil when the member is absent.
    package var params: Params?
    /// A string, a number or null, kept as it came; nil makes the request a notification.
    package var id: JSONValue?

    /// Parameter values, by position or by name (§4.2).
    package enum Params: Sendable {
        case positional([JSONValue])
        case named(JSONObject)
    }

    package init(method: String, params: Params? = nil, id: JSONValue? = nil) {
        self.method = method
        self.params = params
        self.id = id
    }

    /// Whether no Response may ever be sent (§4.1); an `id` of null does not make one.
    package var isNotification: Bool { id == nil }
}

/// One thing that arrived where a Request was due.
package enum Message: Sendable {
    case request(Request)
    /// No Request: the error to answer with id null, and the rule that was broken.
    case refused(ErrorObject, reason: String)
}

extension Message {
    /// Judges one value by §4. Of two members with one name the last counts; unknown members mean
    /// nothing; names are case-sensitive.
    package static func read(_ value: JSONValue) -> Message {
        guard let object = value.object else {
            return .invalid("a request is an object, not \(value.typeName)")
        }
        guard object["jsonrpc"]?.string == "2.0" else {
            return .invalid("'jsonrpc' is not the string \"2.0\"")
        }
        guard let method = object["method"]?.string else {
            return .invalid("'method' is not a string")
        }
        var request = Request(method: method, id: object["id"])
        switch request.id?.kind {
        case nil, .null, .string, .number: break
        default: return .invalid("'id' is neither a string, a number nor null")
        }
        switch object["params"]?.kind {
        case nil: break
        case .array(let values): request.params = .positional(values)
        case .object(let members): request.params = .named(members)
        default: return .invalid("'params' is neither an array nor an object")
        }
        return .request(request)
    }

    private static func invalid(_ reason: String) -> Message {
        .refused(.invalidRequest, reason: reason)
    }
}
