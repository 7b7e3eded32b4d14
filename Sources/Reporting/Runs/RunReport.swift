package import Conformance
package import Diagnostics

/// The forms in which a recorded run is told.
package enum RunFormat: String, Sendable, CaseIterable {
    /// JUnit's XML, as CI systems read it.
    case junit
    /// The Test Anything Protocol, version 14.
    case tap
    /// SARIF 2.1.0, for code scanning.
    case sarif
    /// A summary for a page of a job, or a comment.
    case markdown
    /// Annotations of GitHub's workflow commands.
    case github
    /// One page that needs nothing else.
    case html
}

/// A recorded run, and what its reports may look up beside it.
package struct RunReport: Sendable {
    package let record: RunRecord
    /// The texts of the documents, by the names that the record gives them.
    package var documents: [String: SourceFile] = [:]
    /// The method that an authored case calls, by the case's id, which does not say it.
    package var methods: [String: String] = [:]
    /// Clauses of requirements, for reports that show them.
    package var requirements: [Requirement] = []
    /// An earlier run: what stood so before is told from what is new.
    package var baseline: RunRecord?

    /// A report of a record alone.
    package init(_ record: RunRecord) { self.record = record }

    /// The report in a form; a function of what is given and of nothing else.
    package func text(_ format: RunFormat) -> String {
        switch format {
        case .junit: JUnitReport(record).text
        case .tap: TAPReport(record).text
        case .sarif: SARIFRunLog(self).text
        case .markdown: MarkdownReport(record).text
        case .github: RunAnnotations(self).text
        case .html: HTMLReport(self).text
        }
    }
}
