import CodeText
import Diagnostics
import ServiceModel
import WireJSON

extension PythonPlanner {
    /// A class for each object type, in the order of the service.
    mutating func planClasses() -> [PythonClient.DataClass] {
        var classes: [PythonClient.DataClass] = []
        for (definition, name) in zip(service.types, typeNames) {
            guard case .object(let shape) = definition.shape else { continue }
            classes.append(planClass(definition, shape, name: name))
        }
        if !classes.isEmpty { uses.insert(.dataclass) }
        return classes
    }

    private mutating func planClass(
        _ definition: TypeDefinition, _ shape: ObjectShape, name: PythonName
    ) -> PythonClient.DataClass {
        let members = distinct(shape.fields, of: definition.name)
        var types = members.map(\.type)
        if case .typed(let type) = shape.additional { types.append(type) }
        let mentioned = Set(types.flatMap { mentions($0) }.map { typeNames[$0.index].text })
        let wireNames = members.map(\.wireName)
        // A dataclass's own `__init__` calls the default of `x` by `_dflt_x` before Python 3.13.
        let defaults = wireNames.map { "_dflt_" + $0 }
        var names = PythonNames(
            .member, fallback: "field",
            reserved: PythonNames.fields.union(mentioned).union(defaults))
        let fieldNames = report(
            names.assign(wireNames), wireNames, what: "fields", where: definition.name)
        var fields = zip(members, fieldNames).map { member, name in planField(member, name: name) }
        if case .typed(let type) = shape.additional {
            fields.append(planAdditional(type, name: names.add("additional_properties")))
        }
        if fields.contains(where: \.isSpelledOut) { uses.insert(.field) }
        var isClosed = false
        if case .forbidden = shape.additional { isClosed = true }
        return PythonClient.DataClass(
            name: name, description: definition.description,
            isDeprecated: definition.isDeprecated,
            fields: fields.filter { $0.presence == .required }
                + fields.filter { $0.presence != .required },
            isClosed: isClosed, names: PythonPattern.source(anyOf: shape.patterns))
    }

    private mutating func planField(_ field: Field, name: PythonName) -> PythonClient.DataField {
        let type = self.type(field.type)
        let presence: PythonClient.Presence =
            if field.isRequired {
                .required
            } else {
                switch resolved(field.type) {
                case .array, .tuple: .emptyList
                case .map: .emptyDict
                default: .none
                }
            }
        return PythonClient.DataField(
            name: name, wireName: field.wireName,
            description: remark(
                field.description, isDeprecated: field.isDeprecated, default: field.defaultValue),
            annotation: presence == .none
                ? type.alternatives.optional.annotation : type.annotation,
            codec: type.codec, presence: presence)
    }

    /// What is said about a member or an argument. Its default is the service's to apply: a caller
    /// only reads of it.
    func remark(
        _ description: String?, isDeprecated: Bool, default value: JSONValue?
    ) -> String? {
        let text = value?.text()
        let told = text.flatMap { $0.utf8.count <= 60 ? "Default: \($0)." : nil }
        let remarks = [isDeprecated ? "Deprecated." : nil, told].compactMap(\.self)
        if remarks.isEmpty { return description }
        return ([description].compactMap(\.self) + remarks).joined(separator: " ")
    }

    private mutating func planAdditional(
        _ type: TypeReference, name: PythonName
    ) -> PythonClient.DataField {
        let type = self.type(.map(type))
        return PythonClient.DataField(
            name: name, wireName: nil, description: nil, annotation: type.annotation,
            codec: type.codec, presence: .emptyDict)
    }

    /// The fields without those whose name an earlier one has.
    private mutating func distinct(_ fields: [Field], of owner: String) -> [Field] {
        // By bytes: a composed and a decomposed letter are two names on the wire.
        var seen: Set<[UInt8]> = []
        return fields.filter { field in
            if seen.insert(Array(field.wireName.utf8)).inserted { return true }
            diagnostics.append(
                Diagnostic(
                    .warning, rule: "python.repeated-field",
                    "'\(owner)' has the member '\(field.wireName)' twice; the second is left out"))
            return false
        }
    }

    /// The named types that an annotation of the type holds.
    func mentions(_ type: TypeReference) -> [TypeID] {
        switch type {
        case .array(let inner), .map(let inner), .nullable(let inner): mentions(inner)
        case .union(let variants): variants.flatMap { mentions($0) }
        case .named(let id): [id]
        case .any, .never, .null, .boolean, .integer, .number, .string, .constant, .tuple: []
        }
    }
}

extension PythonClient.DataField {
    /// Whether the name and the annotation do not say it all.
    var isSpelledOut: Bool {
        wireName != name.text || presence == .emptyList || presence == .emptyDict
    }
}

extension PythonPlanner {
    /// The aliases and enumerations, each after those it names where that is possible; names that
    /// come later are quoted.
    mutating func planAliases() -> [PythonClient.Alias] {
        var aliases: [PythonClient.Alias] = []
        var waiting = Set(
            service.types.indices.map { TypeID($0) }.filter { !isObject($0) })
        var visited: Set<TypeID> = []
        func visit(_ id: TypeID, _ planner: inout PythonPlanner) {
            guard waiting.contains(id), visited.insert(id).inserted else { return }
            for other in planner.mentionedByAlias(id) { visit(other, &planner) }
            aliases.append(planner.planAlias(id, quoted: waiting))
            waiting.remove(id)
        }
        for index in service.types.indices { visit(TypeID(index), &self) }
        return aliases
    }

    private func isObject(_ id: TypeID) -> Bool {
        if case .object = service[id].shape { true } else { false }
    }

    private func mentionedByAlias(_ id: TypeID) -> [TypeID] {
        if case .alias(let target) = service[id].shape { mentions(target) } else { [] }
    }

    private mutating func planAlias(
        _ id: TypeID, quoted: Set<TypeID>
    ) -> PythonClient.Alias {
        let definition = service[id]
        let type =
            switch definition.shape {
            case .enumeration(let values): constants(values)
            case .alias(let target) where !hollow.contains(id): self.type(target, quoted: quoted)
            case .alias, .object: self.type(.any)
            }
        return PythonClient.Alias(
            name: typeNames[id.index], description: definition.description,
            annotation: definable(type.annotation), codec: type.codec)
    }

    /// The annotation as an expression that defines an alias: `None` and a quoted name alone would
    /// be values, not types.
    private func definable(_ annotation: Source<Python>) -> Source<Python> {
        guard annotation == "None" || annotation.text.hasPrefix("\"") else { return annotation }
        return "Union[\(annotation)]"
    }
}
