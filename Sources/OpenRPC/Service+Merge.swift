import ServiceModel
import WireJSON

// Generated documents repeat one schema in every method that uses it. Inline types of one name and
// one content are the same type, whatever they were reached by; the first stays.

extension Service {
    /// The service with equal inline types merged, recursive ones too. The first `components` types
    /// are the document's own and stay apart.
    func merged(components: Int) -> Service {
        let classes = types.classes(apart: components)
        var representatives: [Int: TypeID] = [:]
        var kept: [TypeDefinition] = []
        var replacements: [TypeID] = []
        for (index, definition) in types.enumerated() {
            if let known = representatives[classes[index]] {
                replacements.append(known)
                continue
            }
            let id = TypeID(kept.count)
            representatives[classes[index]] = id
            replacements.append(id)
            kept.append(definition)
        }
        if kept.count == types.count { return self }
        var service = self
        service.types = kept.map { $0.mapped { replacements[$0.index] } }
        service.methods = methods.map { $0.mapped { replacements[$0.index] } }
        return service
    }
}

extension [TypeDefinition] {
    /// A number for each definition, equal for equal ones: first by all but the types they mention,
    /// then by the classes of those, until nothing is told apart any more.
    fileprivate func classes(apart: Int) -> [Int] {
        var numbers: [JSONName: Int] = [:]
        var own: [Int] = []
        for (index, definition) in enumerated() {
            let outline = index < apart ? "\(index)" : definition.outline
            own.append(number(of: JSONName(outline), in: &numbers))
        }
        let mentioned = map { definition in
            var ids: [Int] = []
            definition.forEachName { ids.append($0.index) }
            return ids
        }
        var classes = own
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
    /// One text for all that a definition says, save where it stands, its own prose and which types
    /// it mentions.
    fileprivate var outline: String {
        var parts = [JSONValue.string(name).text(), "\(isDeprecated)"]
        func add(_ type: TypeReference) { parts.append(type.mapped { _ in TypeID(0) }.key) }
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

    fileprivate func mapped(_ replace: (TypeID) -> TypeID) -> TypeDefinition {
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
    fileprivate func mapped(_ replace: (TypeID) -> TypeID) -> Method {
        var method = self
        for index in parameters.indices {
            method.parameters[index].type = parameters[index].type.mapped(replace)
        }
        if case .result(let type) = outcome { method.outcome = .result(type.mapped(replace)) }
        for index in errors.indices {
            method.errors[index].data = errors[index].data?.mapped(replace)
        }
        return method
    }
}
