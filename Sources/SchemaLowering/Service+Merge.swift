package import ServiceModel
import WireJSON

// Generated documents repeat one schema in every method that uses it. Inline types of one content
// are the same type, whatever they were reached by, unless their titles say otherwise.

/// Where the name of a type comes from.
enum Origin {
    /// A key of `components.schemas`.
    case component
    /// A key of `definitions` or `$defs`.
    case key
    case title
    /// The way to it.
    case path

    /// Whether the document gave the type a name of its own.
    var isKey: Bool { self == .component || self == .key }
}

extension Lowering {
    /// A service of the finished types, without names that say nothing and without repetitions.
    package func simplified(_ service: Service) -> Service {
        let (lean, origins) = service.withoutNeedlessNames(drafts.map(\.origin))
        return lean.merged(origins)
    }
}

extension Service {
    /// The service with equal inline types merged, recursive ones too. Of those without a name the
    /// one that is nested the least stays, else the first. `origins` has one for each type.
    func merged(_ origins: [Origin]) -> Service {
        let classes = types.classes(origins)
        var groups: [Int: [Int]] = [:]
        for (index, number) in classes.enumerated() { groups[number, default: []].append(index) }
        var kept: [TypeDefinition] = []
        var replacements: [Int: TypeID] = [:]
        for (index, number) in classes.enumerated() {
            guard replacements[number] == nil, let group = groups[number] else { continue }
            replacements[number] = TypeID(kept.count)
            kept.append(types[representative(of: group, origins[index])])
        }
        return replacingTypes(with: kept) { .named(replacements[classes[$0.index]] ?? $0) }
    }

    private func representative(of group: [Int], _ origin: Origin) -> Int {
        guard case .path = origin else { return group[0] }
        return group.min { types[$0].depth < types[$1].depth } ?? group[0]
    }

    /// The service without definitions that only repeat what another type says: what a reference
    /// names in the middle of a schema needs no name where it is simple, and another name for
    /// `null` says only that there may be no value.
    func withoutNeedlessNames(_ origins: [Origin]) -> (Service, [Origin]) {
        let substitutes = types.indices.map { substitute(for: $0, origins) }
        var kept: [Int] = []
        var ids: [Int: TypeID] = [:]
        for index in types.indices where substitutes[index] == nil || origins[index].isKey {
            ids[index] = TypeID(kept.count)
            kept.append(index)
        }
        func renumbered(_ id: TypeID) -> TypeReference { .named(ids[id.index] ?? id) }
        let service = replacingTypes(with: kept.map { types[$0] }) { id in
            substitutes[id.index]?.mapped(renumbered) ?? renumbered(id)
        }
        return (service, kept.map { origins[$0] })
    }

    /// What may stand for a type wherever it is mentioned; nil when the type itself has to.
    private func substitute(for index: Int, _ origins: [Origin]) -> TypeReference? {
        if isNull(index) { return .null }
        if origins[index].isKey { return nil }
        var end = index
        while case .alias(.named(let next)) = types[end].shape {
            end = next.index
            if origins[end].isKey || end == index { break }
        }
        if !origins[end].isKey, case .alias(let type) = types[end].shape, isSimple(type, origins) {
            return type
        }
        return end == index ? nil : .named(TypeID(end))
    }

    /// Whether a type is another name for `null`.
    private func isNull(_ index: Int) -> Bool {
        var end = index
        while case .alias(.named(let next)) = types[end].shape, next.index != index {
            end = next.index
        }
        if case .alias(.null) = types[end].shape { return true }
        return false
    }

    /// Whether a type mentions no name that may be needless itself.
    private func isSimple(_ type: TypeReference, _ origins: [Origin]) -> Bool {
        switch type {
        case .any, .never, .null, .boolean, .integer, .number, .string, .constant: return true
        case .array(let inner), .map(let inner), .nullable(let inner):
            return isSimple(inner, origins)
        case .tuple, .union: return false
        case .named(let id):
            if case .alias = types[id.index].shape { return origins[id.index].isKey }
            return true
        }
    }

    private func replacingTypes(
        with types: [TypeDefinition], _ replace: (TypeID) -> TypeReference
    ) -> Service {
        var service = self
        service.types = types.map { $0.mapped(replace) }
        service.methods = methods.map { $0.mapped(replace) }
        return service
    }
}

extension [TypeDefinition] {
    /// A number for each definition, equal for equal ones: first by all but the types they mention,
    /// then by the classes of those, until nothing is told apart any more.
    fileprivate func classes(_ origins: [Origin]) -> [Int] {
        var numbers: [JSONName: Int] = [:]
        var classes: [Int] = []
        for (index, definition) in enumerated() {
            let outline =
                switch origins[index] {
                case .component: "\(index)"
                case .key, .title: JSONValue.string(definition.name).text() + definition.outline
                case .path: definition.outline
                }
            classes.append(number(of: JSONName(outline), in: &numbers))
        }
        let mentioned = map { definition in
            var ids: [Int] = []
            definition.forEachName { ids.append($0.index) }
            return ids
        }
        var count = numbers.count
        while true {
            var keys: [[Int]: Int] = [:]
            classes = indices.map { index in
                let key = [classes[index]] + mentioned[index].map { classes[$0] }
                return number(of: key, in: &keys)
            }
            if keys.count == count { return classes }
            count = keys.count
        }
    }

    private func number<Key: Hashable>(of key: Key, in numbers: inout [Key: Int]) -> Int {
        if let known = numbers[key] { return known }
        numbers[key] = numbers.count
        return numbers.count - 1
    }
}

extension TypeDefinition {
    /// How many steps lead to it.
    fileprivate var depth: Int { pointer.utf8.count { $0 == UInt8(ascii: "/") } }

    /// One text for all that a definition says, save its name and place, its own prose and which
    /// types it mentions.
    fileprivate var outline: String {
        var parts = ["\(isDeprecated)"]
        func add(_ type: TypeReference) { parts.append(type.outline) }
        switch shape {
        case .alias(let type):
            parts.append("alias")
            add(type)
        case .enumeration(let values):
            parts.append("enumeration")
            parts += values.map { $0.text(.canonical) }
        case .object(let object):
            parts.append("object")
            for field in object.fields {
                parts.append(JSONValue.string(field.wireName).text())
                add(field.type)
                parts += ["\(field.isRequired)", "\(field.isDeprecated)"]
                parts.append(field.description.map { JSONValue.string($0).text() } ?? "")
                parts.append(field.defaultValue?.text(.canonical) ?? "")
            }
            switch object.additional {
            case .unstated: parts.append("unstated")
            case .forbidden: parts.append("forbidden")
            case .typed(let type): add(type)
            }
            parts += object.patterns.map { JSONValue.string($0).text() }
        }
        return parts.joined(separator: " ")
    }

    fileprivate func forEachName(_ visit: (TypeID) -> Void) {
        switch shape {
        case .alias(let type): type.forEachName(visit)
        case .enumeration: break
        case .object(let object):
            for field in object.fields { field.type.forEachName(visit) }
            if case .typed(let type) = object.additional { type.forEachName(visit) }
        }
    }

    fileprivate func mapped(_ replace: (TypeID) -> TypeReference) -> TypeDefinition {
        var definition = self
        switch shape {
        case .alias(let type): definition.shape = .alias(type.mapped(replace))
        case .enumeration: break
        case .object(var object):
            for index in object.fields.indices {
                object.fields[index].type = object.fields[index].type.mapped(replace)
            }
            if case .typed(let type) = object.additional {
                object.additional = .typed(type.mapped(replace))
            }
            definition.shape = .object(object)
        }
        return definition
    }
}

extension Method {
    fileprivate func mapped(_ replace: (TypeID) -> TypeReference) -> Method {
        var method = self
        for index in parameters.indices {
            method.parameters[index].type = parameters[index].type.mapped(replace)
        }
        method.parameterObject = parameterObject?.mapped(replace)
        if case .result(let type) = outcome { method.outcome = .result(type.mapped(replace)) }
        for index in errors.indices {
            method.errors[index].data = errors[index].data?.mapped(replace)
        }
        return method
    }
}
