import JSONRPC
import WireJSON

/// How a method says what the store found: the thing itself, an envelope with it, its id, or just
/// that it went well; whatever the document's result schema lets it say.
struct MockStoreReply {
    let family: MockFamily
    let deed: Deed
    let method: MockMethod
    let root: JSONValue?

    /// The first lawful way to say it; nil when there is none.
    func outcome(
        _ effect: MockStore.Effect, sample: () -> JSONValue, accepts: (JSONValue) -> Bool
    ) -> Response.Outcome? {
        if !effect.isFound, deed != .exists {
            if deed == .delete, accepts(false) && !accepts(.null) { return .result(false) }
            if let error = declaredAbsence { return .error(error) }
            if deed == .get, accepts(.null) { return .result(.null) }
            return .error(
                ErrorObject(code: 404, message: "no such \(family.thing.last ?? "thing")"))
        }
        return candidates(effect, sample).first(where: accepts).map { .result($0) }
    }

    /// The declared error that says that nothing is there.
    private var declaredAbsence: ErrorObject? {
        method.errors.first { error in
            let words = NameWords.split(error.message)
            return error.code == 404 || words.contains("no") || words.contains("unknown")
                || words.contains("missing") || words.contains("absent")
                || words.contains("not")
                    && (words.contains("found") || words.contains("exist")
                        || words.contains("known"))
        }
    }

    private func candidates(_ effect: MockStore.Effect, _ sample: () -> JSONValue) -> [JSONValue] {
        let first = effect.entries.first
        let record = first.map { [$0.value] } ?? []
        let key = first.flatMap { $0.keys.count == 1 ? $0.keys : nil } ?? []
        let (strong, weak) = envelopes(effect, sample)
        let flag = JSONValue.bool(effect.isFound)
        switch deed {
        case .get: return strong + record
        case .list:
            let keys = effect.entries.compactMap { $0.keys.count == 1 ? $0.keys[0] : nil }
            return strong + [.array(effect.entries.map(\.value)), .array(keys)] + map(effect)
        case .exists: return [flag] + weak
        case .delete: return strong + weak + [flag, .null] + record + key
        case .create, .set, .update:
            return isOwn
                ? record : strong + (weak.isEmpty ? record : weak + record) + key + [true, .null]
        }
    }

    /// Whether the result is declared to be the thing itself.
    private var isOwn: Bool {
        guard let own = family.schema, let result = method.result?.value else { return false }
        return SchemaSampler.followed(own, in: root) == SchemaSampler.followed(result, in: root)
    }

    /// A map from ids to things.
    private func map(_ effect: MockStore.Effect) -> [JSONValue] {
        let members = effect.entries.compactMap { entry -> JSONObject.Member? in
            guard entry.keys.count == 1 else { return nil }
            return .init(entry.keys[0].string ?? entry.keys[0].text(), entry.value)
        }
        return members.count == effect.entries.count ? [.object(members)] : []
    }

    /// The sampled result with what is known laid into its members: with the thing or the list of
    /// them in it, or only with an id, a count or a word that it went well.
    private func envelopes(
        _ effect: MockStore.Effect, _ sample: () -> JSONValue
    ) -> (strong: [JSONValue], weak: [JSONValue]) {
        guard !isOwn, let result = method.result?.value else { return ([], []) }
        let properties = SchemaSampler.properties(of: result, in: root)
        guard !properties.isEmpty, var object = sample().object else { return ([], []) }
        var (isStrong, isWeak) = (false, false)
        for property in properties.members {
            let rest = family.rest(of: property.name)
            let schema = SchemaSampler.followed(property.value, in: root)
            if deed == .list, isList(property.value, schema, rest) {
                object[property.name] = .array(effect.entries.map(\.value))
                isStrong = true
            } else if deed != .list, let entry = effect.entries.first,
                property.value == family.schema || rest.isEmpty && MockFamily.isObject(schema, root)
            {
                object[property.name] = entry.value
                isStrong = true
            } else if schema["type"]?.string == "boolean", Self.flags.contains(rest) {
                object[property.name] = .bool(effect.isFound)
                isWeak = true
            } else if deed == .list, ["total", "count", "size"].contains(rest) {
                object[property.name] = .number(effect.entries.count)
            } else if let place = family.keys.firstIndex(of: rest),
                let entry = effect.entries.first,
                deed != .list
            {
                object[property.name] = entry.keys[place]
                isWeak = true
            }
        }
        let made = JSONValue(.object(object))
        return (isStrong ? [made] : [], isWeak && !isStrong ? [made] : [])
    }

    private func isList(_ written: JSONValue, _ schema: JSONValue, _ rest: String) -> Bool {
        guard let items = schema["items"] else { return false }
        return items == family.schema || rest.isEmpty
            || ["items", "results", "data", "list", "entries", "records"].contains(rest)
    }

    private static let flags = [
        "ok", "success", "successful", "deleted", "removed", "created", "updated", "saved",
        "exists", "exist", "found", "result", "done",
    ]
}
