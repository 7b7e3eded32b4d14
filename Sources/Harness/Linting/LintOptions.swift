import Diagnostics
package import Lint

/// What a run of the linter is asked to do; every default works without a flag.
package struct LintOptions: Sendable {
    /// The version of the program, for the report.
    package var version: String
    /// The rules to hold against the documents, before any configuration.
    package var rules: [Rule] = Rule.all
    /// A folder of the texts that the documents refer to on the web.
    package var references: String?
    /// A configuration for all the documents; nil looks for one above each of them.
    package var configuration: String?
    /// Whether to make fixes.
    package var isMending = false
    /// Whether a validator may be asked.
    package var asksValidator = true
    /// A meta-schema for a second opinion.
    package var metaschema: String?
    /// The highest severity that is no failure; nil tolerates no finding.
    package var tolerated: Severity? = .warning
    /// The day that ignores are held against; nil is today's, by UTC.
    package var today: CalendarDay?

    package init(version: String) { self.version = version }
}
