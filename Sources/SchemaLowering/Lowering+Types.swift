package import ServiceModel
import WireJSON

extension Lowering {
    /// The schema that is being turned into a type.
    struct Site {
        var place: Place
        /// The definition that waits for this very type.
        var owner: TypeID?
        /// What a variant of the place is called.
        var name: String?
        /// Whether the type stands for the place itself, not for one of several variants of it.
        var isWhole = true
    }

    /// Inline schemas nest as deeply as the text allows; further down they are queued.
    private static let deepest = 48

    /// The type of the schema at `place`.
    package func type(of place: Place) -> TypeReference {
        switch place.value.kind {
        case .bool(let isAllowed): return isAllowed ? .any : .never
        case .object:
            if place.isReference { return referred(from: place) }
            if let known = inlineTypes[place.key] { return known }
            if ids[place.key] != nil || targets.contains(place.key) {
                return .named(id(for: place))
            }
            if inProgress.contains(place.key) { return .named(recursiveDraft(place)) }
            if inProgress.count >= Self.deepest, Self.hasContent(place.value, besides: Self.flat) {
                return .named(id(for: place))
            }
            return inlineType(of: place)
        default:
            reportForm(of: place.value, must: "a schema must be an object or a boolean")
            return .any
        }
    }

    /// The type of a definition; it completes the definition itself when that is an object or an
    /// enumeration.
    func typeOfDefinition(_ id: TypeID, _ place: Place) -> TypeReference {
        if place.isReference || place.value.object == nil {
            return place.isReference ? referred(from: place) : type(of: place)
        }
        return body(Site(place: place, owner: id))
    }

    private func referred(from place: Place) -> TypeReference {
        guard let target = follow(place, as: .schema) else { return .any }
        switch target.value.kind {
        case .object: return .named(id(for: target))
        default: return type(of: target)
        }
    }

    /// The definition of an inline schema that, through `allOf`, contains itself.
    private func recursiveDraft(_ place: Place) -> TypeID {
        let id = draft(place)
        ids[place.key] = id
        return id
    }

    private func inlineType(of place: Place) -> TypeReference {
        let pointer = place.key
        inProgress.insert(pointer)
        let type = body(Site(place: place))
        inProgress.remove(pointer)
        // Met again inside itself, through allOf: the definition made there is this type.
        if let id = ids[pointer], !drafts[id.index].isComplete { complete(id, .alias(type)) }
        inlineTypes[pointer] = type
        return type
    }

    /// The type of a schema that is an object and no reference.
    func body(_ site: Site) -> TypeReference {
        let place = site.place
        if let reference = soleContent(of: place) {
            let type = type(of: reference)
            return place.value["nullable"]?.bool == true ? .optional(type) : type
        }
        return type(facets(of: place), site)
    }

    /// The only part of an `allOf` that says anything, if it is a reference and nothing of weight
    /// stands beside it.
    private func soleContent(of place: Place) -> Place? {
        guard place.value["allOf"] != nil,
            !Self.hasContent(place.value, besides: ["type", "allOf"])
        else { return nil }
        let parts = parts(of: place).filter { Self.hasContent($0.value, besides: []) }
        return parts.count == 1 && parts[0].isReference ? parts[0] : nil
    }

    /// Keywords under which no schemas nest.
    private static let flat: Set<String> = ["type", "enum", "const", "required", "not"]

    private static let contentKeywords = [
        "$ref", "type", "allOf", "oneOf", "anyOf", "enum", "const", "properties", "required",
        "additionalProperties", "patternProperties", "items", "prefixItems", "not",
    ]

    /// Whether a schema says anything of a value's shape.
    static func hasContent(_ schema: JSONValue, besides ignored: Set<String>) -> Bool {
        guard schema.object != nil else { return schema.bool != true }
        return contentKeywords.contains { !ignored.contains($0) && schema[$0] != nil }
    }

    // MARK: - Facets to types

    /// The type of a value that has all `facets`.
    func type(_ facets: Facets, _ site: Site) -> TypeReference {
        if facets.isNever { return .never }
        if let values = facets.values {
            return enumeration(values, facets.types, isNullable: facets.isNullable, site)
        }
        if !facets.groups.isEmpty { return alternatives(facets, site) }
        return plain(facets, site)
    }

    /// The type by `type`, members and items alone.
    func plain(_ facets: Facets, _ site: Site) -> TypeReference {
        var types = facets.types ?? inferredTypes(facets)
        let isNullable = facets.isNullable || (types.contains("null") && types.count > 1)
        if isNullable { types.removeAll { $0 == "null" } }
        if types.contains("number") { types.removeAll { $0 == "integer" } }
        guard isNullable || types.count > 1 else {
            return types.first.map { single($0, facets, site) } ?? .any
        }
        let inner = Site(place: site.place, name: site.name, isWhole: false)
        let type = TypeReference.oneOf(types.map { single($0, facets, inner) })
        return isNullable ? .optional(types.isEmpty ? .any : type) : type
    }

    private func inferredTypes(_ facets: Facets) -> [String] {
        if facets.items != nil, facets.properties.isEmpty { return ["array"] }
        if !facets.properties.isEmpty || !facets.patterns.isEmpty { return ["object"] }
        if case .schema = facets.additional { return ["object"] }
        return []
    }

    private func single(_ type: String, _ facets: Facets, _ site: Site) -> TypeReference {
        switch type {
        case "null": .null
        case "boolean": .boolean
        case "integer": .integer
        case "number": .number
        case "string": .string
        case "array": array(facets)
        default: object(facets, site)
        }
    }

    private func array(_ facets: Facets) -> TypeReference {
        switch facets.items {
        case .every(let item): .array(type(of: item))
        case .leading(let items, let rest):
            .tuple(items.map { type(of: $0) }, rest: rest.map { type(of: $0) })
        case nil: .array(.any)
        }
    }

    /// The named type of an enumeration, or something simpler where that says as much.
    func enumeration(
        _ values: [JSONValue], _ types: [String]?, isNullable: Bool, _ site: Site
    ) -> TypeReference {
        var seen: Set<JSONName> = []
        var distinct = values.filter { seen.insert(JSONName($0.text(.canonical))).inserted }
        let hasNull = distinct.contains { $0.isNull }
        distinct.removeAll { $0.isNull }
        if let types {
            let fitting = distinct.filter { value in
                types.contains { $0 == value.typeName || ($0 == "integer" && value.number != nil) }
            }
            if !fitting.isEmpty { distinct = fitting }
        }
        let isNullable = isNullable || hasNull
        let type = constants(
            distinct, isNullable ? Site(place: site.place, name: site.name, isWhole: false) : site)
        if distinct.isEmpty { return isNullable ? .null : .never }
        return isNullable ? .optional(type) : type
    }

    private func constants(_ values: [JSONValue], _ site: Site) -> TypeReference {
        switch values.count {
        case 0: return .never
        case 1: return .constant(values[0])
        case 2 where values.allSatisfy({ $0.bool != nil }): return .boolean
        default:
            let id = site.owner ?? innerDraft(site)
            complete(id, .enumeration(values))
            describeConstants(id, site.place.value["x-enumDescriptions"])
            return .named(id)
        }
    }

    private func describeConstants(_ id: TypeID, _ stated: JSONValue?) {
        for member in stated?.object?.members ?? [] {
            guard let text = member.value.string else { continue }
            drafts[id.index].definition.constantDescriptions[JSONName(member.name)] = text
        }
    }

    /// A definition for a type inside `site`; beside a definition of the same place its name says
    /// that it is the value in it.
    func innerDraft(_ site: Site) -> TypeID {
        if let name = site.name { return draft(site.place, name: name) }
        guard let outer = ids[site.place.key] else { return draft(site.place) }
        return draft(site.place, name: drafts[outer.index].definition.name + "_value")
    }
}
