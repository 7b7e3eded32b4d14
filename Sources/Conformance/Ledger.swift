package import Diagnostics

/// The failures of one subject that are known: each must still fail, or the run does.
package struct Ledger: Sendable {
    package var entries: [Entry]

    package init(entries: [Entry] = []) { self.entries = entries }

    /// One line: `ID  ISSUE EXPIRY  REASON`.
    package struct Entry: Sendable {
        /// The case's id.
        package var id: String
        /// Where it is dealt with, such as `#41`; `-` when nobody has been told.
        package var issue: String
        /// The last day on which it excuses anything.
        package var expiry: Day
        package var reason: String
        package var span: SourceSpan
    }
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

extension Ledger {
    /// Reads a ledger; empty lines and those that begin with `#` say nothing. Lines that cannot be
    /// read, and ids that stand twice, are diagnostics.
    package static func read(_ bytes: [UInt8], file: String) -> (Ledger, [Diagnostic]) {
        let source = SourceFile(name: file, bytes: bytes)
        var ledger = Ledger()
        var diagnostics: [Diagnostic] = []
        var start = 0
        for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
            let span = SourceSpan(file: source, bytes: start..<(start + line.count))
            start += line.count + 1
            let text = String(decoding: line, as: UTF8.self)
            let words = text.split(maxSplits: 3, whereSeparator: \.isWhitespace)
            if words.isEmpty || text.hasPrefix("#") { continue }
            guard words.count == 4, let expiry = Day(words[2]) else {
                diagnostics.append(
                    Diagnostic(
                        .error, rule: "ledger.malformed",
                        "a line is an id, an issue, a day as 2027-03-31, and a reason", at: span))
                continue
            }
            let entry = Entry(
                id: String(words[0]), issue: String(words[1]), expiry: expiry,
                reason: String(words[3].drop(while: \.isWhitespace)), span: span)
            if ledger.entry(for: entry.id) != nil {
                diagnostics.append(
                    Diagnostic(
                        .error, rule: "ledger.twice", "'\(entry.id)' stands twice; remove one",
                        at: span))
            } else {
                ledger.entries.append(entry)
            }
        }
        return (ledger, diagnostics)
    }

    /// The entry of a case, if it has one.
    package func entry(for id: String) -> Entry? { entries.first { $0.id == id } }

    /// The report with the entry that excuses it: a case that failed, on a day that the entry
    /// covers. What is inconclusive is never excused.
    package func standing(of report: CaseReport, today: Day) -> CaseReport {
        guard report.verdict == .failed, let entry = entry(for: report.id), entry.expiry >= today
        else { return report }
        var report = report
        report.known = entry
        return report
    }

    /// What is wrong with the ledger after a run: entries that have outlived their day, that pass,
    /// or that name no case. `verdicts` are those of the cases that were played, `ids` all that
    /// exist; a case that was not selected, or is unsupported, says nothing of its entry.
    package func problems(
        verdicts: [String: Verdict], ids: Set<String>, today: Day
    ) -> [Diagnostic] {
        entries.compactMap { entry in
            let problem: (rule: String, message: String)?
            if entry.expiry < today {
                problem = (
                    "ledger.expired",
                    "'\(entry.id)' is known only until \(entry.expiry.text); mend it or renew it"
                )
            } else if !ids.contains(entry.id) {
                problem = ("ledger.unknown", "no case is called '\(entry.id)'; remove the line")
            } else if verdicts[entry.id] == .passed {
                problem = ("ledger.passes", "'\(entry.id)' passes; remove the line")
            } else {
                problem = nil
            }
            return problem.map { Diagnostic(.error, rule: $0.rule, $0.message, at: entry.span) }
        }
    }
}
