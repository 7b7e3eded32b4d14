package import Diagnostics

/// A text put right by the fixes of its findings, as far as they do no harm.
package struct Mending: Sendable {
    /// One state of the text, and what is found in it.
    package struct Look: Sendable {
        package var file: SourceFile
        package var findings: [Finding]

        package init(file: SourceFile, findings: [Finding]) {
            self.file = file
            self.findings = findings
        }
    }

    /// The text as it is now.
    package private(set) var look: Look
    /// What was mended, each finding in the text in which it was found.
    package private(set) var mended: [Finding] = []
    /// Rules whose fixes would have brought findings that the text had not, or broken it.
    package private(set) var withheld: [String] = []

    /// Makes fixes round by round until none is left that can be made. `inspect` looks at a text
    /// again; nil when it is no JSON any more.
    package init<Fault: Error>(
        _ look: Look, inspect: ([UInt8]) throws(Fault) -> Look?
    ) throws(Fault) {
        self.look = look
        for _ in 0..<Self.rounds {
            let candidates = candidates
            if candidates.isEmpty { return }
            if try take(candidates, inspect) { continue }
            // Something does harm: by rules, so that one rule's fault is not another's.
            var hasMoved = false
            for rule in Set(candidates.map(\.rule.id)).sorted() {
                let own = self.candidates.filter { $0.rule.id == rule }
                if own.isEmpty { continue }
                if try take(own, inspect) { hasMoved = true } else { withheld.append(rule) }
            }
            if !hasMoved { return }
        }
    }

    /// A text that needs more rounds than this is left as it is then.
    private static let rounds = 32

    /// The findings that count, and that an edit of this very text puts right.
    private var candidates: [Finding] {
        look.findings.filter {
            $0.fix != nil && $0.ignoredBecause == nil
                && $0.diagnostic.span?.file === look.file && !withheld.contains($0.rule.id)
        }
    }

    /// Makes the fixes of some findings; false when that must not be.
    private mutating func take<Fault: Error>(
        _ findings: [Finding], _ inspect: ([UInt8]) throws(Fault) -> Look?
    ) throws(Fault) -> Bool {
        let (bytes, made) = Fix.apply(findings.compactMap(\.fix), to: look.file.bytes)
        guard !made.isEmpty, bytes != look.file.bytes, let next = try inspect(bytes),
            Self.bringsNothingNew(next.findings, to: look.findings)
        else { return false }
        mended += made.map { findings[$0] }
        look = next
        return true
    }

    /// Whether each finding was there before, as often, wherever it stands now.
    private static func bringsNothingNew(_ new: [Finding], to old: [Finding]) -> Bool {
        var known: [String: Int] = [:]
        for finding in old { known[key(finding), default: 0] += 1 }
        return new.allSatisfy { finding in
            known[key(finding), default: 0] -= 1
            return known[key(finding), default: 0] >= 0
        }
    }

    private static func key(_ finding: Finding) -> String {
        "\(finding.rule.id) \(finding.diagnostic.message)"
    }
}
