import WireJSON

extension ShapeWalk {
    /// Looks at a value that is to be an object of a kind, and no reference.
    mutating func examineObject(_ value: JSONValue, _ kind: Kind) {
        let shape = ObjectShape.of(kind, in: edition)
        guard let object = value.object else {
            if shape.mustBeObject {
                expect(false, value, "an object", hint: hint(for: value))
            }
            return
        }
        if examineStandIn(value, kind, shape) { return }
        var offered: Set<JSONName> = []
        for (name, part) in object.distinct {
            if let member = shape.member(name) {
                within(name) { $0.examine(part, as: member.form) }
            } else if shape.isClosed {
                examineStranger(name, of: value, kind, shape, &offered)
            }
        }
        for member in shape.members where member.isRequired && object[member.name] == nil {
            addMissing(member.name, of: value, kind)
        }
    }

    private func hint(for value: JSONValue) -> String? {
        let isResult = tokens.count == 3 && tokens[0] == "methods" && tokens[2] == "result"
        guard isResult, value.isNull, edition != .first else { return nil }
        return "leave 'result' out if the method is a notification"
    }

    /// What stands in an object's place and is none; the prose allows some of it.
    private mutating func examineStandIn(
        _ value: JSONValue, _ kind: Kind, _ shape: ObjectShape
    ) -> Bool {
        if kind == .method, edition == .first, value["$ref"]?.string != nil {
            add(
                .methodReference,
                "the meta-schema of 1.0 takes no reference for a method, and the prose does; "
                    + "write the method out where tools must validate it",
                value)
            return true
        }
        if kind == .contentDescriptor, edition == .third, isBeforeThree, value["oneOf"] != nil,
            value["name"] == nil, value["schema"] == nil
        {
            add(
                .oneOfObject,
                "the meta-schema takes no oneOf object for a content descriptor, and the prose "
                    + "before 1.3 does; write one descriptor with 'oneOf' in its schema",
                value)
            return true
        }
        let isWhole = !shape.isClosed && !shape.members.contains(where: \.isRequired)
        if value.isLoneReference, !isWhole {
            addUnknown("$ref", of: value, kind)
            return true
        }
        return false
    }

    private var isBeforeThree: Bool { release.map { $0 < Release(1, 3, 0) } ?? false }

    /// Looks at a member that the shape of its object does not have.
    private mutating func examineStranger(
        _ name: String, of value: JSONValue, _ kind: Kind, _ shape: ObjectShape,
        _ offered: inout Set<JSONName>
    ) {
        if shape.isExtensible, name.utf8.starts(with: "x-".utf8) { return }
        let span = value.nameSpan(of: name)
        if edition == .first, ObjectShape.isForgotten(name, of: kind) {
            add(
                .forgottenMember,
                "the meta-schema of 1.0 lacks '\(name)' in \(kind.noun), and the prose has it; "
                    + "keep it, or state a later version in 'openrpc'",
                value, at: span)
        } else if kind == .tag, JSONName.same(name, "summary") {
            add(
                .tagSummary,
                "the meta-schema lacks 'summary' in a tag, and the prose has it; say it in "
                    + "'description' where tools must validate it",
                value, at: span)
        } else {
            // No name is offered twice: the object would have it twice.
            let absent = shape.members.map(\.name).filter {
                value[$0] == nil && !offered.contains(JSONName($0))
            }
            let near = NearName.of(name, among: absent)
            if let near { offered.insert(JSONName(near)) }
            addUnknown(name, of: value, kind, near: near)
        }
    }

    private mutating func addUnknown(
        _ name: String, of value: JSONValue, _ kind: Kind, near: String? = nil
    ) {
        let span = value.nameSpan(of: name)
        let way =
            if JSONName.same(name, "$ref") {
                "write the object out, as no reference may stand there"
            } else if let near {
                "write '\(near)'"
            } else if ObjectShape.of(kind, in: edition).isExtensible {
                "remove it, or begin its name with 'x-'"
            } else {
                "remove it"
            }
        add(
            .unknownMember, "\(owner(kind)) may have no member '\(name)'; \(way)", value, at: span,
            fix: NearName.fix(name, near, at: span))
    }

    private mutating func addMissing(_ name: String, of value: JSONValue, _ kind: Kind) {
        let opening = JSONValue.Span(Int(value.span.lower), Int(value.span.lower) + 1)
        let isOld = release.map { $0 < Release(1, 3, 2) } ?? false
        switch (kind, name) {
        case (.example, "name"):
            add(
                .exampleName,
                "the meta-schema requires the name of an example, and the prose does not; give it "
                    + "one where tools must validate it",
                value, at: opening)
        case (.example, "value") where value["externalValue"] != nil:
            add(
                .externalValue,
                "the meta-schema requires 'value' in an example, and the prose lets "
                    + "'externalValue' stand for it; write the value where tools must validate it",
                value, at: opening)
        case (.pairing, _) where isOld:
            add(
                .pairingMember,
                "the meta-schema requires '\(name)' in an example pairing, and the prose before "
                    + "1.3.2 does not; add it where tools must validate it",
                value, at: opening)
        default:
            let way =
                switch (kind, name) {
                case (.method, "params"): "write '[]' for none"
                case (.method, "result"): "add it, or state 1.3.0 or later, where it may be absent"
                default: "add it"
                }
            add(.missingMember, "\(owner(kind)) must have '\(name)'; \(way)", value, at: opening)
        }
    }
}

extension JSONValue {
    /// Whether it is an object with a reference and nothing beside.
    fileprivate var isLoneReference: Bool {
        self["$ref"]?.string != nil && object?.distinct.count == 1
    }

    /// The bytes of the name of a member, the last of that name.
    func nameSpan(of name: String) -> Span {
        guard let object, let position = object.position(of: name) else { return span }
        return object.members[position].nameSpan
    }
}
