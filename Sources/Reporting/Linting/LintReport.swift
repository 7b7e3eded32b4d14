package import Lint

/// The forms in which a run of the linter is told.
package enum LintFormat: String, Sendable, CaseIterable {
    /// For a person.
    case console
    /// One JSON object a line.
    case jsonl
    /// SARIF 2.1.0, for code scanning.
    case sarif
    /// Annotations of GitHub's workflow commands.
    case github
}

/// A run of the linter as text, piece by piece.
package struct LintReport: Sendable {
    private let format: LintFormat
    private var sarif = SARIFLog()

    package init(_ format: LintFormat) { self.format = format }

    /// The text that an event adds; empty for some.
    package mutating func text(for event: LintEvent) -> String {
        switch format {
        case .console: return LintConsole.text(for: event)
        case .jsonl: return LintLines.text(for: event)
        case .github: return GitHubAnnotations.text(for: event)
        case .sarif:
            sarif.take(event)
            guard case .finished(let summary) = event else { return "" }
            return sarif.text(summary)
        }
    }
}
