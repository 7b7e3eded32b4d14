import WireJSON

/// A thing as a caller describes it, on its way into the store.
struct MockDraft {
    private let family: MockFamily
    private(set) var value: JSONValue
    /// Nil for a key that nobody has given.
    var keys: [JSONValue?]

    /// Lays a call's arguments over what is there already.
    init(_ call: MockCall, of family: MockFamily, over base: JSONValue) {
        self.family = family
        keys = family.keys.map { _ in nil }
        value = base
        let own = call.arguments.members.filter {
            family.keys.firstIndex(of: family.rest(of: $0.name)) == nil || $0.value.object != nil
        }
        if family.properties.isEmpty, own.count == 1, own[0].value.object == nil {
            // A value of any kind under a key.
            value = own[0].value
        }
        for member in call.arguments.members { take(member) }
    }

    private mutating func take(_ member: JSONObject.Member) {
        let rest = family.rest(of: member.name)
        if let object = member.value.object, isWhole(member.name, rest) {
            for part in object.members { set(part.name, part.value) }
            return
        }
        if let place = family.keys.firstIndex(of: rest) {
            keys[place] = member.value
            show(place)
            return
        }
        let name =
            family.properties[member.name] != nil
            ? member.name : family.properties.names.first { family.rest(of: $0) == rest }
        if let name { set(name, member.value) }
    }

    /// Whether an argument is the thing and not one of its members.
    private func isWhole(_ name: String, _ rest: String) -> Bool {
        if family.properties[name] != nil { return false }
        let words = [
            "", "data", "input", "body", "item", "object", "record", "value", "fields", "params",
            "patch", "changes", "attributes", "payload", "entity", "request", "spec", "content",
        ]
        return words.contains(rest)
    }

    private mutating func set(_ name: String, _ part: JSONValue) {
        var object = value.object ?? JSONObject()
        object[name] = part
        value = JSONValue(.object(object))
        if let place = family.keyMembers.firstIndex(where: { $0.map { $0 == name } ?? false }) {
            keys[place] = part
        }
    }

    /// Writes a key into the member that holds it.
    mutating func show(_ place: Int) {
        guard let name = family.keyMembers[place], let key = keys[place] else { return }
        set(name, key)
    }

    /// Takes over what an example says came of it: the thing itself, or its id.
    mutating func take(_ result: JSONValue) {
        if let object = result.object {
            for part in object.members where family.properties[part.name] != nil {
                set(part.name, part.value)
            }
        } else if keys.count == 1, keys[0] == nil, result.number != nil || result.string != nil {
            keys[0] = result
            show(0)
        }
    }
}

extension MockFamily {
    /// What a call names a thing by; nil when it does not.
    func keys(of call: MockCall) -> [JSONValue]? {
        let named = keys.map { key in
            call.arguments.members.first { rest(of: $0.name) == key && $0.value.object == nil }?
                .value
        }
        if !named.contains(where: { $0 == nil }) { return named.compactMap { $0 } }
        // Whatever it is called, one plain argument for one key is the key.
        let plain = call.arguments.members.filter { $0.value.object == nil }
        if keys.count == 1, plain.count == 1 { return [plain[0].value] }
        // Or it stands in the thing.
        let draft = MockDraft(call, of: self, over: [:])
        return draft.keys.contains { $0 == nil } ? nil : draft.keys.compactMap { $0 }
    }

    /// The things that a call asks for: those whose members equal its arguments of the same names,
    /// from `offset` on, at most `limit`.
    func selected(_ all: [MockStore.Entry], by call: MockCall) -> [MockStore.Entry] {
        let wanted = call.arguments.members.filter {
            properties[$0.name] != nil && $0.value.object == nil && $0.value.array == nil
        }
        let fitting = all.filter { entry in
            wanted.allSatisfy { entry.value[$0.name]?.equals($0.value, numbers: .value) ?? false }
        }
        let count = { (names: [String]) in
            names.lazy.compactMap { call.arguments[$0]?.int }.first
        }
        let start = max(0, count(["offset", "skip", "start"]) ?? 0)
        let most = max(
            0, count(["limit", "count", "max", "pageSize", "page_size", "size"]) ?? .max)
        return Array(fitting.dropFirst(start).prefix(most))
    }
}
