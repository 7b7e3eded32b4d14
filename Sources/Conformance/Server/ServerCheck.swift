import JSONRPC
import WireJSON

/// One clause that must hold of everything a server sends, whatever it was asked; code, where a
/// case is data. It is reported once for a whole run.
package struct ServerCheck: Sendable {
    /// A permanent id, such as `server/every-reply/version`.
    package let id: String
    package let level: Check.Level
    package let requirements: [String]
    /// The clause in the words of its source, shortened.
    package let clause: String
    /// A case that tests one of these itself has said all there is to say.
    let isLeftToCases: Bool
    let examine: @Sendable (ServerExchange) -> Finding

    init(
        _ name: String, _ level: Check.Level, _ requirements: [String], clause: String,
        isLeftToCases: Bool = false, examine: @escaping @Sendable (ServerExchange) -> Finding
    ) {
        id = "server/every-reply/\(name)"
        self.level = level
        self.requirements = requirements
        self.clause = clause
        self.isLeftToCases = isLeftToCases
        self.examine = examine
    }

    /// A check of each Response object by itself.
    init(
        eachResponse name: String, _ level: Check.Level, _ requirements: [String], clause: String,
        isLeftToCases: Bool = false, examine: @escaping @Sendable (JSONObject) -> Finding
    ) {
        self.init(name, level, requirements, clause: clause, isLeftToCases: isLeftToCases) {
            exchange in
            let objects = exchange.replies.flatMap(\.responses).compactMap(\.object)
            return Finding.all(objects.lazy.map(examine))
        }
    }
}

extension ServerCheck {
    /// Every check, in the order of a report.
    package static let all: [ServerCheck] = [
        text, uniqueNames, objects, version, outcomeIsThere, noResultBesideError,
        noErrorBesideResult, idIsThere, idIsTheRequests, codeIsInteger, messageIsText,
        messageIsShort, reservedCodes, oneReply, contentType,
    ]

    private static let text = ServerCheck(
        "json", .must, ["J62"], clause: "what a server sends is JSON, in UTF-8 without a mark"
    ) { exchange in
        Finding.all(
            exchange.messages.lazy.filter(\.isToBeJSON).map { reply in
                guard let fault = reply.fault else { return .holds }
                return .violated(
                    "a reply is not JSON: \(fault)", expected: "a JSON text",
                    seen: shown(reply.body))
            })
    }

    private static let uniqueNames = ServerCheck(
        "unique-names", .derived, ["J64"], clause: "no object of a reply names a member twice"
    ) { exchange in
        Finding.all(
            exchange.replies.lazy.compactMap(\.value).map { value in
                guard let twice = value.duplicateNames().first else { return .holds }
                return .violated("a reply names '\(twice.name)' twice", seen: value.text())
            })
    }

    private static let objects = ServerCheck(
        "objects", .must, ["J51", "J53", "J54"],
        clause: "JSON-RPC 2.0 §5: a response is an object, or for a batch an array of objects",
        isLeftToCases: true
    ) { exchange in
        Finding.all(
            exchange.replies.lazy.compactMap(\.value).map { value in
                let responses = value.array ?? [value]
                if responses.isEmpty {
                    return .violated("a reply is an empty array", seen: value.text())
                }
                guard let odd = responses.first(where: { $0.object == nil }) else { return .holds }
                return .violated("a response is \(odd.typeName), not an object", seen: value.text())
            })
    }

    private static let version = ServerCheck(
        eachResponse: "version", .must, ["J27"],
        clause: "JSON-RPC 2.0 §5: 'jsonrpc' must be exactly \"2.0\""
    ) { response in
        switch response["jsonrpc"] {
        case let version? where version.string == "2.0": .holds
        case nil: .violated("'jsonrpc' is missing", seen: shown(response))
        case let other?:
            .violated("'jsonrpc' is \(other.text()), not \"2.0\"", seen: shown(response))
        }
    }

    private static let outcomeIsThere = ServerCheck(
        eachResponse: "outcome", .must, ["J28"],
        clause: "JSON-RPC 2.0 §5: either 'result' or 'error' must be included"
    ) { response in
        response["result"] == nil && response["error"] == nil
            ? .violated("neither 'result' nor 'error' is there", seen: shown(response)) : .holds
    }

    private static let noResultBesideError = ServerCheck(
        eachResponse: "no-result-on-failure", .must, ["J29"],
        clause: "JSON-RPC 2.0 §5: 'result' must not exist if there was an error"
    ) { response in
        guard let error = response["error"], !error.isNull else { return .notApplicable }
        return response["result"] == nil
            ? .holds : .violated("'result' stands beside 'error'", seen: shown(response))
    }

    private static let noErrorBesideResult = ServerCheck(
        eachResponse: "no-error-on-success", .must, ["J30"],
        clause: "JSON-RPC 2.0 §5: 'error' must not exist if there was no error"
    ) { response in
        guard response["result"] != nil else { return .notApplicable }
        return response["error"]?.isNull == true
            ? .violated("'error' is null instead of absent", seen: shown(response)) : .holds
    }

    private static let idIsThere = ServerCheck(
        eachResponse: "id", .must, ["J13", "J16", "J32", "J34"],
        clause: "JSON-RPC 2.0 §5: 'id' is required, and null where the request's is not known",
        isLeftToCases: true
    ) { response in
        switch response["id"]?.kind {
        case nil: .violated("'id' is missing", seen: shown(response))
        case .string, .number, .null: .holds
        default: .violated("'id' is neither a string, a number nor null", seen: shown(response))
        }
    }

    /// The last resort: a reply of its own to one lawful call has that call's id.
    private static let idIsTheRequests = ServerCheck(
        "id-of-request", .must, ["J32", "J17"],
        clause: "JSON-RPC 2.0 §5: 'id' must be the same as the value of the request's",
        isLeftToCases: true
    ) { exchange in
        guard let sent = try? JSONValue.read(exchange.sent), sent.object != nil,
            case .request(let request) = Message.read(sent), let id = request.id,
            sent.duplicateNames().isEmpty
        else { return .notApplicable }
        return Finding.all(
            exchange.replies.lazy.compactMap { $0.idOfServedRequest }.map { seen in
                seen.equals(id, numbers: .value)
                    ? .holds
                    : .violated(
                        "the reply has the id \(excerpt(seen.text(), limit: 200))",
                        expected: excerpt(id.text(), limit: 200),
                        seen: excerpt(seen.text(), limit: 200))
            })
    }
}

extension ServerCheck {
    private static let codeIsInteger = ServerCheck(
        eachResponse: "error-code", .must, ["J38"],
        clause: "JSON-RPC 2.0 §5.1: 'error' is an object whose 'code' must be an integer"
    ) { response in
        guard let error = response["error"], !error.isNull else { return .notApplicable }
        guard error.object != nil else {
            return .violated("'error' is \(error.typeName), not an object", seen: shown(response))
        }
        return error["code"]?.number?.isInteger == true
            ? .holds : .violated("the error's 'code' is no integer", seen: shown(response))
    }

    private static let messageIsText = ServerCheck(
        eachResponse: "error-message", .must, ["J39"],
        clause: "JSON-RPC 2.0 §5.1: an error's 'message' must be a string"
    ) { response in
        guard let error = response["error"]?.object else { return .notApplicable }
        return error["message"]?.string != nil
            ? .holds : .violated("the error's 'message' is no string", seen: shown(response))
    }

    private static let messageIsShort = ServerCheck(
        eachResponse: "error-message-is-short", .should, ["J40"],
        clause: "JSON-RPC 2.0 §5.1: an error's message should be one concise sentence"
    ) { response in
        guard let message = response["error"]?["message"]?.string else { return .notApplicable }
        let isShort = message.utf8.count <= 300 && !message.contains { $0.isNewline }
        return isShort
            ? .holds : .violated("the error's message is no single short line", seen: message)
    }

    private static let reservedCodes = ServerCheck(
        eachResponse: "reserved-codes", .must, ["J47", "J48"],
        clause: "JSON-RPC 2.0 §5.1: codes from -32768 to -32000 are reserved for those it defines"
    ) { response in
        guard let code = response["error"]?["code"]?.int, (-32768 ... -32000).contains(code) else {
            return .notApplicable
        }
        let isDefined = code >= -32099 || code == -32700 || (-32603 ... -32600).contains(code)
        return isDefined
            ? .holds
            : .violated("\(code) is reserved and stands for nothing", seen: shown(response))
    }

    private static let oneReply = ServerCheck(
        "one-reply", .must, ["J26"],
        clause: "JSON-RPC 2.0 §5: a request has one response, and nothing else is sent for it",
        isLeftToCases: true
    ) { exchange in
        let messages = exchange.messages
        guard exchange.due > 0, !messages.isEmpty else { return .notApplicable }
        return messages.count <= exchange.due
            ? .holds
            : .violated(
                "\(messages.count) messages came where \(exchange.due) was due",
                seen: messages.prefix(3).map { shown($0.body) }.joined(separator: "\n"))
    }

    private static let contentType = ServerCheck(
        "content-type", .derived, ["J24"],
        clause: "over HTTP a reply with a JSON body says so in its Content-Type"
    ) { exchange in
        Finding.all(
            exchange.replies.lazy.filter { $0.status != nil && $0.value != nil }.map { reply in
                let type = reply.contentType ?? ""
                return type == "application/json" || type.hasSuffix("+json")
                    || type == "application/json-rpc" || type == "application/jsonrequest"
                    ? .holds
                    : .violated(
                        "a JSON body is called '\(type)'", expected: "application/json", seen: type)
            })
    }

    static func shown(_ bytes: [UInt8]) -> String {
        excerpt(String(decoding: bytes, as: UTF8.self))
    }

    private static func shown(_ object: JSONObject) -> String {
        excerpt(JSONValue(.object(object)).text())
    }
}

extension ServerReply {
    /// The id, unless the server says under null that it could not read a request at all.
    fileprivate var idOfServedRequest: JSONValue? {
        guard let id = value?["id"] else { return nil }
        let isUnread = [-32700, -32600].contains(value?["error"]?["code"]?.int)
        return id.isNull && isUnread ? nil : id
    }

    /// Whether its body can be held to JSON: error pages of HTTP itself cannot.
    fileprivate var isToBeJSON: Bool { status.map { (200..<300).contains($0) } ?? true }
}
