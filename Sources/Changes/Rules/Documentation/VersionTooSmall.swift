import Diagnostics
import Lint

extension ChangeRule {
    static let versionTooSmall = ChangeRule(
        "documentation.version-too-small", .compatible, severity: .warning,
        advice: "raise info.version",
        Explanation(
            clause: """
                OpenRPC 1.0 to 1.4, Info Object, 'version'; semver.org 2.0.0, §4 and §6 to §9.
                """,
            why: "Who goes by the version takes a breaking document for a harmless one.",
            example: #"a method is removed, and "version": "1.0.0" becomes "1.0.1""#,
            remedy: "Raise 'version' by the step that the summary names."))
}
