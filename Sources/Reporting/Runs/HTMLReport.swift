import Conformance
import WireJSON

/// A run as one page that needs nothing else: no network, no second file. The counts stand in the
/// markup; the matrix and the cases are data that a script draws as they are looked at.
struct HTMLReport {
    private let record: RunRecord
    private let clauses: [String: Requirement]

    init(_ report: RunReport) {
        record = report.record
        clauses = Dictionary(report.requirements.map { ($0.id, $0) }) { first, _ in first }
    }

    private static let style = String(decoding: PackageResources.report_css, as: UTF8.self)
    private static let script = String(decoding: PackageResources.report_js, as: UTF8.self)

    /// Digests of the style and the script: nothing else on the page may run or be loaded. A test
    /// says what they must be when either has changed.
    private static let policy =
        "default-src 'none'; style-src 'sha256-PuCwXl8cD1qMjJTXcOyBWX7fnGTFMjPGDu/eR8qKt+Q='; "
        + "script-src 'sha256-wqQ8c92jICPbQ0vOqv29Yr/23V5jHdEiL+a0rtEUUX0='"

    var text: String {
        let title = "assay: \(MarkdownText.markup(record.verdict))"
        return """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="referrer" content="no-referrer">
            <meta http-equiv="Content-Security-Policy" content="\(Self.policy)">
            <title>\(title)</title>
            <style>\(Self.style)</style>
            </head>
            <body>
            \(heading)\(troubles)\(tallies)\(Self.places)\
            <script type="application/json" id="run">\(data)</script>
            <script>\(Self.script)</script>
            </body>
            </html>

            """
    }

    private var heading: String {
        let info = record.info
        let origin = [
            info.map { "<b>assay</b> \(MarkdownText.markup($0.version))" } ?? "<b>assay</b>",
            info.map { MarkdownText.markup($0.server ?? $0.interpreter) },
            info.map { "seed \(MarkdownText.markup($0.seed))" },
        ].compactMap(\.self).joined(separator: " · ")
        let counts = record.counts
        return """
            <header><p class="brand">\(origin)</p>\
            <button id="theme" type="button" hidden></button></header>
            <main>
            <h1\(record.exitCode == 0 ? "" : " class=\"failed\"")>\(headline)</h1>
            <p class="lead">\(documents). \(Self.grouped(counts.held)) findings held, \
            \(Self.grouped(counts.violated)) did not, in \(Self.grouped(counts.calls)) calls.</p>

            """
    }

    private var headline: String {
        let counts = record.counts
        let all = Self.grouped(counts.cases)
        if counts[.failed] > 0 { return "\(Self.grouped(counts[.failed])) of \(all) cases failed" }
        if let trouble = record.troubles.first { return MarkdownText.markup(trouble.title) }
        if counts[.inconclusive] > 0 {
            return "\(Self.grouped(counts[.inconclusive])) of \(all) cases are inconclusive"
        }
        return counts[.passed] == counts.cases
            ? "All \(all) cases passed" : "\(all) cases, none failed"
    }

    /// `19992` → `19,992`.
    private static func grouped(_ number: Int) -> String {
        let digits = Array(String(number))
        return digits.enumerated().map { index, digit in
            let isBreak = index > 0 && (digits.count - index) % 3 == 0
            return isBreak ? ",\(digit)" : String(digit)
        }.joined()
    }

    private var documents: String {
        var names: [String] = []
        for section in record.sections where !names.contains(section.document) {
            names.append(section.document)
        }
        guard !names.isEmpty else { return "No document was judged" }
        let shown = names.prefix(4).map(MarkdownText.markup).joined(separator: ", ")
        return names.count > 4 ? "\(shown) and \(names.count - 4) more" : shown
    }

    private var troubles: String {
        let parts = record.troubles.map { trouble in
            let tone = trouble.weight == .failure ? "failed" : "inconclusive"
            return "<section class=\"trouble \(tone)\">"
                + "<h3>\(MarkdownText.markup(trouble.title))</h3>"
                + "<p>\(lines(trouble.message))</p></section>\n"
        }
        let skips = record.skips.map { skip in
            "<p class=\"note\">\(MarkdownText.markup("\(skip.document) (\(skip.language))")) "
                + "was skipped: \(lines(skip.reason))</p>\n"
        }
        return (parts + skips).joined()
    }

    private func lines(_ text: String) -> String {
        text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
            .map { MarkdownText.markup(String($0)) }.joined(separator: "\n")
    }

    private var tallies: String {
        let counts = record.counts
        let items = CaseRecord.Standing.allCases.map { standing in
            let empty = counts[standing] == 0 ? " empty" : ""
            return "<li><button type=\"button\" class=\"\(standing.rawValue)\(empty)\" "
                + "data-standing=\"\(standing.rawValue)\" "
                + "data-count=\"\(counts[standing])\" aria-pressed=\"false\">"
                + "<b>\(Self.grouped(counts[standing]))</b> \(standing.phrase)</button></li>\n"
        }
        return "<div id=\"bar\"></div>\n<ul id=\"counts\">\n\(items.joined())</ul>\n"
    }

    private static let places = """
        <noscript><p class="note">The matrix and the cases are drawn by a script; the counts above \
        are all that can be shown without it.</p></noscript>
        <section id="coverage" hidden>
        <h2>Requirements</h2>
        <div class="title"><p class="note">What each subject did about each requirement; choose a \
        cell to see its cases.</p>
        <button id="off" class="chip" type="button" aria-pressed="false" hidden>\
        Only what did not all pass</button></div>
        <div class="frame" id="matrix" tabindex="0"></div>
        </section>
        <section id="list">
        <h2>Cases</h2>
        <div class="tools">
        <input id="text" type="search" placeholder="Search cases, checks and messages  ( / )" \
        aria-label="Search" autocomplete="off" spellcheck="false">
        <select id="subject" aria-label="Subject"></select>
        <button id="chip" class="chip" type="button" hidden></button>
        </div>
        <p id="shown" role="status"></p>
        <div id="cases"></div>
        <div id="more"></div>
        </section>
        </main>

        """
}

// The data.
extension HTMLReport {
    /// What the script reads. Within a script element only `<` can end or begin anything.
    private var data: String {
        let coverage = coverage
        let places = Dictionary(uniqueKeysWithValues: zip(coverage.map(\.id), 0...))
        let counts = record.counts
        let standings = CaseRecord.Standing.allCases
        let value: JSONValue = [
            "subjects": .array(record.sections.map { .string($0.label) }),
            "phrases": .object(standings.map { .init($0.rawValue, .string($0.phrase)) }),
            "counts": .object(standings.map { .init($0.rawValue, .number(counts[$0])) }),
            "requirements": .array(coverage.map(described)),
            "cases": .array(
                record.sections.enumerated().flatMap { index, section in
                    section.cases.map { row($0, of: index, places) }
                }),
        ]
        return value.text().replacing("<", with: "\\u003c")
    }

    /// Every requirement that the run speaks of, in the order of their ids.
    private var coverage: [RunRecord.Coverage] {
        var all = record.coverage
        var known = Set(all.map(\.id))
        for record in record.cases {
            for id in record.requirements + record.violations.flatMap(\.requirements)
            where known.insert(id).inserted {
                all.append(RunRecord.Coverage(id: id, held: 0, violated: 0, cases: 0))
            }
        }
        var seen: Set<String> = []
        return all.filter { seen.insert($0.id).inserted }.sorted { $0.id < $1.id }
    }

    private func described(_ coverage: RunRecord.Coverage) -> JSONValue {
        let clause = clauses[coverage.id]
        return [
            .string(coverage.id), .string(clause?.level.rawValue ?? ""),
            .string(clause?.clause ?? ""),
            .number(coverage.held), .number(coverage.violated),
        ]
    }

    /// A case as a row: members by their place, since there may be tens of thousands.
    private func row(_ record: CaseRecord, of section: Int, _ places: [String: Int]) -> JSONValue {
        let indices = { (ids: [String]) -> JSONValue in
            .array(ids.compactMap { places[$0] }.map(JSONValue.number))
        }
        let rest = String(record.label.dropFirst(record.key.id.count))
        let excuse = record.known.map { "\($0.issue) until \($0.expires): \($0.reason)" }
        let standing = CaseRecord.Standing.allCases.firstIndex(of: record.standing) ?? 0
        return [
            .number(section), .string(record.key.id), .string(rest), .number(standing),
            indices(record.requirements), .string(record.title),
            .string(record.standing == .passed ? "" : record.headline),
            .string(record.reason ?? ""), .number(record.calls), .number(record.held),
            .string(record.standing == .known ? excuse ?? "" : ""),
            .array(
                record.violations.map { violation in
                    [
                        .string(violation.check), indices(violation.requirements),
                        .string(violation.message), .string(violation.expected),
                        .string(violation.seen),
                    ]
                }),
            .string(record.signature ?? ""),
        ]
    }
}
