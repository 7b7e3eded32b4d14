import JSONRPC

/// What a request's carrier asks of whoever sends it.
extension Check {
    static let transport: [Check] = [
        httpMethodIsPost, httpContentTypeIsJSON, httpLengthIsExact, carrierCanBeRead,
    ]

    static let httpMethodIsPost = Check(
        eachExchange: "http.post", .derived, ["J24"],
        clause: "JSON-RPC over HTTP: a request travels as the body of a POST"
    ) { exchange in
        guard exchange.carrier == .http else { return .notApplicable }
        return exchange.httpMethod == "POST"
            ? .holds
            : .violated(
                "the request is not a POST", expected: "POST",
                seen: exchange.httpMethod ?? "nothing")
    }

    static let httpContentTypeIsJSON = Check(
        eachExchange: "http.content-type", .derived, ["J24"],
        clause: "JSON-RPC over HTTP: Content-Type is application/json"
    ) { exchange in
        guard exchange.carrier == .http else { return .notApplicable }
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
        guard exchange.carrier == .http, let length = exchange.requestHeader("content-length")
        else { return .notApplicable }
        return length == String(exchange.requestBody.count)
            ? .holds
            : .violated(
                "Content-Length is wrong", expected: String(exchange.requestBody.count),
                seen: length)
    }

    static let carrierCanBeRead = Check(
        eachExchange: "carrier.lawful", .must, ["J66"],
        clause: "RFC 6455 §5, LSP base protocol: what carries a message keeps the carrier's rules"
    ) { exchange in
        guard exchange.carrier != .http else { return .notApplicable }
        guard let fault = exchange.fault else { return .holds }
        return .violated(
            "nothing more can be read: \(fault)", expected: "a lawful \(exchange.carrier.rawValue)",
            seen: excerpt(text(exchange.requestBody)))
    }
}
