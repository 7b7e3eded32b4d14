package import Diagnostics
package import WireJSON

/// Which ignores of a configuration have been used, over all the documents that it is about.
package struct IgnoreLedger: Sendable {
    package let configuration: Configuration
    private let today: CalendarDay
    private let byRule: [String: [Int]]
    private var used: Set<Int> = []
    /// Those that had a chance to be used.
    private var tried: Set<Int> = []

    /// A ledger with no entry used yet; an ignore holds to the end of the day it names.
    package init(_ configuration: Configuration, today: CalendarDay) {
        self.configuration = configuration
        self.today = today
        byRule = Dictionary(grouping: configuration.ignores.indices) {
            configuration.ignores[$0].rule
        }
    }

    /// Marks the findings that an ignore covers. `path` is that of a text from the configuration's
    /// folder; what stands in a text that the document refers to is covered only by an ignore that
    /// names that text.
    package mutating func mark(
        _ findings: [Finding], in document: SourceFile, rules: Set<String>,
        path: (SourceFile) -> String
    ) -> [Finding] {
        let own = path(document)
        for (index, ignore) in configuration.ignores.enumerated()
        where rules.contains(ignore.rule) && ignore.document?.matches(own) != false {
            tried.insert(index)
        }
        return findings.map { finding in
            guard let index = entry(for: finding, in: document, path) else { return finding }
            used.insert(index)
            var finding = finding
            finding.ignoredBecause = configuration.ignores[index].reason
            return finding
        }
    }

    private func entry(
        for finding: Finding, in document: SourceFile, _ path: (SourceFile) -> String
    ) -> Int? {
        guard let candidates = byRule[finding.rule.id] else { return nil }
        let file = finding.diagnostic.span?.file ?? document
        return candidates.first { index in
            let ignore = configuration.ignores[index]
            guard ignore.expires >= today, ignore.covers(finding.pointer) else { return false }
            return ignore.document?.matches(path(file)) ?? (file === document)
        }
    }

    /// A finding for each ignore that has expired, or had a chance and covered nothing.
    package var findings: [Finding] {
        configuration.ignores.enumerated().compactMap { index, ignore in
            let place = JSONPointer(["lint", "ignores", String(index)])
            if ignore.expires < today {
                return Finding(
                    rule: .expiredIgnore,
                    "an ignore must not outlive its day, and this one expired on "
                        + "\(ignore.expires); mend what it covers, or give it another day",
                    at: ignore.span, pointer: place)
            }
            guard tried.contains(index), !used.contains(index) else { return nil }
            return Finding(
                rule: .unusedIgnore,
                "an ignore must cover a finding, and '\(ignore.rule)' finds nothing at "
                    + "'\(ignore.pointer)'; remove the ignore",
                at: ignore.span, pointer: place)
        }
    }
}

extension Finding {
    /// A finding of a rule that judges no reading.
    package init(
        rule: Rule, _ message: String, at span: SourceSpan, pointer: JSONPointer = JSONPointer()
    ) {
        self.init(
            rule: rule,
            diagnostic: Diagnostic(rule.severity, rule: rule.id, message, at: span),
            pointer: pointer)
    }

    /// A finding made of a diagnostic that another part gave; nil when no rule has its id.
    package init?(_ diagnostic: Diagnostic) {
        let rules = Rule.around + Rule.all
        guard let rule = rules.first(where: { $0.id == diagnostic.rule }) else { return nil }
        self.init(rule: rule, diagnostic: diagnostic, pointer: JSONPointer())
    }
}
