import Diagnostics
import WireJSON

// allOf: what all parts say together. Parts come before what stands beside them, so that a type's
// own members follow those of its base and win over them.

extension Lowering {
    /// What the schema at `place` says, through references and `allOf`.
    func facets(of place: Place) -> Facets {
        composeBases(of: place)
        return composed(place)
    }

    /// Composes every schema that `place` is built on, the innermost first: a chain of bases may be
    /// as long as the document, so not by recursion, and each only once.
    private func composeBases(of place: Place) {
        var open: Set<JSONValue.Span> = [place.key]
        var path = [(target: Place?.none, references: references(in: place)[...])]
        while let last = path.last {
            guard let reference = last.references.first else {
                path.removeLast()
                if let target = last.target {
                    open.remove(target.key)
                    bases[target.key] = composed(target)
                }
                continue
            }
            path[path.count - 1].references.removeFirst()
            guard let target = follow(reference, as: .schema), bases[target.key] == nil else {
                continue
            }
            if open.insert(target.key).inserted {
                path.append((target, references(in: target)[...]))
            } else {
                let stated = reference.value["$ref"] ?? reference.value
                reportLoop(stated.string ?? target.pointer.fragment, at: stated.span)
            }
        }
    }

    /// The references a schema is built on.
    private func references(in place: Place) -> [Place] {
        place.isReference ? [place] : parts(of: place).flatMap { references(in: $0) }
    }

    /// What a schema says once its bases are composed; one that is not leads back to it, which has
    /// been reported.
    private func composed(_ place: Place) -> Facets {
        var facets = Facets()
        switch place.value.kind {
        case .bool(let isAllowed): facets.isNever = !isAllowed
        case .object:
            if place.isReference {
                return follow(place, as: .schema).flatMap { bases[$0.key] } ?? facets
            }
            for part in parts(of: place) { merge(composed(part), into: &facets, at: part) }
            merge(own(place), into: &facets, at: place)
        default: reportForm(of: place.value, must: "a schema must be an object or a boolean")
        }
        return facets
    }

    /// Adds what the part at `place` says.
    private func merge(_ part: Facets, into facets: inout Facets, at place: Place) {
        for property in part.properties {
            guard let earlier = facets.property(property.name)?.schema,
                conflicts(earlier, property.schema)
            else { continue }
            report(
                .warning, "property-conflict",
                "property '\(property.name)' has two different schemas in the parts of its type;"
                    + " this one is used", at: property.schema.value,
                notes: [Diagnostic.Note("the other one", at: sourceSpan(earlier.value.span))])
        }
        if !facets.add(part) {
            report(
                .warning, "all-of-conflict",
                "the parts of a schema must allow a common value; what this one says is ignored"
                    + " where it contradicts", at: place.value)
        }
    }

    /// Whether the later of two schemas says something else than the earlier, beyond prose, and
    /// more than picking constants from it.
    private func conflicts(_ earlier: Place, _ later: Place) -> Bool {
        if earlier.key == later.key { return false }
        let (before, after) = (earlier.value.withoutAnnotations, later.value.withoutAnnotations)
        if before == after { return false }
        let isPick = after["const"] != nil || after["enum"] != nil
        let isSameType =
            before["type"] == nil || after["type"] == nil || before["type"] == after["type"]
        return !(isPick && isSameType)
    }

    /// The elements of `allOf`.
    func parts(of place: Place) -> [Place] { schemas("allOf", of: place) ?? [] }

    /// The elements of a member that must be an array of schemas; nil when it is absent.
    private func schemas(_ name: String, of place: Place) -> [Place]? {
        guard let member = place.member(name) else { return nil }
        if let elements = member.elements { return elements }
        reportForm(of: member.value, must: "'\(name)' must be an array of schemas")
        return nil
    }

    /// A schema that breaks JSON Schema's own rules is read as far as it makes sense.
    func reportForm(of value: JSONValue, must rule: String) {
        report(
            .warning, "schema-form", "\(rule), found \(value.described); it is ignored", at: value)
    }

    // MARK: - One schema's own keywords

    /// What the keywords of one schema say, its parts left out.
    private func own(_ place: Place) -> Facets {
        var facets = Facets()
        var hasItems = false
        for member in place.value.object?.members ?? [] {
            switch member.name {
            case "type": facets.types = types(member.value)
            case "const": facets.values = [member.value]
            case "enum" where place.value["const"] == nil: facets.values = values(member.value)
            case "nullable": facets.isNullable = member.value.bool == true
            case "not":
                facets.isNever = member.value.bool == true || member.value.object?.isEmpty == true
            case "properties": readProperties(place.child(member), into: &facets)
            case "required": readRequired(member.value, into: &facets)
            case "patternProperties": facets.patterns = place.child(member).members ?? []
            case "additionalProperties":
                facets.additional = additional(place.child(member))
            case "items", "prefixItems": hasItems = true
            case "oneOf", "anyOf":
                if let group = schemas(member.name, of: place), !group.isEmpty {
                    facets.groups.append(group)
                }
            default: break
            }
        }
        if hasItems { facets.items = items(of: place) }
        return facets
    }

    private static let typeNames: Set<String> = [
        "null", "boolean", "integer", "number", "string", "array", "object",
    ]

    /// Whether a text names a type of JSON Schema.
    package static func isType(_ name: String) -> Bool { typeNames.contains(name) }

    /// The names of `type`; nil when none of them is known.
    private func types(_ stated: JSONValue) -> [String]? {
        let names: [String] = (stated.array ?? [stated]).compactMap { value in
            if let name = value.string, Self.typeNames.contains(name) { return name }
            report(
                .warning, "schema-form",
                "'type' must name JSON types, found \(value.shown); it is ignored", at: value)
            return nil
        }
        return names.isEmpty ? nil : names
    }

    private func values(_ stated: JSONValue) -> [JSONValue]? {
        if stated.array == nil { reportForm(of: stated, must: "'enum' must be an array") }
        return stated.array
    }

    private func readProperties(_ properties: Place, into facets: inout Facets) {
        guard let members = properties.members else {
            return reportForm(of: properties.value, must: "'properties' must be an object")
        }
        for member in members { facets.set(Facets.Property(name: member.name, schema: member)) }
    }

    private func readRequired(_ required: JSONValue, into facets: inout Facets) {
        guard let names = required.array else {
            return reportForm(
                of: required, must: "'required' of a schema must be an array of names")
        }
        for name in names {
            if let name = name.string { facets.require(name) }
        }
    }

    private func additional(_ place: Place) -> Facets.Additional {
        switch place.value.kind {
        case .bool(let isAllowed): return isAllowed ? .anything : .forbidden
        case .object: return .schema(place)
        default:
            reportForm(
                of: place.value, must: "'additionalProperties' must be a schema or a boolean")
            return .unstated
        }
    }

    private func items(of place: Place) -> Facets.Items? {
        if let leading = place.elements(of: "prefixItems") {
            return .leading(leading, rest: Self.rest(place.member("items")))
        }
        guard let items = place.member("items") else { return nil }
        return items.elements.map {
            .leading($0, rest: Self.rest(place.member("additionalItems")))
        } ?? .every(items)
    }

    /// A schema for further elements, unless it allows none.
    private static func rest(_ place: Place?) -> Place? {
        place?.value.bool == false ? nil : place
    }
}

extension JSONValue {
    fileprivate var withoutAnnotations: JSONValue {
        guard let object else { return self }
        let prose: Set<String> = [
            "title", "description", "examples", "example", "$comment", "default",
        ]
        return .object(object.members.filter { !prose.contains($0.name) })
    }
}
