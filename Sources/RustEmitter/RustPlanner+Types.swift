import CodeText
import ServiceModel
import WireJSON

extension RustPlanner {
    /// Names every type that an inbound method reaches, and gives it to the first group that does.
    mutating func nameTypes() {
        var order: [TypeID] = []
        for bundle in bundles {
            for method in bundle.methods {
                var types = method.parameters.map(\.type)
                if let whole = method.parameterObject { types.append(whole) }
                if case .result(let type) = method.outcome { types.append(type) }
                for type in types { reach(type, from: bundle.module, &order) }
            }
        }
        let own = bundles.map(\.handler.text) + RustNames.dispatch
        names = RustNames(
            .pascal, fallback: "Type",
            reserved: RustNames.types.union(RustNames.handlers).union(own))
        let wireNames = order.map { service[$0].name }
        let assigned = report(names.assign(wireNames), wireNames, what: "types", where: nil)
        for (id, name) in zip(order, assigned) { typeNames[id] = name }
    }

    private mutating func reach(
        _ type: TypeReference, from module: RustName, _ order: inout [TypeID]
    ) {
        var rest = [type]
        while let next = rest.popLast() {
            for id in next.names where modules[id] == nil {
                modules[id] = module
                order.append(id)
                rest += service[id].shape.types.reversed()
            }
        }
    }

    /// Plans every named type that is reached, in the order in which they were.
    mutating func planTypes() {
        let ids = typeNames.keys.sorted { $0.index < $1.index }
        let boxes = Recursion(service)
        for id in ids {
            guard let name = typeNames[id], let module = modules[id] else { continue }
            self.module = module
            mentions = []
            let definition = service[id]
            let shape = shape(of: id, boxes)
            items.append(
                RustCrate.TypeItem(
                    name: name, module: module,
                    documentation: documentation(
                        definition.description, isDeprecated: definition.isDeprecated),
                    shape: shape, mentions: mentions.subtracting([name])))
        }
    }

    /// Gives the names of their members to the types that are asked for them.
    mutating func tellMembers() {
        var asked: Set<RustName> = []
        for item in items {
            switch item.shape {
            case .union(let variants, nil): asked.formUnion(variants.compactMap(\.object))
            case .open: asked.insert(item.name)
            default: break
            }
        }
        for index in items.indices where asked.contains(items[index].name) {
            switch items[index].shape {
            case .object(let fields), .open(let fields, _):
                items[index].members = fields.map(\.wireName)
            default: break
            }
        }
    }

    private mutating func shape(of id: TypeID, _ boxes: Recursion) -> RustCrate.Shape {
        let definition = service[id]
        let hint = definition.name
        switch definition.shape {
        case .object(let shape): return object(shape, hint: hint, boxing: boxes.boxed(in: id))
        case .enumeration(let values):
            let texts = values.compactMap(\.string)
            guard texts.count == values.count else { return .alias(scalar(of: values)) }
            return .strings(constants(texts, definition))
        case .alias(.union(let types)):
            let variants = variants(types, hint: hint)
            if variants.count == 1 { return .alias(variants[0].type) }
            let tag = tag(of: types, variants)
            return .union(tagged(variants, types, by: tag), tag: tag)
        case .alias(let type):
            let source = self.type(type, hint: hint)
            return boxes.isEndless(id) ? .wrapper(source) : .alias(source)
        }
    }

    private mutating func constants(
        _ texts: [String], _ definition: TypeDefinition
    ) -> [RustCrate.Constant] {
        var names = RustNames(.pascal, fallback: "Value", reserved: ["Other"])
        let assigned = report(
            names.assign(texts), texts, what: "constants", where: definition.name)
        return zip(assigned, texts).map { name, text in
            let prose = definition.constantDescriptions[JSONName(text)]
            return RustCrate.Constant(
                name: name, text: text, documentation: prose.map(Source.documentation) ?? [])
        }
    }

    /// The type of constants that are not all texts.
    private func scalar(of values: [JSONValue]) -> Source<Rust> {
        let types = values.map { Self.constant($0) }
        guard let first = types.first, types.allSatisfy({ $0 == first }) else {
            return "serde_json::Value"
        }
        return first
    }

    static func constant(_ value: JSONValue) -> Source<Rust> {
        switch value.kind {
        case .null: "()"
        case .bool: "bool"
        case .string: "String"
        case .number(let number):
            number.int != nil ? "i64" : number.isInteger ? "serde_json::Value" : "f64"
        case .array, .object: "serde_json::Value"
        }
    }

    /// The type of a reference; `hint` names what has to be named on the way.
    mutating func type(
        _ type: TypeReference, hint: String, boxing: Set<TypeID> = []
    ) -> Source<Rust> {
        switch type {
        case .any, .never: return "serde_json::Value"
        case .null: return "()"
        case .boolean: return "bool"
        case .integer: return "i64"
        case .number: return "f64"
        case .string: return "String"
        case .constant(let value): return Self.constant(value)
        case .array(let element): return "Vec<\(self.type(element, hint: hint + "_item"))>"
        case .tuple: return "Vec<serde_json::Value>"
        case .map(let value):
            return "BTreeMap<String, \(self.type(value, hint: hint + "_value"))>"
        case .nullable(let inner):
            return "Option<\(self.type(inner, hint: hint, boxing: boxing))>"
        case .union(let types): return union(types, hint: hint)
        case .named(let id):
            guard let name = typeNames[id] else { return "serde_json::Value" }
            mentions.insert(name)
            return boxing.contains(id) ? "Box<\(Source.name(name))>" : .name(name)
        }
    }

    /// The type behind aliases.
    func resolved(_ type: TypeReference) -> TypeReference {
        var type = type
        var steps = 0
        while case .named(let id) = type, case .alias(let target) = service[id].shape,
            steps <= service.types.count
        {
            type = target
            steps += 1
        }
        return type
    }

    /// Whether null is a value of the type.
    func admitsNull(_ type: TypeReference) -> Bool {
        switch resolved(type) {
        case .any, .never, .null, .nullable: true
        case .constant(let value): value.isNull
        default: false
        }
    }

    /// The members of the object that a type is, through aliases and null.
    func object(behind type: TypeReference) -> ObjectShape? {
        switch resolved(type) {
        case .nullable(let inner): return object(behind: inner)
        case .named(let id):
            if case .object(let shape) = service[id].shape { return shape }
            return nil
        default: return nil
        }
    }

    /// What a document says of something, as lines of a comment.
    func documentation(
        _ text: String?, isDeprecated: Bool, more: [String] = []
    ) -> [Source<Rust>] {
        var paragraphs = text.map { [Source.documentation($0)] } ?? []
        if isDeprecated { paragraphs.append(["Deprecated."]) }
        paragraphs += more.map { Source.documentation($0) }
        var lines: [Source<Rust>] = []
        for paragraph in paragraphs where paragraph.contains(where: { !$0.isEmpty }) {
            if !lines.isEmpty { lines.append("") }
            lines += paragraph
        }
        while lines.last?.isEmpty ?? false { lines.removeLast() }
        while lines.first?.isEmpty ?? false { lines.removeFirst() }
        return lines
    }
}

extension RustNames {
    /// The names of the module that holds the handlers of all groups.
    static let dispatch = ["Dispatcher", "GlobalHandlers", "SessionHandlers", "Sessions"]
}

extension TypeReference {
    /// Every named type mentioned, in order.
    var names: [TypeID] {
        switch self {
        case .any, .never, .null, .boolean, .integer, .number, .string, .constant: []
        case .array(let inner), .map(let inner), .nullable(let inner): inner.names
        case .tuple: []
        case .union(let members): members.flatMap(\.names)
        case .named(let id): [id]
        }
    }
}

extension TypeDefinition.Shape {
    /// Every type that stands in it, in order.
    var types: [TypeReference] {
        switch self {
        case .alias(let type): return [type]
        case .enumeration: return []
        case .object(let shape):
            var types = shape.fields.map(\.type)
            if case .typed(let rest) = shape.additional { types.append(rest) }
            return types
        }
    }
}
