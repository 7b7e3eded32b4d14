import WireJSON

/// A type as one side of a parity declares it, with its aliases followed.
struct ParityType {
    let kind: Kind
    let isNullable: Bool
    private let aliases: JSONValue?

    /// Inner types are made when they are asked for: aliases may go round.
    enum Kind {
        case scalar(String)
        case array(() -> ParityType)
        case map(() -> ParityType)
        case tuple(() -> ParityType)
        case object(String)
        case oneOf([JSONValue])
        case union([() -> ParityType])
        case unknown(String)
    }

    init(_ value: JSONValue, _ aliases: JSONValue?) {
        self.aliases = aliases
        var (value, isNullable) = (value, false)
        // No chain of names is as long as this.
        for _ in 0..<64 {
            if let inner = value["nullable"] {
                (value, isNullable) = (inner, true)
            } else if let name = value["alias"]?.string, let known = aliases?[name] {
                value = known
            } else {
                break
            }
        }
        self.isNullable = isNullable
        kind = Self.kind(value, aliases)
    }

    private static func kind(_ value: JSONValue, _ aliases: JSONValue?) -> Kind {
        let later = { (inner: JSONValue) in { ParityType(inner, aliases) } }
        if let name = value["is"]?.string { return .scalar(name) }
        if let item = value["array"] { return .array(later(item)) }
        if let item = value["map"] { return .map(later(item)) }
        if let items = value["tuple"]?.array, let rest = items.first { return .tuple(later(rest)) }
        if let name = value["object"]?.string { return .object(name) }
        if let values = value["enum"]?.array { return .oneOf(values) }
        if let variants = value["union"]?.array { return .union(variants.map(later)) }
        return .unknown(value["unknown"]?.string ?? value.text())
    }

    /// The type as a person reads it, a few levels deep.
    func text(_ depth: Int = 0) -> String {
        if depth > 3 { return "…" }
        switch kind {
        case .scalar(let name), .object(let name): return name
        case .array(let item): return "[\(item().text(depth + 1))]"
        case .map(let item): return "{\(item().text(depth + 1))}"
        case .tuple: return "tuple"
        case .oneOf(let values):
            let shown = values.prefix(3).map { $0.text() }.joined(separator: " | ")
            return values.count > 3 ? "\(shown) | …" : shown
        case .union(let variants):
            return variants.map { $0().text(depth + 1) }.joined(separator: " or ")
        case .unknown(let text): return "unknown: \(text)"
        }
    }

    /// The scalar that a value is.
    static func name(of value: JSONValue) -> String {
        switch value.kind {
        case .string: "string"
        case .number(let number): number.isInteger ? "integer" : "number"
        case .bool: "boolean"
        case .null: "null"
        case .array, .object: "any"
        }
    }
}
