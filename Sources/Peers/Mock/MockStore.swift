import JSONRPC
import Synchronization
import WireJSON

/// What families of methods remember of the calls so far.
///
/// A family begins to remember with the first thing put into it (`create`, `set` and their like);
/// until then, and wherever the store has no lawful answer, its methods are answered as if there
/// were no store. Ids that the store gives are numbered, so that the same calls in the same order
/// get the same replies, byte for byte, in every run.
final class MockStore: Sendable {
    private let root: JSONValue?
    private let seed: UInt64
    private let families: [MockFamily]
    private let places: [JSONName: Int]
    private let shelves: Mutex<[Shelf]>

    /// One thing with what tells it from the others.
    struct Entry: Sendable {
        var keys: [JSONValue]
        var value: JSONValue
    }

    /// What a call found, or did.
    struct Effect: Sendable {
        /// What was put, changed, got or deleted; several for a list; none where nothing was found.
        var entries: [Entry]
        var isFound: Bool
    }

    /// The things of one family in the order in which they came.
    private struct Shelf: Sendable {
        var isOpen = false
        var entries: [Int: Entry] = [:]
        var places: [String: Int] = [:]
        var next = 0
        /// How many ids were made.
        var made = 0

        /// More than these are not kept; the oldest give way.
        static let room = 10_000

        mutating func put(_ entry: Entry) {
            isOpen = true
            let name = JSONValue.array(entry.keys).text(.canonical)
            let place = places[name] ?? next
            if place == next { next += 1 }
            places[name] = place
            entries[place] = entry
            while entries.count > Self.room, let oldest = entries.keys.min(),
                let entry = entries.removeValue(forKey: oldest)
            {
                places[JSONValue.array(entry.keys).text(.canonical)] = nil
            }
        }

        func find(_ keys: [JSONValue]) -> Entry? {
            places[JSONValue.array(keys).text(.canonical)].flatMap { entries[$0] }
        }

        mutating func remove(_ keys: [JSONValue]) -> Entry? {
            places.removeValue(forKey: JSONValue.array(keys).text(.canonical))
                .flatMap { entries.removeValue(forKey: $0) }
        }
    }

    /// Nil for a document without a family.
    init?(_ methods: [MockMethod], root: JSONValue?, seed: UInt64) {
        families = MockFamily.all(in: methods, root: root)
        guard !families.isEmpty else { return nil }
        self.root = root
        self.seed = seed
        var places: [JSONName: Int] = [:]
        for (index, family) in families.enumerated() {
            for name in family.deeds.keys { places[name] = index }
        }
        self.places = places
        shelves = Mutex(families.map { _ in Shelf() })
    }

    /// What the store says to a call; nil when it has nothing to say. Only what the result schema
    /// accepts is said.
    func outcome(
        of call: MockCall, sample: () -> JSONValue, accepts: (JSONValue) -> Bool
    ) -> Response.Outcome? {
        guard let index = places[call.method.name],
            let deed = families[index].deeds[call.method.name],
            let effect = perform(deed, call, in: index)
        else { return nil }
        let reply = MockStoreReply(
            family: families[index], deed: deed, method: call.method, root: root)
        return reply.outcome(effect, sample: sample, accepts: accepts)
    }

    /// Takes note of a call that an example pairing answers: what it put is there afterwards, under
    /// the id that the example gives it.
    func note(_ call: MockCall, answeredBy outcome: Response.Outcome) {
        guard case .result(let result) = outcome, let index = places[call.method.name],
            let deed = families[index].deeds[call.method.name]
        else { return }
        _ = perform(deed, call, in: index, given: result)
    }

    private func perform(
        _ deed: Deed, _ call: MockCall, in index: Int, given result: JSONValue? = nil
    ) -> Effect? {
        let family = families[index]
        return shelves.withLock { shelves in
            if deed.puts {
                var draft = draft(of: call, in: family)
                if let result { draft.take(result) }
                complete(&draft, in: family, index, &shelves[index])
                let entry = Entry(keys: draft.keys.map { $0 ?? .null }, value: draft.value)
                shelves[index].put(entry)
                return Effect(entries: [entry], isFound: true)
            }
            guard shelves[index].isOpen else { return nil }
            if deed == .list {
                let all = shelves[index].entries.sorted { $0.key < $1.key }.map(\.value)
                return Effect(entries: family.selected(all, by: call), isFound: true)
            }
            guard let keys = family.keys(of: call) else { return nil }
            var found = deed == .delete ? shelves[index].remove(keys) : shelves[index].find(keys)
            if deed == .update, let old = found {
                var draft = draft(of: call, in: family, over: old.value)
                draft.keys = keys
                found = Entry(keys: keys, value: draft.value)
                if let found { shelves[index].put(found) }
            }
            return Effect(entries: found.map { [$0] } ?? [], isFound: found != nil)
        }
    }

    private func draft(
        of call: MockCall, in family: MockFamily, over old: JSONValue? = nil
    ) -> MockDraft {
        let base =
            old
            ?? family.schema.map { schema in
                SchemaSampler.sample(
                    schema, root: root, seed: call.hash(seed), isSparse: true,
                    accepts: { _ in true })
            }
        return MockDraft(call, of: family, over: base ?? [:])
    }

    /// Gives a thing the keys that its caller has not given.
    private func complete(
        _ draft: inout MockDraft, in family: MockFamily, _ index: Int, _ shelf: inout Shelf
    ) {
        let open = family.keys.indices.filter { draft.keys[$0] == nil }
        guard !open.isEmpty else { return }
        for _ in 0..<100 {
            shelf.made += 1
            for place in open {
                draft.keys[place] = key(place, of: family, index, number: shelf.made)
            }
            if shelf.find(draft.keys.map { $0 ?? .null }) == nil { break }
        }
        for place in open { draft.show(place) }
    }

    /// The n-th id: n itself for an integer, the thing's name with n for a plain string, else a
    /// value made from the id's schema.
    private func key(_ place: Int, of family: MockFamily, _ index: Int, number: Int) -> JSONValue {
        let schema = family.keyMembers[place].flatMap { family.properties[$0] }
            .map { SchemaSampler.followed($0, in: root) }
        let type = schema?["type"]?.string ?? (schema == nil ? "integer" : "")
        if type == "integer" || type == "number" {
            return .number(number + max(0, (schema?["minimum"]?.int ?? 1) - 1))
        }
        let isPlain = ["pattern", "format", "enum", "const", "maxLength", "minLength"]
            .allSatisfy { schema?[$0] == nil }
        if type == "string", isPlain {
            return .string("\(family.thing.last ?? "thing")-\(number)")
        }
        var hash = FNV()
        hash.add("\(family.thing) \(number)".utf8)
        if schema?["format"]?.string == "uuid" {
            return .string(Self.uuid(hash.value ^ seed, number))
        }
        return SchemaSampler.sample(
            schema ?? true, root: root, seed: seed ^ hash.value, accepts: { _ in true })
    }

    /// A UUID of version 4 made of two numbers.
    private static func uuid(_ high: UInt64, _ number: Int) -> String {
        let digits = { (value: UInt64, count: Int) in
            let text = String(value, radix: 16)
            return String(repeating: "0", count: max(0, count - text.count)) + text.suffix(count)
        }
        return [
            digits(high >> 32, 8), digits(high >> 16, 4), "4" + digits(high, 3),
            "8" + digits(high >> 8, 3), digits(UInt64(number), 12),
        ].joined(separator: "-")
    }
}
