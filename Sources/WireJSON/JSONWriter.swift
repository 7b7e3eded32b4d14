/// How a value is laid out as text. Every layout escapes the same: `\"`, `\\`, the five short
/// escapes of control characters, `\u00xx` for the others, and nothing else.
package enum JSONLayout: Sendable {
    /// No white space; members and number texts as they are.
    case compact
    /// Two spaces a level, one member or element a line; members and number texts as they are.
    case pretty
    /// One text for one value, after RFC 8785: no white space, members by the UTF-16 code units of
    /// their names (duplicates in their order), numbers as ECMAScript spells them. Unlike there, a
    /// number is never rounded to a double: digits beyond its precision stay.
    case canonical
}

extension JSONValue: CustomStringConvertible {
    /// The UTF-8 text of the value.
    package func bytes(_ layout: JSONLayout = .compact) -> [UInt8] {
        var writer = JSONWriter(layout: layout)
        writer.write(self)
        return writer.bytes
    }

    /// The text of the value.
    package func text(_ layout: JSONLayout = .compact) -> String {
        String(decoding: bytes(layout), as: UTF8.self)
    }

    /// The compact text.
    package var description: String { text() }

    /// A string as JSON text, with its quotes.
    package static func quoted(_ string: String) -> String {
        var writer = JSONWriter(layout: .compact)
        writer.write(string)
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}

/// Appends values to one buffer.
struct JSONWriter {
    let layout: JSONLayout
    private(set) var bytes: [UInt8] = []
    private var level = 0

    init(layout: JSONLayout) { self.layout = layout }

    mutating func write(_ value: JSONValue) {
        switch value.kind {
        case .null: append("null")
        case .bool(let value): append(value ? "true" : "false")
        case .number(let number):
            append(layout == .canonical ? JSONDecimal(number).text : number.text)
        case .string(let string): write(string)
        case .array(let elements):
            writeList("[", "]", elements) { writer, element in writer.write(element) }
        case .object(let object):
            writeList("{", "}", arranged(object)) { writer, member in
                writer.write(member.name)
                writer.append(writer.layout == .pretty ? ": " : ":")
                writer.write(member.value)
            }
        }
    }

    /// Writes a string with its quotes, the plain stretches between escapes as a whole.
    mutating func write(_ string: String) {
        var string = string
        bytes.append(UInt8(ascii: "\""))
        string.withUTF8 { text in
            var (start, index) = (0, 0)
            while index < text.count {
                let byte = text[index]
                if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
                    bytes.append(contentsOf: text[start..<index])
                    writeEscape(of: byte)
                    start = index + 1
                }
                index += 1
            }
            bytes.append(contentsOf: text[start...])
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func writeEscape(of byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): append("\\\"")
        case UInt8(ascii: "\\"): append("\\\\")
        case 0x08: append("\\b")
        case 0x09: append("\\t")
        case 0x0A: append("\\n")
        case 0x0C: append("\\f")
        case 0x0D: append("\\r")
        default: append(byte < 16 ? "\\u000" : "\\u00", String(byte, radix: 16))
        }
    }

    private mutating func writeList<Item>(
        _ start: String, _ end: String, _ items: [Item],
        item write: (inout JSONWriter, Item) -> Void
    ) {
        append(start)
        level += 1
        for (index, item) in items.enumerated() {
            if index > 0 { append(",") }
            breakLine()
            write(&self, item)
        }
        level -= 1
        if !items.isEmpty { breakLine() }
        append(end)
    }

    private mutating func breakLine() {
        guard layout == .pretty else { return }
        bytes.append(0x0A)
        bytes.append(contentsOf: repeatElement(0x20, count: 2 * level))
    }

    private mutating func append(_ texts: String...) {
        for text in texts { bytes.append(contentsOf: text.utf8) }
    }

    private func arranged(_ object: JSONObject) -> [JSONObject.Member] {
        layout == .canonical ? object.membersByName : object.members
    }
}

extension JSONObject {
    /// The members by the UTF-16 code units of their names, those of one name in their order.
    package var membersByName: [Member] {
        members.enumerated().sorted { left, right in
            JSONName.same(left.element.name, right.element.name)
                ? left.offset < right.offset
                : JSONName.precedes(left.element.name, right.element.name)
        }.map(\.element)
    }
}
