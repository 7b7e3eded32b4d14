// JSONRPC: requests, responses, batches and error objects (JSON-RPC 2.0), and the record of one
// exchange, as values; it moves no bytes.

package import WireJSON

/// What one request and its reply were, byte for byte, as a peer saw them.
package struct Exchange: Sendable {
    package let carrier: Carrier
    package let role: Role
    /// Why nothing more could be read from the connection, where the carrier is to blame.
    package let fault: String?
    /// Request line, header lines and the empty line, as received; whatever came when there is no
    /// head to be made out. Empty where messages are carried without HTTP.
    package let requestHead: [UInt8]
    /// The body with its transfer coding taken off.
    package let requestBody: [UInt8]
    /// The body as received, where a transfer coding makes it differ.
    package let codedRequestBody: [UInt8]?
    /// A `100 Continue` that went out before the reply.
    package let interimHead: [UInt8]
    /// Empty when no reply was sent.
    package let responseHead: [UInt8]
    package let responseBody: [UInt8]
    /// The request body when it is JSON.
    package let request: JSONValue?
    /// The response body when it is JSON.
    package let response: JSONValue?

    /// What brings a text to the other side.
    package enum Carrier: String, Sendable {
        /// Each text is the body of a request or a reply of its own.
        case http
        /// Each text is a message of RFC 6455.
        case webSocket = "websocket"
        /// Each text is framed by a line end or a length, and there is nothing else.
        case frames
    }

    /// Who began, and why.
    package enum Role: String, Sendable {
        /// The caller sent what should be a request, and the peer a reply to it, or nothing.
        case request
        /// The caller asked for a WebSocket.
        case handshake
        /// The caller sent its Response to a request of the peer's.
        case response
        /// The peer sent a message unasked.
        case emission
    }

    /// Reads both bodies as JSON where they are.
    package init(
        carrier: Carrier = .http, role: Role = .request, fault: String? = nil,
        requestHead: [UInt8] = [], requestBody: [UInt8], codedRequestBody: [UInt8]? = nil,
        interimHead: [UInt8] = [], responseHead: [UInt8] = [], responseBody: [UInt8] = []
    ) {
        self.carrier = carrier
        self.role = role
        self.fault = fault
        self.requestHead = requestHead
        self.requestBody = requestBody
        self.codedRequestBody = codedRequestBody
        self.interimHead = interimHead
        self.responseHead = responseHead
        self.responseBody = responseBody
        request = try? JSONValue.read(requestBody)
        response = try? JSONValue.read(responseBody)
    }

    /// Every byte that came in, in order; of a carrier of messages, what it carried.
    package var received: [UInt8] { requestHead + (codedRequestBody ?? requestBody) }

    /// Every byte that went out, in order; of a carrier of messages, what it carried.
    package var sent: [UInt8] { interimHead + responseHead + responseBody }
}

// HTTP.

extension Exchange {
    /// The verb of the request line, such as `POST`.
    package var httpMethod: String? { word(0, of: requestHead) }

    /// The request target, such as `/rpc`.
    package var path: String? { word(1, of: requestHead) }

    /// The status code of the reply; nil when none was sent.
    package var status: Int? { word(1, of: responseHead).flatMap { Int($0) } }

    /// The first request header of that name, in any case, without the white space around it.
    package func requestHeader(_ name: String) -> String? { header(name, of: requestHead) }

    /// The first response header of that name, in any case, without the white space around it.
    package func responseHeader(_ name: String) -> String? { header(name, of: responseHead) }

    private func word(_ index: Int, of head: [UInt8]) -> String? {
        // Empty lines may come before a request line (RFC 9112 §2.2).
        let line = head.drop { $0 == 0x0D || $0 == 0x0A }.prefix { $0 != 0x0D && $0 != 0x0A }
        let words = line.split(separator: 0x20)
        return words.indices.contains(index) ? String(decoding: words[index], as: UTF8.self) : nil
    }

    private func header(_ name: String, of head: [UInt8]) -> String? {
        let wanted = name.lowercased()
        for line in head.split(separator: 0x0A) {
            let parts = line.split(separator: 0x3A, maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2,
                String(decoding: parts[0], as: UTF8.self).lowercased() == wanted
            else { continue }
            let value = parts[1].drop { $0 == 0x20 || $0 == 0x09 }
            let end = value.lastIndex { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }
            return end.map { String(decoding: value[...$0], as: UTF8.self) } ?? ""
        }
        return nil
    }
}
