import Diagnostics
import Lint

/// The report a person reads: each finding with its line of the text, then what there is of what.
enum LintConsole {
    static func text(for event: LintEvent) -> String {
        switch event {
        case .started: return ""
        case .document(let document): return text(of: document)
        case .configuration(_, let findings): return findings.map(text).joined() + "\n"
        case .finished(let summary): return text(of: summary)
        }
    }

    private static func text(of document: LintedDocument) -> String {
        let mended = document.mended.map { mendedLine($0) }
        let withheld = document.withheld.map {
            "\(Terminal.visible(document.name)): not fixed, as it would bring other findings "
                + "[\($0)]\n"
        }
        let findings = document.findings.filter { $0.ignoredBecause == nil }.map { text($0) }
        return (mended + withheld + findings).joined() + summary(of: document) + "\n"
    }

    private static func mendedLine(_ finding: Finding) -> String {
        let start = finding.diagnostic.span.map { place($0) + ": " } ?? ""
        return "\(start)fixed: \(finding.fix?.title ?? "") [\(finding.rule.id)]\n"
    }

    static func text(_ finding: Finding) -> String {
        let diagnostic = finding.diagnostic
        var text = block(
            diagnostic.span, diagnostic.severity, "\(diagnostic.message) [\(finding.rule.id)]")
        for note in diagnostic.notes { text += block(note.span, .note, note.message) }
        if let fix = finding.fix { text += "  fix: \(Terminal.visible(fix.title)) (--fix)\n" }
        return text
    }

    private static func block(
        _ span: SourceSpan?, _ severity: Severity, _ message: String
    ) -> String {
        let message = Terminal.visible(message)
        guard let span else { return "\(severity.rawValue): \(message)\n" }
        let head = "\(place(span)): \(severity.rawValue): \(message)\n"
        guard let excerpt = SourceExcerpt(span) else { return head }
        let number = String(excerpt.line)
        let gap = String(repeating: " ", count: number.count)
        return head + "  \(number) | \(excerpt.text)\n  \(gap) | \(excerpt.mark)\n"
    }

    private static func place(_ span: SourceSpan) -> String {
        let start = span.start
        return "\(Terminal.visible(span.file.name)):\(start.line):\(start.column)"
    }

    private static func summary(of document: LintedDocument) -> String {
        let name = Terminal.visible(document.name)
        if document.isRefused { return "\(name): refused; no rule was held against it\n" }
        var text = "\(name): \(counts(document.tally))\n"
        if !document.skipped.isEmpty {
            text += "  not asked: \(document.skipped.joined(separator: ", "))\n"
        }
        if let reason = document.undecided.first {
            let values = plural(document.undecided.count, "value")
            text += "  not decided: \(values), such as one where \(Terminal.visible(reason))\n"
        }
        if let trouble = document.trouble {
            text += "  inconclusive: \(Terminal.visible(trouble))\n"
        }
        return text
    }

    private static func text(of summary: LintSummary) -> String {
        var parts = ["\(plural(summary.linted, "document")) linted"]
        parts.append("\(summary.refused.count) refused")
        if summary.mended > 0 { parts.append("\(plural(summary.mended, "finding")) fixed") }
        var text = parts.joined(separator: ", ") + ": " + counts(summary.tally) + "\n"
        if !summary.skipped.isEmpty, summary.inconclusive.isEmpty {
            text +=
                "skipped by --no-examples, and so not known: "
                + summary.skipped.joined(separator: ", ") + "\n"
        }
        for reason in summary.inconclusive {
            text += "inconclusive: \(Terminal.visible(reason))\n"
        }
        return text
    }

    /// `2 errors, 1 warning, 0 notes (structure 1 error; prose 1 error, 1 warning), 1 ignored`.
    static func counts(_ tally: FindingTally) -> String {
        let severities: [Severity] = [.error, .warning, .note]
        var text = severities.map { plural(tally.count($0), $0.rawValue) }.joined(separator: ", ")
        let layers = Rule.Layer.allCases.compactMap { layer -> String? in
            let counts = severities.filter { tally.count(layer, $0) > 0 }
                .map { plural(tally.count(layer, $0), $0.rawValue) }
            return counts.isEmpty ? nil : "\(layer.rawValue) \(counts.joined(separator: ", "))"
        }
        if !layers.isEmpty { text += " (\(layers.joined(separator: "; ")))" }
        return tally.ignored > 0 ? text + ", \(tally.ignored) ignored" : text
    }

    private static func plural(_ count: Int, _ word: String) -> String {
        "\(count) \(word)\(count == 1 ? "" : "s")"
    }
}
