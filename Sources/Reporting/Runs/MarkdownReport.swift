/// A run as a page of a job's summary or a comment, in GitHub's Markdown: the counts, then the
/// failures with their evidence, as many as such a page holds.
struct MarkdownReport {
    private let record: RunRecord
    private static let limit = 50
    /// A summary has at most 1 MiB, and nobody reads that much.
    private static let evidenceLimit = 4_000

    init(_ record: RunRecord) { self.record = record }

    var text: String {
        let parts = [
            "## assay: \(MarkdownText.plain(record.verdict))\n",
            "\(record.counts.phrase(withZeros: true)); \(record.counts.held) findings held, "
                + "\(record.counts.violated) did not.\n",
            troubles, table,
            list(.failed, "Failed"), list(.inconclusive, "Inconclusive"),
            list(.known, "Known failing"), unsupported, origin,
        ]
        return parts.filter { !$0.isEmpty }.joined(separator: "\n")
    }

    private var origin: String {
        guard let info = record.info else { return "" }
        let subject = info.server ?? info.interpreter
        return "<sub>assay \(MarkdownText.plain(info.version)), \(MarkdownText.plain(subject)), "
            + "seed \(MarkdownText.plain(info.seed))</sub>\n"
    }

    private var troubles: String {
        record.troubles.map { trouble in
            "> **\(MarkdownText.plain(trouble.title))**: "
                + "\(MarkdownText.plain(Self.cut(trouble.message)))\n"
        }.joined(separator: "\n")
    }

    private var table: String {
        guard !record.sections.isEmpty else { return "" }
        let order: [CaseRecord.Standing] = [
            .passed, .failed, .known, .unsupported, .inconclusive,
        ]
        let head =
            "| subject | \(order.map(\.phrase).joined(separator: " | ")) | calls | held |\n"
            + "|---|" + String(repeating: "--:|", count: order.count + 2) + "\n"
        let rows = record.sections.map { section in
            let counts = RunCounts(section.cases)
            let cells = order.map { counts[$0] } + [counts.calls, counts.held]
            return "| \(MarkdownText.code(section.label, inTable: true)) | "
                + cells.map(String.init).joined(separator: " | ") + " |\n"
        }
        return head + rows.joined()
    }

    private func list(_ standing: CaseRecord.Standing, _ heading: String) -> String {
        let found = record.sections.flatMap { section in
            section.cases.filter { $0.standing == standing }.map { (section.label, $0) }
        }
        guard !found.isEmpty else { return "" }
        let items = found.prefix(Self.limit).map { section, record in
            "<details><summary>\(MarkdownText.markup("\(section) › \(record.label)"))</summary>\n\n"
                + "\(MarkdownText.plain(Self.cut(record.headline)))\n\n"
                + "\(MarkdownText.fenced(Self.cut(record.evidence)))\n</details>\n"
        }
        let rest = found.count - items.count
        let more = rest > 0 ? "\n… and \(rest) more.\n" : ""
        return "### \(heading): \(found.count)\n\n" + items.joined(separator: "\n") + more
    }

    /// Reasons with their numbers; what follows a colon differs from case to case.
    private var unsupported: String {
        var counts: [String: Int] = [:]
        for record in record.cases where record.standing == .unsupported {
            let reason = (record.reason ?? "no reason is given").prefix { $0 != ":" }
            counts[String(reason), default: 0] += 1
        }
        guard !counts.isEmpty else { return "" }
        let rows = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { reason, count in
            "- \(count)× \(MarkdownText.plain(reason))\n"
        }
        return "### Unsupported: \(counts.values.reduce(0, +))\n\n" + rows.joined()
    }

    private static func cut(_ text: String) -> String {
        text.utf8.count <= evidenceLimit ? text : "\(text.prefix(evidenceLimit))…"
    }
}

/// Other people's text in Markdown, which takes HTML too.
enum MarkdownText {
    /// The text on one line; no character of it is markup.
    static func plain(_ text: String) -> String {
        Terminal.visible(text).unicodeScalars.map { scalar in
            switch scalar {
            case "&": "&amp;"
            case "<": "&lt;"
            case ">": "&gt;"
            // A reference, since GitHub would tell whoever is named, and link what looks like it.
            case "@", ":": "&#\(scalar.value);"
            case "!"..."/", "["..."`", "{"..."~": "\\\(scalar)"
            default: String(scalar)
            }
        }.joined()
    }

    /// The text on one line as HTML's.
    static func markup(_ text: String) -> String { XMLText.attribute(Terminal.visible(text)) }

    /// The text on one line as code; a fence longer than any run of backticks in it.
    static func code(_ text: String, inTable: Bool = false) -> String {
        let text = Terminal.visible(text)
        // A bar ends a cell even within code.
        if inTable, text.contains("|") || text.contains("\\") { return plain(text) }
        let fence = String(repeating: "`", count: longestRun(in: text) + 1)
        return text.contains("`") ? "\(fence) \(text) \(fence)" : "\(fence)\(text)\(fence)"
    }

    /// Lines as they are, between fences.
    static func fenced(_ text: String) -> String {
        let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
            .map { Terminal.visible(String($0), keepsTabs: true) }
        let fence = String(repeating: "`", count: max(3, longestRun(in: text) + 1))
        return "\(fence)text\n\(lines.joined(separator: "\n"))\n\(fence)\n"
    }

    private static func longestRun(in text: String) -> Int {
        var (longest, run) = (0, 0)
        for byte in text.utf8 {
            run = byte == UInt8(ascii: "`") ? run + 1 : 0
            longest = max(longest, run)
        }
        return longest
    }
}
