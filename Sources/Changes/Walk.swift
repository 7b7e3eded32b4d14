import Diagnostics
import Lint
import WireJSON

/// One walk over two documents at once. Schemas wait in a queue, each pair of them once for each
/// side, so that recursive schemas end and deep chains of references take no stack.
struct Walk {
    let old: Reading
    let new: Reading
    private(set) var changes: [Change] = []
    /// How often something was told, what had been told before included.
    private(set) var reports = 0
    var queue: [SchemaPair] = []
    var visited: Set<SchemaPair.Key> = []
    private var reported: Set<Report> = []
    /// Renamed types that have been told, by both names.
    var renamed: Set<[JSONName]> = []

    init(old: Reading, new: Reading) {
        self.old = old
        self.new = new
    }

    private struct Report: Hashable {
        var rule: String
        var message: JSONName
        var places: [SiteKey]
    }

    /// A change of one value into another.
    mutating func report(_ rule: ChangeRule, _ message: String, _ old: Site, _ new: Site) {
        add(
            rule, message, at: new, SiteKey(old), isInOld: false, note: ("the old one is here", old)
        )
    }

    /// A change that begins to be where nothing was.
    mutating func report(_ rule: ChangeRule, _ message: String, added: Site) {
        add(rule, message, at: added, nil, isInOld: false, note: nil)
    }

    /// A change by which something is gone from a value of the new document.
    mutating func report(
        _ rule: ChangeRule, _ message: String, removed: Site, from rest: Site? = nil
    ) {
        add(
            rule, message, at: removed, nil, isInOld: true,
            note: rest.map { ("it is gone from here", $0) })
    }

    private mutating func add(
        _ rule: ChangeRule, _ message: String, at site: Site, _ other: SiteKey?, isInOld: Bool,
        note: (message: String, site: Site)?
    ) {
        reports += 1
        let places = [SiteKey(site)] + (other.map { [$0] } ?? [])
        let report = Report(rule: rule.id, message: JSONName(message), places: places)
        guard reported.insert(report).inserted else { return }
        let whole = message + (rule.advice.map { "; \($0)" } ?? "")
        let notes = note.map { [Diagnostic.Note($0.message, at: $0.site.span)] } ?? []
        changes.append(
            Change(
                rule: rule,
                diagnostic: Diagnostic(
                    rule.severity, rule: rule.id, whole, at: site.span, notes: notes),
                pointer: site.place.pointer, isInOld: isInOld))
    }
}

/// The identity of a value: its text and its bytes.
struct SiteKey: Hashable {
    let text: ObjectIdentifier
    let span: JSONValue.Span

    init(_ site: Site) {
        text = ObjectIdentifier(site.place.text)
        span = site.value.span
    }
}

extension Site {
    /// Whether both are the same JSON value, references not followed.
    func isSame(as other: Site) -> Bool { value.equals(other.value, numbers: .value) }

    /// The names of the members, each once, in the order of the text.
    var names: [String] {
        guard let object = value.object else { return [] }
        return object.members.enumerated().filter { object.position(of: $1.name) == $0 }
            .map(\.element.name)
    }
}
