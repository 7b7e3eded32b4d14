package import WireJSON

/// A value in a raw document and where it stands, so that references inside it can be followed.
package struct RawNode: Sendable {
    package var value: JSONValue
    /// The JSON pointer as a URI fragment, such as `#/methods/0/result`, behind the URI of a text
    /// that is not the document; unique.
    package var pointer: String
    /// The values around this one that carry definitions of their own, outermost first.
    var enclosures: [Enclosure] = []

    /// A value that embeds `definitions`, `$defs` or an `$id`, against which references may stand.
    struct Enclosure: Sendable {
        var value: JSONValue
        var pointer: String
    }

    package init(_ value: JSONValue, pointer: String) {
        self.value = value
        self.pointer = pointer
    }
}

extension RawNode {
    /// The URI of the text it stands in; nothing for the document.
    var text: String { String(pointer.utf8.prefix { $0 != UInt8(ascii: "#") }) ?? "" }

    /// The member of that name; nil when the value is no object or has none.
    package subscript(name: String) -> RawNode? {
        value[name].map { child($0, RawPointer.escaped(name)) }
    }

    /// The elements of an array; none for anything else.
    package var elements: [RawNode] {
        (value.array ?? []).enumerated().map { child($0.element, String($0.offset)) }
    }

    /// The members of an object in their order, the last of two with one name; none for anything
    /// else.
    package var members: [(name: String, node: RawNode)] {
        guard let object = value.object else { return [] }
        var later: Set<JSONName> = []
        let lasting = object.members.reversed().filter { later.insert(JSONName($0.name)).inserted }
        return lasting.reversed()
            .map { ($0.name, child($0.value, RawPointer.escaped($0.name))) }
    }

    /// A value that stands nowhere in the document but takes this one's surroundings.
    func sibling(_ value: JSONValue, _ suffix: String) -> RawNode {
        var node = self
        node.value = value
        node.pointer += suffix
        return node
    }

    func child(_ value: JSONValue, _ token: String) -> RawNode {
        var node = RawNode(value, pointer: "\(pointer)/\(token)")
        node.enclosures = enclosures
        if let object = self.value.object, Self.encloses(object) {
            node.enclosures.append(Enclosure(value: self.value, pointer: pointer))
        }
        return node
    }

    private static func encloses(_ object: JSONObject) -> Bool {
        object.members.contains { member in
            switch member.name {
            case "definitions", "$defs": member.value.object != nil
            case "$id": member.value.string != nil
            default: false
            }
        }
    }
}

/// The text of JSON pointers (RFC 6901) and of the URI fragments that carry them.
enum RawPointer {
    static func escaped(_ name: String) -> String {
        guard name.utf8.contains(where: { $0 == 0x7E || $0 == 0x2F || $0 == 0x25 }) else {
            return name
        }
        var text = ""
        for scalar in name.unicodeScalars {
            switch scalar {
            case "~": text += "~0"
            case "/": text += "~1"
            case "%": text += "%25"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }

    /// The names of a pointer, decoded; nil when it does not start with a slash.
    static func tokens(_ pointer: Substring) -> [String]? {
        if pointer.isEmpty { return [] }
        guard pointer.first == "/" else { return nil }
        return pointer.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
            .map { unescaped(percentDecoded(Array($0.utf8))) }
    }

    private static func percentDecoded(_ bytes: [UInt8]) -> [UInt8] {
        var decoded: [UInt8] = []
        var index = 0
        while index < bytes.count {
            if bytes[index] == 0x25, index + 2 < bytes.count,
                let high = digit(bytes[index + 1]), let low = digit(bytes[index + 2])
            {
                decoded.append(high << 4 | low)
                index += 3
            } else {
                decoded.append(bytes[index])
                index += 1
            }
        }
        return decoded
    }

    private static func unescaped(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        var index = 0
        while index < bytes.count {
            let next = index + 1 < bytes.count ? bytes[index + 1] : 0
            if bytes[index] == 0x7E, next == 0x30 || next == 0x31 {
                text.append(next == 0x30 ? 0x7E : 0x2F)
                index += 2
            } else {
                text.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }
}
