import JSONRPC

/// What HTTP asks of the message that carries a request.
extension Check {
    static let transport: [Check] = [httpMethodIsPost, httpContentTypeIsJSON, httpLengthIsExact]

    static let httpMethodIsPost = Check(
        eachExchange: "http.post", .derived, ["J24"],
        clause: "JSON-RPC over HTTP: a request travels as the body of a POST"
    ) { exchange in
        exchange.httpMethod == "POST"
            ? .holds
            : .violated(
                "the request is not a POST", expected: "POST",
                seen: exchange.httpMethod ?? "nothing")
    }

    static let httpContentTypeIsJSON = Check(
        eachExchange: "http.content-type", .derived, ["J24"],
        clause: "JSON-RPC over HTTP: Content-Type is application/json"
    ) { exchange in
        let type = exchange.requestHeader("content-type")
        let essence = type?.prefix { $0 != ";" }.lowercased()
        return essence == "application/json"
            ? .holds
            : .violated(
                "Content-Type is not JSON", expected: "application/json", seen: type ?? "absent")
    }

    static let httpLengthIsExact = Check(
        eachExchange: "http.content-length", .must, ["J62"],
        clause: "RFC 9110 §8.6: Content-Length is the length of the content in bytes"
    ) { exchange in
        guard let length = exchange.requestHeader("content-length") else { return .notApplicable }
        return length == String(exchange.requestBody.count)
            ? .holds
            : .violated(
                "Content-Length is wrong", expected: String(exchange.requestBody.count),
                seen: length)
    }
}
