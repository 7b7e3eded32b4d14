import Diagnostics
import Lint
import Reporting
import Testing
import WireJSON

/// A run of the linter as its events: what is hard to point at, what is ignored, refused, fixed.
enum LintStory {
    /// Before each span stand what columns are miscounted by: a tab, a character in two scalars,
    /// one of two columns, one of two UTF-16 units, and both ends of lines.
    static let text =
        "{\r\n\t\"e\u{301}日😀\": \"first\", \"again\": 1,\r\n"
        + "  \"👩‍👩‍👧\": { \"\u{202E}\u{7F}turned\": 2 },\n"
        + "  \"long\": [\"\(String(repeating: "é", count: 90))\", \"far\", "
        + "\"\(String(repeating: "x", count: 90))\"]\n}\n"

    static let file = SourceFile(name: "api/pets & co.json", bytes: Array(text.utf8))

    /// The words of `text` that findings point at, in order.
    static let words = ["\"first\"", "\"again\"", "\"\u{202E}\u{7F}turned\"", "\"far\""]

    static func span(_ word: String, in file: SourceFile = file) -> SourceSpan {
        let word = Array(word.utf8)
        let start = (0...(file.bytes.count - word.count)).first {
            file.bytes[$0...].starts(with: word)
        }
        let lower = start ?? 0
        return SourceSpan(file: file, bytes: lower..<(lower + word.count))
    }

    private static func pointer(_ text: String) -> JSONPointer {
        JSONPointer(text) ?? JSONPointer()
    }

    static func rule(_ id: String) -> Rule {
        guard let rule = Rule.named(id) ?? Rule.around.first(where: { $0.id == id }) else {
            Issue.record("no rule '\(id)'")
            return Rule.around[0]
        }
        return rule
    }

    static let rules = [rule("json.duplicate-name"), rule("openrpc.duplicate-method")]

    static let findings: [Finding] = {
        var first = Finding(
            rule: rules[0], "a name must stand once: 100% \u{1B}[31mred\nline, a:b",
            at: span(words[0]), pointer: pointer("/e\u{301}日😀"))
        first.diagnostic.notes = [
            Diagnostic.Note("it stands here first", at: span(words[1])), Diagnostic.Note("see §4"),
        ]
        var second = Finding(
            rule: rules[1].weighing(.warning), "rename it", at: span(words[1]),
            pointer: pointer("/again"))
        let comma = span(", \"again\"").bytes
        second.fix = Fix(
            "remove the member",
            [.init(comma.lowerBound..<span(": 1,").bytes.upperBound - 1, ""), .init(0..<0, " ")])
        let third = Finding(
            rule: rules[1].weighing(.note), "the specification contradicts itself",
            at: span(words[2]), pointer: pointer("/👩‍👩‍👧/x"))
        var fourth = Finding(
            rule: rules[0], "far away", at: span(words[3]), pointer: pointer("/long/1"))
        fourth.ignoredBecause = "known; see #41"
        return [first, second, third, fourth]
    }()

    static let whole = Finding(
        rule: rules[0], "the whole", at: SourceSpan(file: file, bytes: 0..<file.bytes.count - 1))

    static let events: [LintEvent] = {
        let empty = SourceFile(name: "empty.json", bytes: [])
        var refused = LintedDocument(
            file: empty,
            findings: [
                Finding(
                    rule: rule("json.empty"), "the file is empty",
                    at: SourceSpan(file: empty, bytes: 0..<0))
            ])
        refused.isRefused = true
        var linted = LintedDocument(file: file, findings: [whole] + findings)
        linted.skipped = ["openrpc.example"]
        linted.undecided = ["'#/x' leads nowhere", "it leads too deep"]
        linted.trouble = "no validator; run scripts/setup"
        linted.mended = [findings[1]]
        linted.withheld = ["openrpc.other"]
        let configuration = SourceFile(name: "assay.json", bytes: Array("{\"lint\": {}}".utf8))
        let unused = Finding(
            rule: rule("config.unused-ignore"), "an ignore must cover a finding",
            at: span("{}", in: configuration), pointer: pointer("/lint/ignores/0"))
        var summary = LintSummary()
        summary.linted = 1
        summary.refused = ["empty.json"]
        summary.tally = FindingTally(refused.findings + linted.findings + [unused])
        summary.mended = 1
        summary.inconclusive = ["api/pets & co.json: no validator; run scripts/setup"]
        summary.skipped = linted.skipped
        return [
            .started(LintInfo(version: "0.1.0", rules: rules)), .document(linted),
            .document(refused), .configuration(configuration, [unused]), .finished(summary),
        ]
    }()

    /// The whole story in one format.
    static func told(_ format: LintFormat) -> String {
        var report = LintReport(format)
        return events.map { report.text(for: $0) }.joined()
    }
}
