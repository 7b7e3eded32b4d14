import ServiceModel
import WireJSON

extension TypeReference {
    /// The type or `null`.
    static func optional(_ type: TypeReference) -> TypeReference {
        switch type {
        case .any, .null, .nullable: type
        case .never: .null
        default: .nullable(type)
        }
    }

    /// One of several types: flattened, without repeats, `null` lifted out. Nothing adds nothing,
    /// and anything swallows all.
    static func oneOf(_ types: [TypeReference]) -> TypeReference {
        var members: [TypeReference] = []
        var seen: Set<JSONName> = []
        var isNullable = false
        var rest = Array(types.reversed())
        while let type = rest.popLast() {
            switch type {
            case .any: return .any
            case .never: continue
            case .null: isNullable = true
            case .nullable(let inner):
                isNullable = true
                rest.append(inner)
            case .union(let inner): rest += inner.reversed()
            default:
                if seen.insert(JSONName(type.key)).inserted { members.append(type) }
            }
        }
        if seen.contains(JSONName(Self.number.key)) {
            members.removeAll { if case .integer = $0 { true } else { false } }
        }
        guard members.count > 1 else {
            let type = members.first ?? .never
            return isNullable ? .optional(type) : type
        }
        return isNullable ? .nullable(.union(members)) : .union(members)
    }

    /// One text for one type.
    var key: String { text { "#\($0.index)" } }

    /// One text for all types that differ only in which named types they mention.
    var outline: String { text { _ in "#" } }

    private func text(_ name: (TypeID) -> String) -> String {
        switch self {
        case .any: "any"
        case .never: "never"
        case .null: "null"
        case .boolean: "boolean"
        case .integer: "integer"
        case .number: "number"
        case .string: "string"
        case .constant(let value): "=\(value.text(.canonical))"
        case .array(let element): "[\(element.text(name))]"
        case .tuple(let elements, let rest):
            "(\(elements.map { $0.text(name) }.joined(separator: ","));\(rest?.text(name) ?? ""))"
        case .map(let value): "{\(value.text(name))}"
        case .nullable(let type): "\(type.text(name))?"
        case .union(let members): "<\(members.map { $0.text(name) }.joined(separator: "|"))>"
        case .named(let id): name(id)
        }
    }

    /// The same type with every reference replaced, and made simple again.
    func mapped(_ replace: (TypeID) -> TypeReference) -> TypeReference {
        switch self {
        case .any, .never, .null, .boolean, .integer, .number, .string, .constant: self
        case .array(let element): .array(element.mapped(replace))
        case .tuple(let elements, let rest):
            .tuple(elements.map { $0.mapped(replace) }, rest: rest?.mapped(replace))
        case .map(let value): .map(value.mapped(replace))
        case .nullable(let type): .oneOf([type.mapped(replace), .null])
        case .union(let members): .oneOf(members.map { $0.mapped(replace) })
        case .named(let id): replace(id)
        }
    }

    /// Every named type mentioned, in order.
    func forEachName(_ visit: (TypeID) -> Void) {
        switch self {
        case .any, .never, .null, .boolean, .integer, .number, .string, .constant: break
        case .array(let inner), .map(let inner), .nullable(let inner): inner.forEachName(visit)
        case .tuple(let elements, let rest):
            for element in elements { element.forEachName(visit) }
            rest?.forEachName(visit)
        case .union(let members): for member in members { member.forEachName(visit) }
        case .named(let id): visit(id)
        }
    }
}
