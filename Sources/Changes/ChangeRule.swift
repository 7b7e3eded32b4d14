package import Diagnostics
package import Lint

/// One kind of difference between two documents, and what it does to those who use the first.
///
/// Each rule has a file of its own below `Rules`, and a folder of its own below `fixtures/changes`.
package struct ChangeRule: Sendable {
    /// The permanent id: the level, a dot and a name.
    package let id: String
    package let level: Level
    package let verdict: Verdict
    /// How a change weighs; the verdict says so unless the rule gives another.
    package let severity: Diagnostic.Severity
    /// The way out, as an order; nil where nothing need be done.
    let advice: String?
    package let explanation: Explanation

    /// Where a change is first felt.
    package enum Level: String, Sendable, CaseIterable {
        /// In the bytes that clients and servers exchange.
        case wire
        /// In the code that uses a generated client.
        case source
        /// In what people read alone.
        case documentation
    }

    /// What is known of those who keep to the old document.
    package enum Verdict: String, Sendable {
        case breaking
        /// Nobody has shown that it does not break, so it counts as breaking.
        case undecided
        case compatible
    }

    /// Whether the change breaks those who keep to the old document, as far as can be known.
    package var isBreaking: Bool { verdict != .compatible }

    init(
        _ id: String, _ verdict: Verdict, severity: Diagnostic.Severity? = nil,
        advice: String? = nil, _ explanation: Explanation
    ) {
        self.id = id
        level = Level(rawValue: String(id.prefix { $0 != "." })) ?? .wire
        self.verdict = verdict
        self.severity = severity ?? verdict.severity
        self.advice = advice
        self.explanation = explanation
    }
}

extension ChangeRule.Verdict {
    fileprivate var severity: Diagnostic.Severity {
        switch self {
        case .breaking: .error
        case .undecided: .warning
        case .compatible: .note
        }
    }
}

extension ChangeRule {
    /// Every rule, by level and then by area.
    package static let all: [ChangeRule] =
        wireRules + schemaRules + sourceRules + documentationRules

    /// The rule of that id.
    package static func named(_ id: String) -> ChangeRule? { all.first { $0.id == id } }
}
