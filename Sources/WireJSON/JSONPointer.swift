/// The way from a value to one inside it (RFC 6901), one member name or element index a step.
package struct JSONPointer: Sendable, Hashable {
    /// The steps, with nothing escaped.
    package var tokens: [String]

    package init(_ tokens: [String] = []) { self.tokens = tokens }

    /// Reads `/a~1b/0`; the empty text is the whole value. Nil when the text does not begin with
    /// `/`, or `~` is not followed by `0` or `1`.
    package init?(_ text: String) {
        if text.isEmpty {
            tokens = []
            return
        }
        guard text.utf8.first == UInt8(ascii: "/") else { return nil }
        tokens = []
        // By bytes: as characters, a '/' and an accent after it would be one that is no '/'.
        for token in text.utf8.dropFirst().split(
            separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        {
            guard let token = Self.unescaped(token) else { return nil }
            tokens.append(token)
        }
    }

    /// Reads a URI fragment with its `#` (§6), such as `#/paths/~1pets/0` or `#/a%20b`. Nil also
    /// when it does not begin with `#`, or percent-decodes to no UTF-8.
    package init?(fragment: String) {
        guard fragment.utf8.first == UInt8(ascii: "#"),
            let text = Self.percentDecoded(fragment.utf8.dropFirst())
        else { return nil }
        self.init(text)
    }

    /// The way one step further, to a member.
    package func appending(_ name: String) -> JSONPointer { JSONPointer(tokens + [name]) }

    /// The way one step further, to an element.
    package func appending(_ index: Int) -> JSONPointer { appending(String(index)) }

    package static func == (left: JSONPointer, right: JSONPointer) -> Bool {
        left.tokens.elementsEqual(right.tokens, by: JSONName.same)
    }

    private static func unescaped(_ token: Substring.UTF8View) -> String? {
        var bytes: [UInt8] = []
        var rest = token.makeIterator()
        while let byte = rest.next() {
            guard byte == UInt8(ascii: "~") else {
                bytes.append(byte)
                continue
            }
            switch rest.next() {
            case UInt8(ascii: "0"): bytes.append(UInt8(ascii: "~"))
            case UInt8(ascii: "1"): bytes.append(UInt8(ascii: "/"))
            default: return nil
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func percentDecoded(_ text: Substring.UTF8View) -> String? {
        var bytes: [UInt8] = []
        var rest = text.makeIterator()
        while let byte = rest.next() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let high = hexDigit(rest.next()), let low = hexDigit(rest.next()) else {
                return nil
            }
            bytes.append(high << 4 | low)
        }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func hexDigit(_ byte: UInt8?) -> UInt8? {
        guard let byte else { return nil }
        return Character(Unicode.Scalar(byte)).hexDigitValue.flatMap { UInt8(exactly: $0) }
    }
}

extension JSONPointer: CustomStringConvertible {
    /// The text of RFC 6901 §3.
    package var description: String { tokens.map { "/" + Self.escaped($0) }.joined() }

    /// The URI fragment with its `#`; whatever RFC 3986 does not allow there is percent-encoded.
    package var fragment: String {
        var text = "#"
        for byte in description.utf8 {
            if Self.fragmentBytes.contains(byte) {
                text.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                text += byte < 16 ? "%0" : "%"
                text += String(byte, radix: 16, uppercase: true)
            }
        }
        return text
    }

    private static let fragmentBytes = Set(
        ("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
            + "-._~!$&'()*+,;=:@/?").utf8)

    private static func escaped(_ token: String) -> String {
        var bytes: [UInt8] = []
        for byte in token.utf8 {
            switch byte {
            case UInt8(ascii: "~"): bytes.append(contentsOf: "~0".utf8)
            case UInt8(ascii: "/"): bytes.append(contentsOf: "~1".utf8)
            default: bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension JSONValue {
    /// The value a pointer leads to; nil when a step leads nowhere. Of duplicate members the last
    /// is taken; an index has no leading zeros, and `-` names no element.
    package func resolve(_ pointer: JSONPointer) -> JSONValue? {
        var value = self
        for token in pointer.tokens {
            guard let next = value.step(token) else { return nil }
            value = next
        }
        return value
    }

    private func step(_ token: String) -> JSONValue? {
        switch kind {
        case .object(let object): return object[token]
        case .array(let elements):
            let digits = token.utf8
            guard digits.allSatisfy({ (0x30...0x39).contains($0) }),
                digits.first != 0x30 || digits.count == 1, let index = Int(token),
                index < elements.count
            else { return nil }
            return elements[index]
        default: return nil
        }
    }
}
