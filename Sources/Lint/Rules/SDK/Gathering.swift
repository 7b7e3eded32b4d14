import Diagnostics

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
