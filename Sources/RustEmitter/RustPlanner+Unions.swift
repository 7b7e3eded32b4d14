import CodeText
import ServiceModel
import WireJSON

extension RustPlanner {
    /// The type of a union that the document does not name.
    mutating func union(_ types: [TypeReference], hint: String) -> Source<Rust> {
        let outer = mentions
        let variants = self.variants(types, hint: hint)
        if variants.count == 1 { return variants[0].type }
        let mentioned = mentions
        mentions = outer
        let tag = tag(of: types, variants)
        let name = mint(hint, documentation: ["One of several types."]) { planner in
            planner.mentions = mentioned
            return .union(planner.tagged(variants, types, by: tag), tag: tag)
        }
        return .name(name)
    }

    /// The alternatives, those of one type in Rust taken together.
    mutating func variants(_ types: [TypeReference], hint: String) -> [RustCrate.Variant] {
        var found: [(word: String, variant: RustCrate.Variant)] = []
        for type in types {
            let word = word(for: type)
            let inner = self.type(type, hint: "\(hint)_\(word)")
            let isBoxed =
                if case .named(let id) = type { !service[id].shape.isEnumeration } else { false }
            let source: Source<Rust> = isBoxed ? "Box<\(inner)>" : inner
            guard !found.contains(where: { $0.variant.type == source }) else { continue }
            let variant = RustCrate.Variant(
                name: RustName(valid: "_"), type: source, object: objectName(type), tag: nil)
            found.append((word, variant))
        }
        var names = RustNames(.pascal, fallback: "Variant")
        let words = found.map { Self.without($0.word, hint) }
        return zip(names.assign(words), found).map { assigned, found in
            var variant = found.variant
            variant.name = assigned.name
            return variant
        }
    }

    /// A variant's name without that of the union, where something is left.
    private static func without(_ name: String, _ hint: String) -> String {
        let (words, outer) = (RustNames.words(name), RustNames.words(hint))
        let isInside =
            words.count > outer.count
            && zip(words, outer).allSatisfy { $0.lowercased() == $1.lowercased() }
        return isInside ? words.dropFirst(outer.count).joined(separator: "_") : name
    }

    private func objectName(_ type: TypeReference) -> RustName? {
        guard case .named(let id) = resolved(type), case .object = service[id].shape else {
            return nil
        }
        return typeNames[id]
    }

    private func word(for type: TypeReference) -> String {
        switch type {
        case .any, .never: "Any"
        case .null: "Null"
        case .boolean: "Flag"
        case .integer: "Integer"
        case .number: "Number"
        case .string: "Text"
        case .constant(let value):
            switch value.kind {
            case .string: "Text"
            case .bool: "Flag"
            case .number: "Number"
            default: "Constant"
            }
        case .array, .tuple: "List"
        case .map: "Map"
        case .nullable(let inner): word(for: inner)
        case .union: "Union"
        case .named(let id): service[id].name
        }
    }

    /// The member that tells all variants apart by a text of its own, if there is one; the variants
    /// are told theirs when they are printed.
    func tag(of types: [TypeReference], _ variants: [RustCrate.Variant]) -> String? {
        guard types.count == variants.count else { return nil }
        let shapes = types.compactMap { object(behind: $0) }
        guard shapes.count == types.count, let first = shapes.first else { return nil }
        return first.fields.map(\.wireName).first { name in
            let texts = shapes.compactMap { $0.text(of: name) }
            return texts.count == shapes.count && Set(texts).count == texts.count
        }
    }

    /// The variants with what their tag says.
    func tagged(
        _ variants: [RustCrate.Variant], _ types: [TypeReference], by tag: String?
    ) -> [RustCrate.Variant] {
        guard let tag else { return variants }
        return zip(variants, types).map { variant, type in
            var variant = variant
            variant.tag = object(behind: type)?.text(of: tag)
            return variant
        }
    }
}

extension ObjectShape {
    /// The only text that a required member may be.
    func text(of name: String) -> String? {
        guard let field = fields.first(where: { $0.wireName == name }), field.isRequired,
            case .constant(let value) = field.type
        else { return nil }
        return value.string
    }
}

extension TypeDefinition.Shape {
    var isEnumeration: Bool { if case .enumeration = self { true } else { false } }
}
