import Diagnostics
import WireJSON

/// The places of a document at which one and the same thing is found.
struct Gathering {
    private(set) var places: [(span: SourceSpan, site: Site)] = []

    mutating func add(_ span: SourceSpan, _ site: Site) { places.append((span, site)) }

    /// One remark for all: at the first place, with notes at the next few. `message` is given how
    /// often it is found in words: "", ", twice in all", ", 12 times in all".
    func remark(_ message: (_ times: String) -> String) -> Remark? {
        guard let first = places.first else { return nil }
        let times =
            switch places.count {
            case 1: ""
            case 2: ", twice in all"
            default: ", \(places.count) times in all"
            }
        return Remark(
            message(times), at: first.span, of: first.site,
            notes: places.dropFirst().prefix(3).map { Diagnostic.Note("and here", at: $0.span) })
    }
}

/// Gatherings by a key, in the order of their first places.
struct Gatherings<Key: Hashable> {
    private(set) var keys: [Key] = []
    private var found: [Key: Gathering] = [:]

    mutating func add(_ key: Key, _ span: SourceSpan, _ site: Site) {
        if found[key] == nil { keys.append(key) }
        found[key, default: Gathering()].add(span, site)
    }

    /// One remark for each key.
    func remarks(_ message: (_ key: Key, _ times: String) -> String) -> [Remark] {
        keys.compactMap { key in found[key]?.remark { message(key, $0) } }
    }
}

extension [Remark] {
    /// The remarks without those that say again what an earlier one says of the same thing; the
    /// earlier one has notes at the first of them. A document without references repeats a lot.
    /// A key says what each is about.
    func folded(by keys: [JSONName]) -> [Remark] {
        var firsts: [JSONName: Int] = [:]
        var repeated: [Int] = []
        var kept: [Remark] = []
        for (remark, key) in zip(self, keys) {
            guard let first = firsts[key] else {
                firsts[key] = kept.count
                kept.append(remark)
                repeated.append(0)
                continue
            }
            repeated[first] += 1
            if repeated[first] <= 3 {
                kept[first].notes.append(Diagnostic.Note("the same stands here", at: remark.span))
            }
        }
        for (index, count) in repeated.enumerated() where count > 3 {
            kept[index].notes.append(Diagnostic.Note("and in \(count - 3) more places"))
        }
        return kept
    }
}
