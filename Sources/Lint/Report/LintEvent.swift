package import Diagnostics

/// What a run of the linter tells as it goes.
package enum LintEvent: Sendable {
    case started(LintInfo)
    case document(LintedDocument)
    /// What is wrong with the ignores of a configuration, after all its documents.
    case configuration(SourceFile, [Finding])
    case finished(LintSummary)
}

/// What a run sets out with.
package struct LintInfo: Sendable {
    package var version: String
    /// The rules that are held against the documents, before any configuration.
    package var rules: [Rule]

    package init(version: String, rules: [Rule]) {
        self.version = version
        self.rules = rules
    }
}

/// One document and what became of it.
package struct LintedDocument: Sendable {
    /// The document's name, as it was given, and its text.
    package var file: SourceFile
    /// By place; those that the configuration has ignored among them.
    package var findings: [Finding]
    /// Whether it could not be read as JSON; then no rule was held against it.
    package var isRefused = false
    /// What kept us from knowing all, such as a validator that does not start.
    package var trouble: String?
    /// The rules that were not held against it because no validator was asked.
    package var skipped: [String] = []
    /// Why the validator could not answer, for each question that it could not.
    package var undecided: [String] = []
    /// What was put right, in words, with its place in the text before.
    package var mended: [Finding] = []
    /// Rules whose fixes would have done harm.
    package var withheld: [String] = []

    package init(file: SourceFile, findings: [Finding]) {
        self.file = file
        self.findings = findings
    }

    package var name: String { file.name }
    package var tally: FindingTally { FindingTally(findings) }
}

/// How many findings of each layer weigh how much.
package struct FindingTally: Sendable {
    private var counts: [String: Int] = [:]
    package private(set) var ignored = 0

    /// Counts findings; those that are ignored apart.
    package init(_ findings: [Finding] = []) { add(findings) }

    /// Counts some more.
    package mutating func add(_ findings: [Finding]) {
        for finding in findings {
            if finding.ignoredBecause != nil {
                ignored += 1
            } else {
                counts[Self.key(finding.rule.layer, finding.diagnostic.severity), default: 0] += 1
            }
        }
    }

    /// The number of one layer and severity.
    package func count(_ layer: Rule.Layer, _ severity: Severity) -> Int {
        counts[Self.key(layer, severity), default: 0]
    }

    /// The number of one severity.
    package func count(_ severity: Severity) -> Int {
        Rule.Layer.allCases.reduce(0) { $0 + count($1, severity) }
    }

    /// The highest severity that was counted.
    package var worst: Severity? {
        [Severity.error, .warning, .note].first { count($0) > 0 }
    }

    private static func key(_ layer: Rule.Layer, _ severity: Severity) -> String {
        "\(layer.rawValue) \(severity.rawValue)"
    }
}

/// How a run ended.
package struct LintSummary: Sendable {
    package var linted = 0
    package var refused: [String] = []
    package var tally = FindingTally()
    /// The highest severity that is no failure; nil tolerates no finding.
    package var tolerated: Severity?
    /// What kept us from knowing, each with the document.
    package var inconclusive: [String] = []
    package var mended = 0
    /// Rules that were not held against some document because no validator was asked.
    package var skipped: [String] = []

    package init(tolerated: Severity? = .warning) { self.tolerated = tolerated }

    /// Whether a finding weighs more than is tolerated.
    package var hasFailed: Bool {
        guard let worst = tally.worst else { return false }
        return tolerated.map { worst > $0 } ?? true
    }

    /// The process's exit code. A document that nobody could read weighs most, then a finding, then
    /// what we could not find out; a run that linted nothing has found out nothing.
    package var exitCode: Int32 {
        if !refused.isEmpty { return 2 }
        if hasFailed { return 1 }
        return inconclusive.isEmpty && linted > 0 ? 0 : 3
    }
}
