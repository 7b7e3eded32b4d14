/// A URI reference taken apart (RFC 3986 §4.1). Letters beyond ASCII pass, as in an IRI (RFC 3987)
/// and in the URLs of browsers.
struct URIReference {
    /// The scheme, empty in a relative reference.
    private(set) var scheme = ""

    /// A byte that stands for text which is not known yet and may be anything; it is no part of
    /// any UTF-8.
    static let hole: UInt8 = 0xFF

    /// Why a text is no URI reference.
    enum Flaw: Error {
        case character(UInt8), percent, colon, host, port, brackets

        /// Whether a scheme is wanting rather than wrong.
        var isColon: Bool { if case .colon = self { true } else { false } }

        /// The rule that is broken, for messages.
        var rule: String {
            switch self {
            case .character(0x20): "a space must be written '%20'"
            case .character(let byte) where byte < 0x20 || byte == 0x7F:
                "a control character must be percent-encoded"
            case .character(let byte):
                "'\(Character(Unicode.Scalar(byte)))' must be percent-encoded there"
            case .percent: "two hexadecimal digits must follow '%'"
            case .colon: "only a scheme may stand before its first ':'"
            case .host: "it must name a host"
            case .port: "a port must be a number"
            case .brackets: "'[' and ']' must enclose an IP address"
            }
        }
    }

    init(_ text: String) throws(Flaw) { try self.init(Array(text.utf8)) }

    /// Reads the bytes of a text, some of them perhaps holes.
    init(_ bytes: [UInt8]) throws(Flaw) {
        try Self.checkCharacters(bytes)
        var rest = bytes[...]
        if let end = rest.firstIndex(where: { "/?#:".utf8.contains($0) }),
            bytes[end] == UInt8(ascii: ":")
        {
            guard Self.isScheme(rest[..<end]) else { throw .colon }
            scheme = String(decoding: rest[..<end], as: UTF8.self).lowercased()
            rest = rest[(end + 1)...]
        }
        let path = rest.prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
        try checkTail(rest[path.endIndex...])
        try checkHierarchy(path)
    }

    /// Every byte must be allowed somewhere (§2).
    private static func checkCharacters(_ bytes: [UInt8]) throws(Flaw) {
        for (index, byte) in bytes.enumerated() {
            if byte == UInt8(ascii: "%") {
                let digits = bytes[(index + 1)...].prefix(2)
                let isWhole = digits.count == 2 && digits.allSatisfy(isHex)
                guard isWhole || digits.contains(hole) else { throw .percent }
            } else if byte <= 0x20 || byte == 0x7F || #""<>\^`{|}"#.utf8.contains(byte) {
                throw .character(byte)
            }
        }
    }

    /// The query and the fragment (§3.4, §3.5).
    private func checkTail(_ tail: ArraySlice<UInt8>) throws(Flaw) {
        if let byte = tail.first(where: { $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "]") }) {
            throw .character(byte)
        }
        let signs = tail.count { $0 == UInt8(ascii: "#") }
        if signs > 1 { throw .character(UInt8(ascii: "#")) }
    }

    /// The authority and the path (§3.2, §3.3).
    private func checkHierarchy(_ text: ArraySlice<UInt8>) throws(Flaw) {
        var path = text
        let slash = UInt8(ascii: "/")
        var hasHost = false
        if text.count >= 2, text.prefix(2).allSatisfy({ $0 == slash }) {
            let authority = text.dropFirst(2).prefix { $0 != slash }
            hasHost = try hasHostIn(authority)
            path = text[authority.endIndex...]
        }
        let needsHost = ["http", "https", "ws", "wss"].contains(scheme)
        if needsHost, !hasHost, !text.contains(Self.hole) { throw .host }
        if path.contains(where: { $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "]") }) {
            throw .brackets
        }
    }

    /// Checks an authority and tells whether its host has a name.
    private func hasHostIn(_ authority: ArraySlice<UInt8>) throws(Flaw) -> Bool {
        var host = authority
        if let at = authority.firstIndex(of: UInt8(ascii: "@")) {
            host = authority[(at + 1)...]
            if host.contains(UInt8(ascii: "@")) { throw .character(UInt8(ascii: "@")) }
        }
        var port = host[host.endIndex...]
        if host.first == UInt8(ascii: "["), let end = host.firstIndex(of: UInt8(ascii: "]")) {
            port = host[(end + 1)...]
            host = host[..<end].dropFirst()
            guard Self.isAddress(host) else { throw .brackets }
        } else if let colon = host.firstIndex(of: UInt8(ascii: ":")) {
            port = host[colon...]
            host = host[..<colon]
        }
        if host.contains(where: { $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "]") }) {
            throw .brackets
        }
        if let first = port.first, first != UInt8(ascii: ":") { throw .port }
        guard port.dropFirst().allSatisfy({ Self.isDigit($0) || $0 == Self.hole }) else {
            throw .port
        }
        return !host.isEmpty
    }

    /// An IPv6 address by its letters, or one of the future (§3.2.2).
    private static func isAddress(_ text: ArraySlice<UInt8>) -> Bool {
        if text.first.map({ $0 | 0x20 }) == UInt8(ascii: "v") { return text.count > 3 }
        return !text.isEmpty
            && text.allSatisfy { isHex($0) || $0 == hole || ":.%".utf8.contains($0) }
    }

    private static func isScheme(_ text: ArraySlice<UInt8>) -> Bool {
        guard let first = text.first, isLetter(first) || first == hole else { return false }
        return text.allSatisfy {
            isLetter($0) || isDigit($0) || $0 == hole || "+-.".utf8.contains($0)
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    private static func isHex(_ byte: UInt8) -> Bool {
        isDigit(byte) || (0x61...0x66).contains(byte | 0x20)
    }
}
