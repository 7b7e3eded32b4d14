// WireJSON: JSON as the wire had it: member order, number text, duplicate names and byte spans. It
// reads and writes RFC 8259 text; it converts nothing to a host number unless asked.

/// A JSON value (RFC 8259 §3) with the bytes it was read from.
package struct JSONValue: Sendable {
    package var kind: Kind
    /// Byte offsets into the text it was read from; empty for values built in code.
    package var span: Span

    /// What the value is; numbers keep their text, objects their order and duplicates.
    package enum Kind: Sendable {
        case null
        case bool(Bool)
        case number(JSONNumber)
        case string(String)
        case array([JSONValue])
        case object(JSONObject)
    }

    /// A half-open range of byte offsets, small enough to ride on every value.
    package struct Span: Sendable, Hashable {
        package var lower: UInt32
        package var upper: UInt32

        /// The offsets of a text of less than 4 GiB.
        package init(_ lower: Int, _ upper: Int) {
            self.lower = UInt32(truncatingIfNeeded: lower)
            self.upper = UInt32(truncatingIfNeeded: upper)
        }

        package static let none = Span(0, 0)
        package var range: Range<Int> { Int(lower)..<Int(max(lower, upper)) }
    }

    package init(_ kind: Kind, span: Span = .none) {
        self.kind = kind
        self.span = span
    }
}

/// A number as its text, so that `1`, `1.0` and `1e0` stay apart and no digit is lost.
package struct JSONNumber: Sendable, Hashable {
    /// The text by the grammar of RFC 8259 §6.
    package let text: String

    /// Takes text that is already known to follow the grammar.
    package init(text: String) { self.text = text }

    /// The integer in decimal digits.
    package init(_ value: Int) { text = String(value) }

    /// Whether the text has neither fraction nor exponent.
    package var isInteger: Bool { !text.utf8.contains { $0 == 0x2E || $0 == 0x65 || $0 == 0x45 } }

    /// The value when the text is an integer that `Int` holds.
    package var int: Int? { isInteger ? Int(text) : nil }

    /// The nearest double; infinite when the text is out of range.
    package var double: Double { Double(text) ?? .nan }
}

extension JSONValue {
    package var isNull: Bool { if case .null = kind { true } else { false } }
    package var bool: Bool? { if case .bool(let value) = kind { value } else { nil } }
    package var number: JSONNumber? { if case .number(let value) = kind { value } else { nil } }
    package var string: String? { if case .string(let value) = kind { value } else { nil } }
    package var array: [JSONValue]? { if case .array(let value) = kind { value } else { nil } }
    package var object: JSONObject? { if case .object(let value) = kind { value } else { nil } }
    /// The value when it is a number without fraction or exponent that `Int` holds.
    package var int: Int? { number?.int }

    /// The member of that name when the value is an object that has one.
    package subscript(name: String) -> JSONValue? { object?[name] }

    /// The element at that index when the value is an array that reaches so far.
    package subscript(index: Int) -> JSONValue? {
        guard let array, array.indices.contains(index) else { return nil }
        return array[index]
    }

    /// The kind as JSON Schema names it; `integer` is a `number` here.
    package var typeName: String {
        switch kind {
        case .null: "null"
        case .bool: "boolean"
        case .number: "number"
        case .string: "string"
        case .array: "array"
        case .object: "object"
        }
    }
}

extension JSONValue {
    package static var null: JSONValue { JSONValue(.null) }
    /// The value `true` or `false`.
    package static func bool(_ value: Bool) -> JSONValue { JSONValue(.bool(value)) }
    /// A number without fraction or exponent.
    package static func number(_ value: Int) -> JSONValue { JSONValue(.number(JSONNumber(value))) }
    /// A string value.
    package static func string(_ value: String) -> JSONValue { JSONValue(.string(value)) }
    /// An array of these elements.
    package static func array(_ values: [JSONValue]) -> JSONValue { JSONValue(.array(values)) }
    /// An object of these members, in their order.
    package static func object(_ members: [JSONObject.Member]) -> JSONValue {
        JSONValue(.object(JSONObject(members)))
    }
}

// Not by `nil`: in `found ? value : nil` it would turn "no value" into the value null.
extension JSONValue: ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByStringLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    package init(booleanLiteral value: Bool) { self = .bool(value) }
    package init(integerLiteral value: Int) { self = .number(value) }
    package init(stringLiteral value: String) { self = .string(value) }
    package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
    package init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(elements.map { JSONObject.Member($0.0, $0.1) })
    }
}
