extension HTTPHead {
    /// What the few header fields that matter said.
    struct Fields {
        var hosts = 0
        /// The last of them.
        var host = ""
        var length: Int?
        /// Whether the one transfer coding is `chunked`.
        var coding: Bool?
        /// Whether the expectation is `100-continue`.
        var expectation: Bool?
        var asksToClose = false
        var asksToKeep = false
        /// Whether the connection is to become a WebSocket.
        var asksForWebSocket: Bool { asksToUpgrade && upgradesToWebSocket }
        private var asksToUpgrade = false
        private var upgradesToWebSocket = false
        /// The values of `Sec-WebSocket-Key` and `Sec-WebSocket-Version`, one for each field.
        var keys: [String] = []
        var versions: [String] = []
        /// The subprotocols that are offered, in their order.
        var subprotocols: [String] = []
        /// The values of `Authorization` and `Origin`, one for each field.
        var authorizations: [String] = []
        var origins: [String] = []
        /// Whether `Accept` names HTML.
        var showsHTML = false

        mutating func read(_ line: ArraySlice<UInt8>) throws(HTTPFault) {
            guard let colon = line.firstIndex(of: 0x3A), colon > line.startIndex else {
                throw .badRequest
            }
            let name = line[..<colon]
            let value = line[(colon + 1)...].trimmed
            guard name.allSatisfy(\.isToken), value.allSatisfy(\.isFieldText) else {
                throw .badRequest
            }
            // Lengths first: most fields are none of these.
            switch name.count {
            case 4 where name.isNamed("host"): readHost(value)
            case 6 where name.isNamed("origin"): origins.append(value.text)
            case 6 where name.isNamed("accept"):
                showsHTML =
                    showsHTML || value.elements.contains { $0.text.hasPrefix("text/html") }
            case 6 where name.isNamed("expect"): expectation = value.isNamed("100-continue")
            case 7 where name.isNamed("upgrade"):
                upgradesToWebSocket =
                    upgradesToWebSocket || value.elements.contains { $0.isNamed("websocket") }
            case 10 where name.isNamed("connection"): readOptions(value)
            case 13 where name.isNamed("authorization"): authorizations.append(value.text)
            case 14 where name.isNamed("content-length"): try readLength(value)
            case 17 where name.isNamed("transfer-encoding"):
                guard coding == nil else { throw .badRequest }
                coding = value.isNamed("chunked")
            case 17 where name.isNamed("sec-websocket-key"): keys.append(value.text)
            case 21 where name.isNamed("sec-websocket-version"): versions.append(value.text)
            case 22 where name.isNamed("sec-websocket-protocol"):
                subprotocols += value.elements.map(\.text)
            default: break
            }
        }

        private mutating func readHost(_ value: ArraySlice<UInt8>) {
            hosts += 1
            host = value.text
        }

        private mutating func readOptions(_ value: ArraySlice<UInt8>) {
            for option in value.elements {
                if option.isNamed("close") { asksToClose = true }
                if option.isNamed("keep-alive") { asksToKeep = true }
                if option.isNamed("upgrade") { asksToUpgrade = true }
            }
        }

        private mutating func readLength(_ value: ArraySlice<UInt8>) throws(HTTPFault) {
            guard !value.isEmpty, value.count < 19, value.allSatisfy(\.isDigit) else {
                throw value.count >= 19 && value.allSatisfy(\.isDigit)
                    ? HTTPFault(413) : .badRequest
            }
            let number = value.reduce(0) { $0 * 10 + Int($1 - 0x30) }
            guard length == nil || length == number else { throw .badRequest }
            length = number
        }
    }
}

extension UInt8 {
    var isDigit: Bool { self >= 0x30 && self <= 0x39 }

    /// A `tchar` of RFC 9110 §5.6.2.
    var isToken: Bool {
        switch self {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        case 0x21, 0x23...0x27, 0x2A, 0x2B, 0x2D, 0x2E, 0x5E, 0x5F, 0x60, 0x7C, 0x7E: true
        default: false
        }
    }

    /// What may stand in the value of a field (RFC 9110 §5.5).
    var isFieldText: Bool { self >= 0x20 && self != 0x7F || self == 0x09 }
}

extension ArraySlice<UInt8> {
    /// Without the spaces and tabs at both ends.
    var trimmed: ArraySlice<UInt8> {
        let from = drop { $0 == 0x20 || $0 == 0x09 }
        guard let last = from.lastIndex(where: { $0 != 0x20 && $0 != 0x09 }) else { return [] }
        return from[...last]
    }

    /// Whether this is that lower-case name in any case.
    func isNamed(_ name: StaticString) -> Bool {
        let name = UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
        return count == name.count && zip(self, name).allSatisfy { ($0 | 0x20) == $1 || $0 == $1 }
    }

    /// The elements of a list (RFC 9110 §5.6.1).
    var elements: [ArraySlice<UInt8>] { split(separator: 0x2C).map(\.trimmed) }

    /// The bytes as text; what is not UTF-8 shows as U+FFFD.
    var text: String { String(decoding: self, as: UTF8.self) }
}
