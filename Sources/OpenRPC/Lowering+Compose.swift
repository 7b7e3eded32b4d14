import Diagnostics
import WireJSON

// allOf: what all parts say together. Parts come before what stands beside them, so that a type's
// own members follow those of its base and win over them.

extension Lowering {
    private enum Step {
        case enter(Place, via: Place?)
        case absorb(Place)
        case leave(JSONPointer)
    }

    /// Adds what the schema at `place` says to `facets`, through references and `allOf`. Not by
    /// recursion: a chain of bases may be as long as the document.
    func compose(_ place: Place, into facets: inout Facets) {
        var steps = [Step.enter(place, via: nil)]
        var open: Set<JSONPointer> = []
        var closed: Set<JSONPointer> = []
        while let step = steps.popLast() {
            switch step {
            case .absorb(let place): absorb(place, into: &facets)
            case .leave(let pointer):
                open.remove(pointer)
                closed.insert(pointer)
            case .enter(let place, let origin):
                if open.contains(place.pointer) {
                    reportLoop(through: origin ?? place)
                } else if !closed.contains(place.pointer) {
                    open.insert(place.pointer)
                    steps.append(.leave(place.pointer))
                    steps += inner(of: place, into: &facets)
                }
            }
        }
    }

    /// What is to be done for one schema, the last first.
    private func inner(of place: Place, into facets: inout Facets) -> [Step] {
        switch place.value.kind {
        case .bool(let isAllowed):
            if !isAllowed { facets.isNever = true }
            return []
        case .object:
            if place.isReference {
                return follow(place, as: .schema).map { [.enter($0, via: place)] } ?? []
            }
            let parts = parts(of: place).reversed().map { Step.enter($0, via: $0) }
            return [.absorb(place)] + parts
        default:
            reportForm(of: place.value, must: "a schema must be an object or a boolean")
            return []
        }
    }

    private func reportLoop(through place: Place) {
        let reference = place.value["$ref"]
        reportLoop(reference?.string ?? place.pointer.fragment, at: (reference ?? place.value).span)
    }

    /// The elements of `allOf`.
    func parts(of place: Place) -> [Place] { schemas("allOf", of: place) ?? [] }

    /// The elements of a member that must be an array of schemas; nil when it is absent.
    func schemas(_ name: String, of place: Place) -> [Place]? {
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

    private func absorb(_ place: Place, into facets: inout Facets) {
        let schema = place.value
        if let types = types(of: place) { facets.restrict(to: types) }
        if let values = schema["enum"] {
            if let values = values.array {
                facets.restrict(to: values)
            } else {
                reportForm(of: values, must: "'enum' must be an array")
            }
        }
        if let constant = schema["const"] { facets.restrict(to: [constant]) }
        if schema["nullable"]?.bool == true { facets.isNullable = true }
        if schema["not"].map({ $0.bool == true || $0.object?.isEmpty == true }) == true {
            facets.isNever = true
        }
        absorbMembers(of: place, into: &facets)
        absorbItems(of: place, into: &facets)
        for keyword in ["oneOf", "anyOf"] {
            if let group = schemas(keyword, of: place), !group.isEmpty {
                facets.groups.append(group)
            }
        }
        if facets.isContradiction, facets.isVariant { facets.isNever = true }
        if facets.isContradiction, !facets.isVariant {
            report(
                .warning, "all-of-conflict",
                "the parts of this schema allow no common value; the first are used", at: schema)
        }
        facets.isContradiction = false
    }

    private static let typeNames: Set<String> = [
        "null", "boolean", "integer", "number", "string", "array", "object",
    ]

    /// The names of `type`; nil when it is absent or none of them is known.
    private func types(of place: Place) -> [String]? {
        guard let stated = place.value["type"] else { return nil }
        let names: [String] = (stated.array ?? [stated]).compactMap { value in
            if let name = value.string, Self.typeNames.contains(name) { return name }
            report(
                .warning, "schema-form",
                "'type' must name JSON types, found \(value.shown); it is ignored", at: value)
            return nil
        }
        return names.isEmpty ? nil : names
    }

    private func absorbMembers(of place: Place, into facets: inout Facets) {
        if let properties = place.member("properties") {
            if let members = properties.members {
                for member in members { absorbProperty(member, into: &facets) }
            } else {
                reportForm(of: properties.value, must: "'properties' must be an object")
            }
        }
        if let required = place.value["required"] {
            if let names = required.array {
                for name in names {
                    if let name = name.string { facets.require(name) }
                }
            } else {
                reportForm(of: required, must: "'required' of a schema must be an array of names")
            }
        }
        if let patterns = place.member("patternProperties")?.members { facets.patterns += patterns }
        guard let additional = place.member("additionalProperties") else { return }
        switch (additional.value.kind, facets.additional) {
        case (.bool(false), _): facets.additional = .forbidden
        case (.bool(true), .unstated): facets.additional = .anything
        case (.object, .unstated), (.object, .anything), (.object, .schema):
            facets.additional = .schema(additional)
        default: break
        }
    }

    private func absorbProperty(_ schema: Place, into facets: inout Facets) {
        let name = schema.name
        if !facets.isVariant, let earlier = facets.property(name)?.schema,
            conflicts(earlier, schema)
        {
            report(
                .warning, "property-conflict",
                "property '\(name)' has two different schemas in the parts of its type; this one"
                    + " is used", at: schema.value,
                notes: [Diagnostic.Note("the other one", at: sourceSpan(earlier.value.span))])
        }
        facets.set(Facets.Property(name: name, schema: schema))
    }

    /// Whether the later of two schemas says something else than the earlier, beyond prose, and
    /// more than picking constants from it.
    private func conflicts(_ earlier: Place, _ later: Place) -> Bool {
        if earlier.pointer == later.pointer { return false }
        let (before, after) = (earlier.value.withoutAnnotations, later.value.withoutAnnotations)
        if before == after { return false }
        let isPick = after["const"] != nil || after["enum"] != nil
        let isSameType =
            before["type"] == nil || after["type"] == nil || before["type"] == after["type"]
        return !(isPick && isSameType)
    }

    private func absorbItems(of place: Place, into facets: inout Facets) {
        if let leading = place.elements(of: "prefixItems") {
            facets.items = .leading(leading, rest: Self.rest(place.member("items")))
        } else if let items = place.member("items") {
            facets.items =
                items.elements.map {
                    .leading($0, rest: Self.rest(place.member("additionalItems")))
                }
                ?? .every(items)
        }
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
