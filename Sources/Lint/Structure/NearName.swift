import Diagnostics
import WireJSON

/// Finds what a writer may have meant by a name that is none.
enum NearName {
    /// The candidate that differs in case, in a letter or two, or in a hyphen.
    static func of(_ name: String, among candidates: [String]) -> String? {
        if let same = candidates.first(where: { differInCase(name, $0) }) { return same }
        let bare = plain(name)
        let reach = min(2, bare.count / 3)
        var best: (name: String, distance: Int)?
        for candidate in candidates where abs(candidate.utf8.count - name.utf8.count) <= reach + 1 {
            let distance = Closest.distance(bare, plain(candidate))
            if distance <= reach, distance < best?.distance ?? .max { best = (candidate, distance) }
        }
        return best?.name
    }

    /// Whether two names are the same but for the case of their letters.
    static func differInCase(_ left: String, _ right: String) -> Bool {
        left.utf8.count == right.utf8.count && !JSONName.same(left, right)
            && left.utf8.elementsEqual(right.utf8) { lowered($0) == lowered($1) }
    }

    /// The edit that writes a name for another, where they differ in case and hyphens alone.
    static func fix(_ name: String, _ near: String?, at span: JSONValue.Span) -> Fix? {
        guard let near, plain(name) == plain(near) else { return nil }
        return Fix(
            "write '\(near)' for '\(name)'", [Fix.Edit(span.range, JSONValue.quoted(near))])
    }

    /// The type of JSON Schema for what other languages call it.
    static func type(_ word: String) -> String? {
        switch word {
        case "int", "int32", "int64", "long", "uint": "integer"
        case "bool": "boolean"
        case "float", "double", "decimal": "number"
        case "str", "text", "date", "date-time", "uuid", "file": "string"
        case "list", "tuple": "array"
        case "dict", "map", "struct": "object"
        case "none", "nil", "undefined", "void": "null"
        default: nil
        }
    }

    private static func lowered(_ byte: UInt8) -> UInt8 {
        (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
    }

    /// Lower case, without hyphens and underscores.
    private static func plain(_ name: String) -> [UInt8] {
        name.utf8.map(lowered).filter { $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: "_") }
    }
}
