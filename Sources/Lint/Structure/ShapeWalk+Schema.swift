import WireJSON

extension ShapeWalk {
    /// Looks at a value that is to be a schema of draft-07. What stands beside `$ref` is ignored
    /// by a validator and examined by the meta-schema all the same.
    mutating func examineSchema(_ value: JSONValue) {
        guard let object = value.object else {
            return expect(
                value.bool != nil, value, "a schema: an object or a boolean", .schemaKeyword,
                hint: "write an object, or 'true' for any value")
        }
        for (name, part) in object.distinct {
            guard let keyword = Form.Keyword.all[JSONName(name)] else { continue }
            within(name) { $0.examine(part, as: keyword) }
        }
    }

    /// Looks at the value of a keyword.
    mutating func examine(_ value: JSONValue, as keyword: Form.Keyword) {
        switch keyword {
        case .text: expectKeyword(value.string != nil, value, "a string")
        case .flag: expectKeyword(value.bool != nil, value, "a boolean")
        case .number:
            let hint = value.bool == nil ? nil : "write the limit itself there, as draft-07 has it"
            expectKeyword(value.number != nil, value, "a number", hint: hint)
        case .array: expectKeyword(value.array != nil, value, "an array")
        case .divisor: examineDivisor(value)
        case .limit: examineLimit(value)
        case .names: examineNames(value)
        case .types: examineTypes(value)
        case .schema: examineSchema(value)
        case .schemas: examineSchemas(value)
        case .schemaOrSchemas:
            if value.array == nil { examineSchema(value) } else { examineSchemas(value) }
        case .namedSchemas: examineMembers(value) { walk, part in walk.examineSchema(part) }
        case .dependencies:
            examineMembers(value) { walk, part in
                if part.array == nil { walk.examineSchema(part) } else { walk.examineNames(part) }
            }
        }
    }

    private mutating func examineDivisor(_ value: JSONValue) {
        guard let number = value.number else { return expectKeyword(false, value, "a number") }
        let decimal = JSONDecimal(number)
        if decimal.isNegative || decimal.digits.isEmpty { addLimit(value, "above 0") }
    }

    private mutating func examineLimit(_ value: JSONValue) {
        guard let number = value.number, value.isInteger else {
            return expectKeyword(false, value, "an integer")
        }
        if JSONDecimal(number).isNegative { addLimit(value, "0 or more") }
    }

    private mutating func addLimit(_ value: JSONValue, _ bound: String) {
        add(
            .schemaLimit,
            "\(whole(value)) must be \(bound), found \(value.text()); write such a number or "
                + "remove it",
            value)
    }

    private mutating func examineNames(_ value: JSONValue) {
        guard let names = value.array else {
            let hint =
                value.bool == nil ? nil : "list the names in 'required' of the object around it"
            return expectKeyword(false, value, "an array of names", hint: hint)
        }
        for (index, name) in names.enumerated() where name.string == nil {
            within(index) { $0.expectKeyword(false, name, "a string") }
        }
        examineUnique(names, in: value)
    }

    private mutating func examineTypes(_ value: JSONValue) {
        if let types = value.array {
            if types.isEmpty { addEmpty(value, "type") }
            for (index, type) in types.enumerated() {
                within(index) { $0.examineType(type, isOneOfMany: true) }
            }
            examineUnique(types, in: value)
        } else {
            examineType(value)
        }
    }

    private static let types = [
        "array", "boolean", "integer", "null", "number", "object", "string",
    ]

    private mutating func examineType(_ value: JSONValue, isOneOfMany: Bool = false) {
        guard let type = value.string else {
            return expectKeyword(false, value, "the name of a type")
        }
        if Self.types.contains(where: { JSONName.same($0, type) }) { return }
        let near = NearName.type(type) ?? NearName.of(type, among: Self.types)
        // Among others, the right name may stand there already.
        let fix = isOneOfMany ? nil : NearName.fix(type, near, at: value.span)
        add(
            .schemaType,
            "\(whole(value)) must be one of the seven types of JSON Schema, found '\(type)'; "
                + (near.map { "write '\($0)'" } ?? "write one of them, or remove it for any type"),
            value, fix: fix)
    }

    private mutating func examineSchemas(_ value: JSONValue) {
        guard let schemas = value.array else {
            return expectKeyword(false, value, "an array of schemas")
        }
        if schemas.isEmpty { addEmpty(value, "schema") }
        for (index, schema) in schemas.enumerated() {
            within(index) { $0.examineSchema(schema) }
        }
    }

    private mutating func examineMembers(
        _ value: JSONValue, _ look: (inout ShapeWalk, JSONValue) -> Void
    ) {
        guard let object = value.object else { return expectKeyword(false, value, "an object") }
        for (name, part) in object.distinct { within(name) { look(&$0, part) } }
    }

    /// Finds what stands twice in an array; `1` and `1.0` are the same.
    private mutating func examineUnique(_ elements: [JSONValue], in value: JSONValue) {
        var seen: Set<JSONName> = []
        let twice = elements.first { !seen.insert(JSONName($0.text(.canonical))).inserted }
        guard let twice else { return }
        let what = twice.string.map { "'\($0)'" } ?? twice.typePhrase
        add(
            .schemaList, "\(whole(value)) may have nothing twice, found \(what) again; remove one",
            value, at: twice.span)
    }

    private mutating func addEmpty(_ value: JSONValue, _ what: String) {
        add(
            .schemaList,
            "\(whole(value)) must have at least one \(what); add one or remove the keyword", value)
    }

    private mutating func expectKeyword(
        _ holds: Bool, _ value: JSONValue, _ what: String, hint: String? = nil
    ) {
        expect(holds, value, what, .schemaKeyword, hint: hint)
    }
}
