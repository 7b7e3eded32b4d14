package import Diagnostics
import Foundation
package import Lint
import WireJSON

/// One run of the linter over documents.
package final class LintRun {
    /// What is wrong with the configurations; with any of it nothing is linted.
    package let problems: [Diagnostic]
    let options: LintOptions
    /// What the document that came from standard input has become, if fixes were to be made.
    package internal(set) var mendedInput: [UInt8]?
    /// What the validator could not tell of the reading in hand, each with its reason.
    var undecided: [String] = []
    var configurations: ConfigurationSearch
    var summary: LintSummary
    private let documents: [(path: String, configuration: Int?)]
    private lazy var examiner = Result { () throws(HarnessFault) in try Examiner() }

    /// The name under which standard input is reported.
    package static let inputName = "<stdin>"

    /// Finds the configuration of each document; `-` is standard input, whose configuration is
    /// looked for from the current directory.
    package init(_ options: LintOptions, documents: [String]) {
        self.options = options
        configurations = ConfigurationSearch(
            named: options.configuration, today: options.today ?? Self.today())
        var search = configurations
        self.documents = documents.map { ($0, search.place(for: $0)) }
        configurations = search
        problems = search.problems
        summary = LintSummary(tolerated: options.tolerated)
    }

    /// Lints the documents in order, and tells what it finds.
    package func lint(_ emit: (LintEvent) -> Void) -> LintSummary {
        emit(.started(LintInfo(version: options.version, rules: options.rules)))
        for document in documents {
            let linted = lint(document.path, document.configuration)
            take(linted)
            emit(.document(linted))
        }
        for found in configurations.found {
            let findings = found.ledger.findings
            if findings.isEmpty { continue }
            summary.tally.add(findings)
            emit(.configuration(found.ledger.configuration.file, findings))
        }
        if documents.isEmpty { summary.inconclusive.append("no document was linted") }
        emit(.finished(summary))
        return summary
    }

    /// Ends the process early: no file is left half replaced, and nothing of ours remains.
    package static func abandon(status: Int32) {
        FileReplacement.betweenTurns {
            Scratch.removeAll()
            _exit(status)
        }
    }

    private func take(_ document: LintedDocument) {
        if document.isRefused {
            summary.refused.append(document.name)
        } else {
            summary.linted += 1
        }
        summary.tally.add(document.findings)
        summary.mended += document.mended.count
        if let trouble = document.trouble {
            summary.inconclusive.append("\(document.name): \(trouble)")
        }
        for id in document.skipped where !summary.skipped.contains(id) {
            summary.skipped.append(id)
        }
    }

    /// The answers to a reading's questions; the validator starts at the first.
    func answer(_ questions: [Question], _ reading: Reading) throws(HarnessFault) -> [Answer] {
        let answers = try examiner.get().answer(questions, reading)
        undecided = answers.compactMap {
            if case .undecided(let reason) = $0 { reason } else { nil }
        }
        return answers
    }

    /// What a meta-schema says of a document.
    func opinion(
        _ metaschema: [UInt8], _ reading: Reading
    ) throws(HarnessFault) -> [(pointer: JSONPointer, message: String)] {
        try examiner.get().opinion(
            metaschema: metaschema, document: reading.document.file.bytes)
    }

    /// The day by UTC, so that the time zone changes no report.
    private static func today() -> CalendarDay {
        var now = time(nil)
        var parts = tm()
        gmtime_r(&now, &parts)
        let day = CalendarDay(
            year: Int(parts.tm_year) + 1900, month: Int(parts.tm_mon) + 1, day: Int(parts.tm_mday))
        guard let day else { preconditionFailure("the clock names no day") }
        return day
    }
}
