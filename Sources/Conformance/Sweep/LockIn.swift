import WireJSON

/// What a generator of Python clients is locked in to, whoever wrote it: its classes, fields,
/// defaults, typed results, escaped names, and the interface beside the client. All of it is
/// derived from the raw document, and none of it needs the package to describe itself.
package struct LockIn: Sendable {
    private let document: RawDocument
    private let service: String
    private let objects: [Object]

    /// An object among the components.
    private struct Object {
        var name: String
        var members: [JSONValue]
    }

    /// The suite of one document, under the name that reports give it.
    package init(_ document: RawDocument, service: String) {
        self.document = document
        self.service = service
        objects = document.schemas.compactMap { name, schema in
            guard schema.value["$ref"] == nil, let facts = document.objectFacts(of: schema),
                !facts.memberNames.isEmpty
            else { return nil }
            return Object(name: name, members: document.members(of: facts))
        }
    }

    /// What is examined of any document's package.
    package static var examinations: [Case] {
        LockIn(RawDocument(.object([])), service: "").examinations
    }

    /// The examinations, then calls taken from those of the sweep, under ids of their own.
    package func cases(sweep: [Case]) -> [Case] {
        let calls = Dictionary(sweep.map { ($0.id, $0) }) { first, _ in first }
        return examinations
            + document.methods.flatMap { method in
                let name = Sweep.component(method.name)
                guard let call = calls["sweep/\(name)/all-params"] else { return [Case]() }
                return families(of: method).map { $0.taken(from: call, named: name) }
            }
    }

    private var examinations: [Case] {
        [
            examination(
                "imports", "every module imports with warnings as errors", ["G01"],
                "a package that does not import serves nobody", facts: nil),
            examination(
                "dataclasses", "one dataclass for each object of components.schemas",
                ["G05", "G11"], "callers import the classes by the names of the document"),
            examination(
                "required-first", "required fields come first, and are those of the document",
                ["G02"], "a required field after an optional one is a TypeError at import"),
            examination(
                "defaults", "what is optional is Optional and None, or a fresh list", ["G03"],
                "a missing default forces callers to spell out what the document leaves open"),
            examination(
                "reserved-words", "reserved words are escaped with an underscore", ["G04"],
                "a caller must guess the name where another rule is used"),
            examination(
                "interface", "the interface says SERVICE and SUMMARY and what the client takes",
                ["G15"], "a model reads the interface in place of the client"),
        ]
    }

    private func examination(
        _ name: String, _ title: String, _ requirements: [String], _ why: String
    ) -> Case {
        examination(name, title, requirements, why, facts: facts)
    }

    private func examination(
        _ name: String, _ title: String, _ requirements: [String], _ why: String,
        facts: JSONValue?
    ) -> Case {
        var made = Case(
            id: "lock-in/\(name)", title: title, why: why, requirements: requirements,
            service: service, task: .examine(facts == nil ? name : "lock-in/\(name)"))
        made.facts = facts
        return made
    }

    /// What the driver is told of the document.
    private var facts: JSONValue {
        [
            "schemas": .array(
                objects.map { ["name": .string($0.name), "members": .array($0.members)] }),
            "methods": .array(
                document.methods.map { method in
                    [
                        "wire": .string(method.name),
                        "params": .array(method.parameters.map { .string($0.name) }),
                    ]
                }),
        ]
    }
}

extension LockIn {
    /// Calls that lock one thing in.
    private enum Family: String {
        case typedResult = "typed-result"
        case wrappedElements = "wrapped-elements"
        case wireNames = "wire-names"

        var requirements: [String] { self == .wireNames ? ["G04", "G05"] : ["G11"] }

        var why: String {
            switch self {
            case .typedResult: "a caller of a get wants its class, not a dict"
            case .wrappedElements: "a list of dicts has none of the fields that were promised"
            case .wireNames: "the service knows the document's names alone"
            }
        }

        func taken(from call: Case, named name: String) -> Case {
            var taken = call
            taken.id = "lock-in/\(rawValue)/\(name)"
            taken.why = why
            taken.requirements = requirements
            // The one way in that every such client has: its first argument.
            taken.ways = [Way(.sync, over: .unix)]
            return taken
        }
    }

    private func families(of method: RawMethod) -> [Family] {
        var families: [Family] = []
        if case .result(let schema) = method.outcome {
            if document.isReferencedObject(schema) { families.append(.typedResult) }
            if let array = try? document.resolved(schema), array.types == [.array],
                let items = array["items"], document.isReferencedObject(items)
            {
                families.append(.wrappedElements)
            }
        }
        let isReserved = method.parameters.contains { parameter in
            Self.reserved.contains(parameter.name) || hasReservedMember(parameter.schema)
        }
        return isReserved ? families + [.wireNames] : families
    }

    private func hasReservedMember(_ schema: RawNode) -> Bool {
        guard let node = try? document.resolved(schema) else { return false }
        return document.objectFacts(of: node)?.memberNames.contains(where: Self.reserved.contains)
            ?? false
    }

    /// The keywords of Python 3.9 to 3.13.
    private static let reserved: Set<String> = [
        "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class",
        "continue", "def", "del", "elif", "else", "except", "finally", "for", "from", "global",
        "if", "import", "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return",
        "try", "while", "with", "yield",
    ]
}

extension RawDocument {
    /// Each declared member: its name, whether it is required, and whether it is plainly a list.
    fileprivate func members(of facts: SchemaFacts) -> [JSONValue] {
        let required = Set(facts.parts.flatMap(\.requiredNames))
        return facts.memberNames.map { name in
            let schemas = facts.schemas(forMember: name) ?? []
            let isList = schemas.count == 1 && schemas[0].types == [.array]
            return [
                "wire": .string(name), "required": .bool(required.contains(name)),
                "list": .bool(isList),
            ]
        }
    }

    /// Whether a schema is a reference to an object, or to one or null.
    fileprivate func isReferencedObject(_ schema: RawNode) -> Bool {
        let branches = (schema["oneOf"] ?? schema["anyOf"])?.elements ?? [schema]
        let others = branches.filter { $0.types != [.null] }
        guard others.count == 1, others[0].value["$ref"] != nil,
            let node = try? resolved(others[0])
        else { return false }
        return objectFacts(of: node)?.memberNames.isEmpty == false
    }
}
