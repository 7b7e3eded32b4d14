import ServiceModel
import WireJSON

extension Lowering {
    /// An object: a named type when it has known members, else a map. An object that allows no
    /// members at all is a map too: generated documents say so of types they could not look into.
    func object(_ facets: Facets, _ site: Site) -> TypeReference {
        if facets.properties.isEmpty, facets.required.isEmpty {
            return .map(additionalType(facets) ?? .any)
        }
        let id = site.owner ?? innerDraft(site)
        if site.owner == nil, site.isWhole { inlineTypes[site.place.key] = .named(id) }
        var fields = facets.properties.map { property in
            field(property, isRequired: facets.isRequired.contains(JSONName(property.name)))
        }
        let rest = additionalType(facets)
        for name in facets.required where facets.property(name.text) == nil {
            fields.append(Field(wireName: name.text, type: rest ?? .any, isRequired: true))
        }
        var additional = rest.map { AdditionalMembers.typed($0) } ?? .unstated
        if case .forbidden = facets.additional, facets.patterns.isEmpty { additional = .forbidden }
        var shape = ObjectShape(fields: fields, additional: additional)
        shape.patterns = patterns(facets)
        complete(id, .object(shape))
        return .named(id)
    }

    private func field(_ property: Facets.Property, isRequired: Bool) -> Field {
        let schema = property.schema
        var field = Field(
            wireName: property.name, type: type(of: schema), isRequired: isRequired)
        // What stands beside a reference is ignored, prose included.
        if !schema.isReference {
            field.description = schema.text("description")
            field.isDeprecated = schema.value["deprecated"]?.bool ?? false
            field.defaultValue = schema.value["default"]
        }
        return field
    }

    /// Expressions that match every name.
    private static let universal: Set<String> = [
        "", "^", "$", ".*", "^.*", ".*$", "^.*$", ".+", "^.+", ".+$", "^.+$", ".", "^.",
    ]

    /// What the names of members must match to be of the type below; nothing where all are.
    private func patterns(_ facets: Facets) -> [String] {
        switch facets.additional {
        case .anything, .schema: return []
        case .unstated, .forbidden:
            let names = facets.patterns.map(\.name)
            return names.contains { Self.universal.contains($0) } ? [] : names
        }
    }

    /// The type of members that are not listed; nil when nothing is said of them or there are none.
    private func additionalType(_ facets: Facets) -> TypeReference? {
        var types = facets.patterns.map { type(of: $0) }
        switch facets.additional {
        case .unstated, .forbidden: break
        case .anything: return .any
        case .schema(let schema): types.append(type(of: schema))
        }
        return types.isEmpty ? nil : .oneOf(types)
    }
}
