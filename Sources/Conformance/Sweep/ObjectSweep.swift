import WireJSON

/// What a sweep does to the components: every object among them is built from all its members and
/// from the required ones.
struct ObjectSweep {
    private let document: RawDocument
    private let service: String
    private var objects: [Object] = []

    private struct Object {
        var name: String
        var schema: RawNode
        var memberNames: [String]
        var full: SampleSlots.ID
        var required: SampleSlots.ID
    }

    init(_ document: RawDocument, _ service: String, _ slots: inout SampleSlots) {
        self.document = document
        self.service = service
        for (name, schema) in document.schemas {
            guard let names = document.memberNames(ofObject: schema) else { continue }
            let place = ["components", name]
            objects.append(
                Object(
                    name: name, schema: schema, memberNames: names,
                    full: slots.add(schema, .full, place: place),
                    required: slots.add(schema, .required, place: place)))
        }
    }

    func cases(_ slots: SampleSlots) -> [Case] {
        objects.flatMap { object in
            [
                made(object, "required-members", object.required, slots),
                made(object, "all-members", object.full, slots),
            ]
        }
    }

    private func made(
        _ object: Object, _ kind: String, _ id: SampleSlots.ID, _ slots: SampleSlots
    ) -> Case {
        let value = slots.value(id) ?? .null
        let words = kind.split(separator: "-").joined(separator: " ")
        var made = Case(
            id: "sweep/construct/\(Sweep.component(object.name))/\(kind)",
            title: "\(object.name) built from its \(words)",
            why: "the document declares the schema", requirements: ["G02", "G03", "G05"],
            service: service,
            task: .construct(
                Case.Construction(
                    memberNames: object.memberNames, members: value.object ?? JSONObject(),
                    encoded: document.kept(value, by: object.schema))))
        if case .none(let problem) = slots[id] {
            made.unsupported = "no valid sample found: \(problem)"
        }
        return made
    }
}

extension RawDocument {
    /// The declared members of a schema that is plainly an object: no reference to another, no
    /// union, `allOf` taken in; nil for any other.
    fileprivate func memberNames(ofObject schema: RawNode) -> [String]? {
        guard let facts = objectFacts(of: schema) else { return nil }
        let declared = facts.parts.flatMap { $0["properties"]?.members.map(\.name) ?? [] }
        // A name that is only required must be sendable all the same.
        return declared.isEmpty ? nil : facts.memberNames
    }

    /// The parts of a schema that is plainly an object; nil for any other.
    func objectFacts(of schema: RawNode) -> SchemaFacts? {
        guard schema.value["$ref"] == nil else { return nil }
        var facts = SchemaFacts()
        var waiting = [schema]
        while let next = waiting.popLast() {
            guard let node = try? resolved(next), node.value.object != nil,
                node.value["oneOf"] == nil, node.value["anyOf"] == nil,
                node.value["not"] == nil, node.value["if"] == nil
            else { return nil }
            if facts.parts.contains(where: { $0.pointer == node.pointer }) { continue }
            facts.parts.append(node)
            waiting += node["allOf"]?.elements.reversed() ?? []
        }
        let types = facts.types ?? [.object]
        guard facts.constants == nil, types.first == .object || types == [.null, .object],
            types.allSatisfy({ $0 == .object || $0 == .null })
        else { return nil }
        return facts
    }
}
