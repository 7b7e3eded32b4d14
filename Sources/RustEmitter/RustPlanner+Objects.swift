import CodeText
import ServiceModel
import WireJSON

extension RustPlanner {
    /// An object with its fields; `boxing` are the types that would make it contain itself.
    mutating func object(
        _ shape: ObjectShape, hint: String, boxing: Set<TypeID> = []
    ) -> RustCrate.Shape {
        var names = RustNames(.snake, fallback: "field")
        let wireNames = shape.fields.map(\.wireName)
        let assigned = report(names.assign(wireNames), wireNames, what: "fields", where: hint)
        let fields = zip(shape.fields, assigned).map { field, name in
            self.field(field, name, hint: "\(hint)_\(field.wireName)", boxing)
        }
        guard case .typed(let type) = shape.additional else {
            return .object(fields: fields)
        }
        let rest = RustCrate.FieldItem(
            name: names.add("additional"), wireName: "",
            documentation: ["The other members."],
            type: self.type(type, hint: hint + "_additional"), presence: .required)
        return .open(fields: fields, rest: rest)
    }

    private mutating func field(
        _ field: Field, _ name: RustName, hint: String, _ boxing: Set<TypeID>
    ) -> RustCrate.FieldItem {
        let isNull = admitsNull(field.type)
        let source = type(field.type, hint: hint, boxing: boxing)
        // serde takes an absent `Option` for none, and nothing else.
        let isOption = if case .nullable = resolved(field.type) { true } else { false }
        let presence: RustCrate.Presence =
            switch (field.isRequired, isNull) {
            case (true, _): isOption ? .requiredNullable : .required
            case (false, true): .optionalNullable
            case (false, false): .optional
            }
        var more: [String] = []
        if case .constant(let value) = field.type { more.append("Always `\(value.text())`.") }
        if let value = field.defaultValue { more.append("Default: `\(value.text())`.") }
        return RustCrate.FieldItem(
            name: name, wireName: field.wireName,
            documentation: documentation(
                field.description, isDeprecated: field.isDeprecated, more: more),
            type: source, presence: presence)
    }

    /// A type of its own that the document does not name, for the params of a method.
    mutating func mintParams(of method: Method) -> RustName {
        let fields = method.parameters.map { parameter in
            var field = Field(
                wireName: parameter.wireName, type: parameter.type,
                isRequired: parameter.isRequired, description: parameter.description)
            field.isDeprecated = parameter.isDeprecated
            return field
        }
        let hint = method.wireName + "_params"
        return mint(hint, documentation: [.documented("The params of `", method.wireName, "`.")]) {
            $0.object(ObjectShape(fields: fields), hint: hint)
        }
    }

    /// A type that is named on the way; what it mentions is its own business.
    mutating func mint(
        _ hint: String, documentation: [Source<Rust>],
        _ shape: (inout RustPlanner) -> RustCrate.Shape
    ) -> RustName {
        let name = names.add(hint)
        let outer = mentions
        mentions = []
        let shape = shape(&self)
        items.append(
            RustCrate.TypeItem(
                name: name, module: module, documentation: documentation, shape: shape,
                mentions: mentions))
        mentions = outer.union([name])
        return name
    }

    /// A blank value of a type, as JSON, for results that tell of an error alone.
    func blank(_ type: TypeReference, depth: Int = 0) -> JSONValue {
        switch resolved(type) {
        case .any, .never, .null, .nullable: return .null
        case .boolean: return false
        case .integer, .number: return 0
        case .string: return ""
        case .constant(let value): return value
        case .array, .tuple: return []
        case .map: return [:]
        case .union(let types): return types.first.map { blank($0, depth: depth) } ?? .null
        case .named(let id):
            if case .enumeration(let values) = service[id].shape { return values.first ?? .null }
            guard case .object(let shape) = service[id].shape, depth < 8 else { return .null }
            return blank(shape, besides: "", depth: depth + 1)
        }
    }

    func blank(_ shape: ObjectShape, besides name: String, depth: Int = 0) -> JSONValue {
        .object(
            shape.fields.filter { $0.isRequired && $0.wireName != name }.map {
                JSONObject.Member($0.wireName, blank($0.type, depth: depth))
            })
    }
}

extension Source where Language == Rust {
    /// A line of a comment around a name of the document.
    static func documented(_ before: Source, _ name: String, _ after: Source) -> Source {
        let lines = Source.documentation(name)
        return before + lines.joined(separator: " ") + after
    }
}
