import CodeText
import ServiceModel
import WireJSON

extension PythonPlanner {
    /// The type of a reference. Names in `quoted` are written as strings, for places that are
    /// evaluated before the name is defined.
    mutating func type(_ type: TypeReference, quoted: Set<TypeID> = []) -> PythonType {
        switch type {
        case .any: return anything()
        case .never: return anything(codec: "_NEVER")
        case .null: return PythonType(annotation: "None", codec: "_NONE")
        case .boolean: return PythonType(annotation: "bool", codec: "_BOOLEAN")
        case .integer: return PythonType(annotation: "int", codec: "_INTEGER")
        case .number: return PythonType(annotation: "float", codec: "_NUMBER")
        case .string: return PythonType(annotation: "str", codec: "_STRING")
        case .constant(let value): return constants([value])
        case .array(let element):
            let item = self.type(element, quoted: quoted)
            return PythonType(
                annotation: "List[\(item.annotation)]", codec: "_array(\(item.codec))")
        case .tuple(let first, let rest):
            let named = uses
            let codecs = ([rest ?? .any] + first).map { self.type($0).codec }
            uses = named
            return PythonType(
                annotation: "List[Any]", codec: "_tuple(\(codecs.joined(separator: ", ")))")
        case .map(let member):
            let item = self.type(member, quoted: quoted)
            uses.insert(.dict)
            return PythonType(
                annotation: "Dict[str, \(item.annotation)]", codec: "_map(\(item.codec))")
        case .nullable(let inner):
            let item = self.type(inner, quoted: quoted)
            return PythonType(item.alternatives.optional, codec: "_nullable(\(item.codec))")
        case .union(let variants): return union(variants, quoted: quoted)
        case .named(let id): return named(id, quoted: quoted)
        }
    }

    private func anything(codec: Source<Python> = "_ANY") -> PythonType {
        PythonType(annotation: "Any", codec: codec)
    }

    /// The type of a set of constants: exactly those where Python can say so.
    mutating func constants(_ values: [JSONValue]) -> PythonType {
        let texts = values.compactMap { Source<Python>.value($0) }
        guard !values.isEmpty, texts.count == values.count else { return anything() }
        let codec: Source<Python> = "_one_of(\(texts.joined(separator: ", ")))"
        guard values.allSatisfy(\.isLiteral) else { return anything(codec: codec) }
        let alternatives = PythonAlternatives(literals: texts)
        if !alternatives.literals.isEmpty { uses.insert(.literal) }
        return PythonType(alternatives, codec: codec)
    }

    private mutating func union(_ variants: [TypeReference], quoted: Set<TypeID>) -> PythonType {
        guard !variants.isEmpty else { return anything() }
        let named = uses
        let types = alternatives(variants, quoted: quoted)
        let codecs = types.map(\.codec).joined(separator: ", ")
        let codec = types.count == 1 ? codecs : "_union(\(codecs))"
        var alternatives = PythonAlternatives()
        for type in types { alternatives.formUnion(type.alternatives) }
        if alternatives.isAnything {
            // What the other variants would have named stands nowhere.
            uses = named
            return anything(codec: codec)
        }
        return PythonType(alternatives, codec: codec)
    }

    /// The variants' types, single constants taken together.
    private mutating func alternatives(
        _ variants: [TypeReference], quoted: Set<TypeID>
    ) -> [PythonType] {
        let constants = variants.compactMap { variant -> JSONValue? in
            if case .constant(let value) = variant, value.isLiteral { value } else { nil }
        }
        var types: [PythonType] = constants.count > 1 ? [self.constants(constants)] : []
        for variant in variants {
            if case .constant(let value) = variant, value.isLiteral, constants.count > 1 {
                continue
            }
            types.append(type(variant, quoted: quoted))
        }
        return types
    }

    private mutating func named(_ id: TypeID, quoted: Set<TypeID>) -> PythonType {
        if hollow.contains(id) { return anything() }
        let name = Source.name(typeNames[id.index])
        let annotation: Source<Python> = quoted.contains(id) ? "\"\(name)\"" : name
        if case .object = service[id].shape {
            return PythonType(annotation: annotation, codec: "_object(\(name))")
        }
        return PythonType(annotation: annotation, codec: "_alias(\"\(name)\")")
    }
}

extension PythonPlanner {
    /// Whether `null` is a value of the type.
    func admitsNull(_ type: TypeReference) -> Bool {
        switch resolved(type) {
        case .any, .null, .nullable: true
        case .constant(let value): value.isNull
        case .union(let variants): variants.contains { admitsNull($0) }
        case .named(let id):
            if case .enumeration(let values) = service[id].shape {
                values.contains(where: \.isNull)
            } else {
                false
            }
        default: false
        }
    }

    /// The type behind aliases; an alias that means nothing is anything.
    func resolved(_ type: TypeReference) -> TypeReference {
        guard case .named(let id) = type, case .alias(let target) = service[id].shape else {
            return type
        }
        return hollow.contains(id) ? .any : resolved(target)
    }
}

extension JSONValue {
    /// Whether `Literal[…]` may hold the value.
    fileprivate var isLiteral: Bool {
        switch kind {
        case .null, .bool, .string: true
        // Type checkers read no more than 64 bits.
        case .number(let number): number.int != nil
        case .array, .object: false
        }
    }
}
