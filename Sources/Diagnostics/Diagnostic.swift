/// One problem in what the user wrote, in the house wording: lower case, one phrase, names in
/// 'quotes', the rule first, then the way out after a semicolon.
package struct Diagnostic: Sendable {
    /// How much a problem weighs; an error refuses the document.
    package enum Severity: String, Sendable, Comparable {
        case note, warning, error

        package static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

        private var rank: Int {
            switch self {
            case .note: 0
            case .warning: 1
            case .error: 2
            }
        }
    }

    /// A second place that explains the first, such as the other half of a conflict.
    package struct Note: Sendable {
        package var message: String
        package var span: SourceSpan?

        package init(_ message: String, at span: SourceSpan? = nil) {
            self.message = message
            self.span = span
        }
    }

    package var severity: Severity
    /// The permanent id of the rule, such as `openrpc.duplicate-method`.
    package var rule: String
    package var message: String
    package var span: SourceSpan?
    package var notes: [Note]

    package init(
        _ severity: Severity, rule: String, _ message: String, at span: SourceSpan? = nil,
        notes: [Note] = []
    ) {
        self.severity = severity
        self.rule = rule
        self.message = message
        self.span = span
        self.notes = notes
    }
}

extension Diagnostic: CustomStringConvertible {
    /// `file:line:column: severity: message [rule]`, each note on a line of its own.
    package var description: String {
        let lines = notes.map { Self.line($0.span, .note, $0.message) }
        return ([Self.line(span, severity, "\(message) [\(rule)]")] + lines).joined(separator: "\n")
    }

    private static func line(_ span: SourceSpan?, _ severity: Severity, _ message: String) -> String
    {
        guard let span else { return "\(severity.rawValue): \(message)" }
        let start = span.start
        return "\(span.file.name):\(start.line):\(start.column): \(severity.rawValue): \(message)"
    }
}
