import WireJSON

/// The types of JSON Schema (draft-07) as a set, in which every integer is a number.
struct TypeSet: OptionSet, Sendable {
    let rawValue: UInt8

    static let null = TypeSet(rawValue: 1)
    static let boolean = TypeSet(rawValue: 2)
    static let integer = TypeSet(rawValue: 4)
    static let fraction = TypeSet(rawValue: 8)
    static let string = TypeSet(rawValue: 16)
    static let array = TypeSet(rawValue: 32)
    static let object = TypeSet(rawValue: 64)
    static let all = TypeSet(rawValue: 127)

    init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The value of `type`: a name or a list of names; nil when it is neither.
    init?(keyword value: JSONValue) {
        if let name = value.string {
            self.init(name: name)
        } else {
            guard let names = value.array else { return nil }
            self = []
            for name in names {
                guard let type = name.string.flatMap(TypeSet.init(name:)) else { return nil }
                formUnion(type)
            }
        }
    }

    private init?(name: String) {
        switch name {
        case "null": self = .null
        case "boolean": self = .boolean
        case "integer": self = .integer
        case "number": self = [.integer, .fraction]
        case "string": self = .string
        case "array": self = .array
        case "object": self = .object
        default: return nil
        }
    }

    /// The type of a value; `1.0` is an integer.
    init(of value: JSONValue) {
        switch value.kind {
        case .null: self = .null
        case .bool: self = .boolean
        case .number(let number):
            let decimal = JSONDecimal(number)
            let isWhole =
                decimal.digits.isEmpty
                || (Int(decimal.exponent) ?? (decimal.exponent.hasPrefix("-") ? -1 : .max))
                    >= decimal.digits.count
            self = isWhole ? .integer : .fraction
        case .string: self = .string
        case .array: self = .array
        case .object: self = .object
        }
    }

    /// The names, quoted, for messages.
    var names: String {
        if self == .all { return "any type" }
        if isEmpty { return "no type" }
        let table: [(TypeSet, String)] = [
            (.boolean, "boolean"), (.string, "string"), (.array, "array"), (.object, "object"),
            (.null, "null"),
        ]
        var names = table.filter { contains($0.0) }.map(\.1)
        if contains([.integer, .fraction]) {
            names.insert("number", at: 0)
        } else if contains(.integer) {
            names.insert("integer", at: 0)
        } else if contains(.fraction) {
            names.insert("fraction", at: 0)
        }
        return names.map { "'\($0)'" }.joined(separator: " or ")
    }
}
