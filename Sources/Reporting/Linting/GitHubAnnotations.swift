import Diagnostics
import Lint

/// Workflow commands that GitHub shows beside the lines of a pull request, then a line of counts.
enum GitHubAnnotations {
    static func text(for event: LintEvent) -> String {
        switch event {
        case .started: return ""
        case .document(let document):
            let findings = document.findings.filter { $0.ignoredBecause == nil }
            return findings.map(command).joined()
        case .configuration(_, let findings): return findings.map(command).joined()
        case .finished(let summary):
            let reasons = summary.inconclusive.map {
                "::error title=inconclusive::\(escaped($0))\n"
            }
            let total = LintConsole.text(for: .finished(summary))
            return reasons.joined() + total
        }
    }

    private static func command(_ finding: Finding) -> String {
        let diagnostic = finding.diagnostic
        let word = diagnostic.severity == .note ? "notice" : diagnostic.severity.rawValue
        var properties: [(String, String)] = []
        if let span = diagnostic.span {
            let (start, end) = (span.start, span.end)
            properties = [
                ("file", span.file.name), ("line", String(start.line)),
                ("endLine", String(end.line)),
            ]
            // Columns mean something only within one line.
            if start.line == end.line {
                properties += [("col", String(start.column)), ("endColumn", String(end.column))]
            }
        }
        properties.append(("title", finding.rule.id))
        let list = properties.map { "\($0)=\(escapedProperty($1))" }.joined(separator: ",")
        let notes = diagnostic.notes.map { note in
            note.span.map {
                "\n\($0.file.name):\($0.start.line):\($0.start.column): \(note.message)"
            } ?? "\n\(note.message)"
        }
        return "::\(word) \(list)::\(escaped(diagnostic.message + notes.joined()))\n"
    }

    /// A message as the command's data; ends of lines are its only control characters.
    static func escaped(_ text: String) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return replaced(lines.map { Terminal.visible(String($0)) }.joined(separator: "\n"), "%\n")
    }

    /// A value as one of the command's properties.
    static func escapedProperty(_ text: String) -> String {
        replaced(text, "%\r\n:,")
    }

    private static func replaced(_ text: String, _ scalars: String) -> String {
        let special = Array(scalars.unicodeScalars)
        return text.unicodeScalars.map { scalar in
            guard special.contains(scalar) else { return String(scalar) }
            let digits = String(scalar.value, radix: 16, uppercase: true)
            return digits.count == 1 ? "%0\(digits)" : "%\(digits)"
        }.joined()
    }
}
