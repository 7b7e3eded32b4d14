package import Diagnostics

/// The text of a ledger, line by line: entries come and go, everything else stays as it is.
package struct LedgerText: Sendable {
    package let ledger: Ledger
    private let file: String
    private var lines: [Line]

    /// A line with the entry that stands in it, if one does.
    private struct Line {
        var text: [UInt8]
        var entry: Ledger.Entry?
        /// The entry's scope, spelt out once.
        let name: String?

        init(_ text: [UInt8], _ entry: Ledger.Entry?) {
            self.text = text
            self.entry = entry
            name = entry?.scope.description
        }
    }

    /// Reads a ledger that is to be changed; nil with what is wrong with it.
    package static func read(_ bytes: [UInt8], file: String) -> (LedgerText?, [Diagnostic]) {
        let (ledger, diagnostics) = Ledger.read(bytes, file: file)
        guard diagnostics.isEmpty else { return (nil, diagnostics) }
        return (LedgerText(bytes, ledger, file), [])
    }

    private init(_ bytes: [UInt8], _ ledger: Ledger, _ file: String) {
        self.ledger = ledger
        self.file = file
        let entries = Dictionary(
            ledger.entries.map { ($0.span.start.line, $0) }, uniquingKeysWith: { first, _ in first }
        )
        var pieces = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        if pieces.last?.isEmpty == true { pieces.removeLast() }
        lines = pieces.enumerated().map { Line(Array($1), entries[$0 + 1]) }
    }

    /// The text as it is now.
    package var bytes: [UInt8] { lines.flatMap { $0.text + [0x0A] } }
}

// Accepting.

extension LedgerText {
    /// What lines are written with.
    package struct Terms: Sendable {
        package var issue: String
        package var expiry: Day
        package var reason: String

        package init(issue: String, expiry: Day, reason: String) {
            self.issue = issue
            self.expiry = expiry
            self.reason = reason
        }
    }

    /// Writes lines for failures of which no line speaks, where `isMeant` holds: as few words as
    /// tell them from what passes or fails otherwise. What is written comes back; lines that stand
    /// there are not touched.
    package mutating func accept(
        _ outcomes: [Outcome], _ terms: Terms, where isMeant: (Outcome) -> Bool
    ) -> [String] {
        let open = outcomes.filter {
            ($0.verdict == .passed || $0.verdict == .failed) && ledger.entry(for: $0) == nil
        }
        let meant = Set(open.filter { $0.verdict == .failed && isMeant($0) }.map(\.id))
        var found: [(scope: String, signature: Signature)] = []
        let unplayed = Self.unplayed(open, isMeant)
        found += unplayed.map { (Scope(Scope.every, in: $0).description, $1) }
        let rest = Dictionary(grouping: open.filter { unplayed[$0.document] == nil }, by: \.id)
        // A line of an id alone would speak for the documents that were not played, too.
        let elsewhere = Set(open.filter { unplayed[$0.document] != nil }.map(\.id))
        for id in meant.sorted() {
            let own = rest[id] ?? []
            let documents: [String?] =
                elsewhere.contains(id) ? Set(own.map(\.document)).sorted() : [nil]
            for name in documents {
                let part = own.filter { name == nil || $0.document == name }
                found += Self.scopes(of: part, in: name, isMeant)
            }
        }
        found.sort { $0.scope < $1.scope }
        let width = min(60, found.map(\.scope.utf8.count).max() ?? 0)
        for (scope, signature) in found {
            let gap = String(repeating: " ", count: max(0, width - scope.utf8.count))
            let line =
                "\(scope)\(gap) \(terms.issue) \(terms.expiry.text) \(signature)  \(terms.reason)"
            insert(line)
        }
        return found.map(\.scope)
    }

    /// The failures that have a line which does not excuse them.
    package func contradicted(
        _ outcomes: [Outcome], today: Day
    ) -> [(outcome: Outcome, entry: Ledger.Entry)] {
        outcomes.compactMap { outcome in
            guard outcome.verdict == .failed, let entry = ledger.entry(for: outcome),
                entry.signature != outcome.signature || entry.expiry < today
            else { return nil }
            return (outcome, entry)
        }
    }

    /// Documents of which no case was played for one reason: that is one failure, and one line.
    private static func unplayed(
        _ outcomes: [Outcome], _ isMeant: (Outcome) -> Bool
    ) -> [String: Signature] {
        var found: [String: Signature] = [:]
        for (document, own) in Dictionary(grouping: outcomes, by: \.document) where own.count > 1 {
            guard let signature = own[0].signature, signature.isOfAll,
                own.allSatisfy({ $0.signature == signature && isMeant($0) })
            else { continue }
            found[document] = signature
        }
        return found
    }

    /// The scopes that cover what fails of one case, and nothing else of it.
    private static func scopes(
        of outcomes: [Outcome], in document: String? = nil, _ isMeant: (Outcome) -> Bool
    ) -> [(scope: String, signature: Signature)] {
        guard let first = outcomes.first else { return [] }
        let isUniform = outcomes.allSatisfy {
            $0.verdict == .failed && $0.signature == first.signature
        }
        if isUniform {
            guard let signature = first.signature, outcomes.contains(where: isMeant) else {
                return []
            }
            return [(Scope(first.id, in: document).description, signature)]
        }
        let documents = Set(outcomes.map(\.document)).sorted()
        if document == nil, documents.count > 1 {
            return documents.flatMap { name in
                scopes(of: outcomes.filter { $0.document == name }, in: name, isMeant)
            }
        }
        var taken: Set<String> = []
        return outcomes.compactMap { outcome in
            let scope = Scope(outcome.id, in: document, by: outcome.way).description
            guard outcome.verdict == .failed, let signature = outcome.signature, isMeant(outcome),
                taken.insert(scope).inserted
            else { return nil }
            return (scope, signature)
        }
    }

    /// Puts a line behind the last of those that come before it by the alphabet; where there is
    /// none, before the first entry.
    private mutating func insert(_ text: String) {
        let (read, _) = Ledger.read(Array(text.utf8), file: file)
        guard let entry = read.entries.first else { return }
        let name = entry.scope.description
        let before = lines.lastIndex { $0.name.map { $0 < name } ?? false }
        let first = lines.firstIndex { $0.entry != nil }
        let place = before.map { $0 + 1 } ?? first ?? lines.count
        lines.insert(Line(Array(text.utf8), entry), at: place)
    }
}

// Pruning.

extension LedgerText {
    /// Removes the lines whose cases all passed, and where all cases were played (`isWhole`) those
    /// of no case; they come back, each with why.
    package mutating func prune(
        _ outcomes: [Outcome], isWhole: Bool
    ) -> [(entry: Ledger.Entry, why: String)] {
        var seen: [String: [Outcome]] = [:]
        for outcome in outcomes {
            guard let entry = ledger.entry(for: outcome) else { continue }
            seen[entry.scope.description, default: []].append(outcome)
        }
        func exists(_ scope: Scope) -> Bool {
            let anyWay = Scope(scope.id, in: scope.document)
            return outcomes.contains { anyWay.covers($0) }
        }
        var removed: [(entry: Ledger.Entry, why: String)] = []
        lines.removeAll { line in
            guard let entry = line.entry else { return false }
            let own = seen[entry.scope.description] ?? []
            if !own.isEmpty, own.allSatisfy({ $0.verdict == .passed }) {
                removed.append((entry, "passes"))
            } else if isWhole, own.isEmpty, !exists(entry.scope) {
                removed.append((entry, "no case has that name"))
            } else {
                return false
            }
            return true
        }
        return removed
    }
}
