package import Diagnostics

/// The failures of one subject that are known: each must still fail in the same way, or the run
/// does.
package struct Ledger: Sendable {
    /// In the order of their lines.
    package private(set) var entries: [Entry] = []
    private var places: [String: [Int]] = [:]

    /// A ledger in which nothing stands.
    package init() {}

    /// One line: `ID  ISSUE EXPIRY SIGNATURE  REASON`.
    package struct Entry: Sendable {
        /// What it speaks of.
        package var scope: Scope
        /// Where it is dealt with, such as `#41`; `-` when nobody has been told.
        package var issue: String
        /// The last day on which it excuses anything.
        package var expiry: Day
        /// How it fails.
        package var signature: Signature
        package var reason: String
        package var span: SourceSpan
    }

    /// Adds a line; false where one of the same scope stands already.
    mutating func add(_ entry: Entry) -> Bool {
        let id = entry.scope.id
        let name = entry.scope.description
        let isNew = !places[id, default: []].contains {
            entries[$0].scope.description == name
        }
        guard isNew else { return false }
        places[id, default: []].append(entries.count)
        entries.append(entry)
        return true
    }

    /// The places of the entries for a case, whatever else they say.
    func indices(of id: String) -> [Int] { (places[id] ?? []) + (places[Scope.every] ?? []) }

    /// The place of the entry that speaks of an outcome: of several, the one that says most.
    func index(for outcome: Outcome) -> Int? {
        let found = indices(of: outcome.id).filter { entries[$0].scope.covers(outcome) }
        return found.max { (entries[$0].scope.weight, $1) < (entries[$1].scope.weight, $0) }
    }

    /// The entry that speaks of an outcome, if one does.
    package func entry(for outcome: Outcome) -> Entry? { index(for: outcome).map { entries[$0] } }
}

/// What a line of a ledger speaks of: `[DOCUMENT:]CASE[@WAY]`. Without a document or a way it is
/// the case in whatever document, played whatever way; the case `*` is each of them.
package struct Scope: Sendable, CustomStringConvertible {
    /// The case's id, or `*`.
    package var id: String
    /// The document's name in ledgers.
    package var document: String?
    /// The ways, as a glob.
    package var way: Glob?

    /// The scope of a case, with what narrows it.
    package init(_ id: String, in document: String? = nil, by way: String? = nil) {
        self.id = id
        self.document = document
        self.way = way.map(Glob.init)
    }

    /// Reads what stands in a line. What follows an `@` is a way if it matches one, and what stands
    /// before a colon is a document if it has no slash.
    init(reading text: String) {
        var rest = text[...]
        let colon = rest.firstIndex(of: ":")
        if let colon, colon > rest.startIndex, !rest[..<colon].contains("/") {
            document = String(rest[..<colon])
            rest = rest[rest.index(after: colon)...]
        }
        if let sign = rest.lastIndex(of: "@") {
            let glob = Glob(String(rest[rest.index(after: sign)...]))
            if Way.all.contains(where: { glob.matches($0.description) }) {
                way = glob
                rest = rest[..<sign]
            }
        }
        id = String(rest)
    }

    package var description: String {
        (document.map { "\($0):" } ?? "") + id + (way.map { "@\($0.text)" } ?? "")
    }

    /// What stands for each case.
    static let every = "*"

    /// How much it says; a case says more than all else.
    var weight: Int {
        (id == Self.every ? 0 : 4) + (document == nil ? 0 : 1) + (way == nil ? 0 : 1)
    }

    /// Whether an outcome is meant.
    package func covers(_ outcome: Outcome) -> Bool {
        (id == Self.every || id == outcome.id) && (document == nil || document == outcome.document)
            && (way == nil || outcome.way.map { way?.matches($0) == true } == true)
    }

    /// Whether all that the other means is meant.
    func covers(_ other: Scope) -> Bool {
        guard id == Self.every || id == other.id, document == nil || document == other.document
        else { return false }
        guard let way else { return true }
        guard let narrower = other.way else { return false }
        return Way.all.map(\.description).allSatisfy { !narrower.matches($0) || way.matches($0) }
    }
}

/// How one case ended in one document, one way; what ledgers are held against.
package struct Outcome: Sendable {
    /// The document's name in ledgers.
    package var document: String
    package var id: String
    package var way: String?
    package var verdict: Verdict
    /// nil of what did not fail.
    package var signature: Signature?

    /// An outcome in a document, by the name that reports give it.
    package init(
        document: String, id: String, way: String?, verdict: Verdict, signature: Signature?
    ) {
        self.document = Self.name(of: document)
        self.id = id
        self.way = way
        self.verdict = verdict
        self.signature = signature
    }

    /// A report's outcome, in a document by the name that reports give it.
    package init(_ report: CaseReport, in document: String) {
        self.init(
            document: document, id: report.id, way: report.way?.description,
            verdict: report.verdict, signature: report.signature)
    }

    /// What ledgers call a document: its file's name without folder and `.json`, so that it is the
    /// same from wherever it is read.
    package static func name(of document: String) -> String {
        var name = document.split(separator: "/").last.map(String.init) ?? document
        if name.hasSuffix(".json"), name != ".json" { name.removeLast(5) }
        let words = name.split(omittingEmptySubsequences: false) { $0.isWhitespace || $0 == ":" }
        return words.joined(separator: "_")
    }

    /// The place in words: the way, and the document where several are meant.
    var place: String { way.map { "in '\(document)' by \($0)" } ?? "in '\(document)'" }
}

/// A day as `2027-03-31` spells it.
package struct Day: Sendable, Hashable, Comparable {
    package let text: String

    /// Reads a day that the calendar has.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.utf8.count) == [4, 2, 2],
            parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]),
            (1...12).contains(month)
        else { return nil }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard (1...lengths[month - 1]).contains(day) else { return nil }
        self.text = String(text)
    }

    package static func < (left: Day, right: Day) -> Bool { left.text < right.text }
}
