import WireJSON

extension ShapeWalk {
    /// Looks at a value that is to be an object of a kind or a Reference Object, and not both.
    mutating func examineReference(_ value: JSONValue, _ kind: Kind) {
        guard let reference = value["$ref"] else { return examineObject(value, kind) }
        let isAlone = value.object?.distinct.count == 1
        if !ObjectShape.of(kind, in: edition).isClosed, !(isAlone && reference.string != nil) {
            // An open object may have a member '$ref', if it has all that it needs besides.
            let count = flaws.count
            examineObject(value, kind)
            if flaws.count == count { return }
            keep(count)
        }
        addReference(reference, in: value, isAlone: isAlone)
    }

    /// Looks at a value that is to be an object of a kind, a Reference Object or a oneOf object,
    /// which 1.0 had.
    mutating func examineChoice(_ value: JSONValue, _ kind: Kind) {
        guard value["$ref"] == nil, value["oneOf"] != nil, let object = value.object else {
            return examineReference(value, kind)
        }
        for (name, part) in object.distinct {
            if JSONName.same(name, "oneOf") {
                within(name) { $0.examine(part, as: .list(.choice(.contentDescriptor))) }
            } else {
                add(
                    .unknownMember,
                    "a oneOf object may have no member but 'oneOf', found '\(name)'; remove it",
                    value, at: value.nameSpan(of: name))
            }
        }
    }

    private mutating func addReference(
        _ reference: JSONValue, in value: JSONValue, isAlone: Bool
    ) {
        if reference.string == nil {
            within("$ref") { $0.expect(false, reference, "a string") }
        }
        guard !isAlone, let object = value.object,
            let sibling = object.distinct.first(where: { !JSONName.same($0.name, "$ref") })
        else { return }
        add(
            .referenceSiblings,
            "the meta-schema takes nothing beside '$ref', and the prose ignores it, found "
                + "'\(sibling.name)'; move it to what the reference names",
            value, at: value.nameSpan(of: sibling.name))
    }
}
