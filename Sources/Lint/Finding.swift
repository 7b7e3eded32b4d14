package import Diagnostics
package import WireJSON

/// How a finding weighs.
package typealias Severity = Diagnostic.Severity

/// One place of a document at which a rule is broken.
package struct Finding: Sendable {
    package var rule: Rule
    /// The severity, rule, message, place and notes, in the house wording.
    package var diagnostic: Diagnostic
    /// The way to the value from the root of its text.
    package var pointer: JSONPointer
    /// An edit that puts it right and cannot do harm.
    package var fix: Fix?
    /// Why the configuration has it ignored; nil when it counts.
    package var ignoredBecause: String?
}

/// What a rule says of one place, before it is known as a finding of that rule.
struct Remark: Sendable {
    var message: String
    var span: SourceSpan
    var place: Place
    var notes: [Diagnostic.Note] = []
    var fix: Fix?
    /// The most it may weigh, where the rule is not as strict on every version; nil for no bound.
    var severity: Severity?

    /// A remark at the whole of a value.
    init(_ message: String, at site: Site, notes: [Diagnostic.Note] = [], fix: Fix? = nil) {
        self.init(message, at: site.span, of: site, notes: notes, fix: fix)
    }

    /// A remark at a stretch that belongs to a value, such as the name of one of its members.
    init(
        _ message: String, at span: SourceSpan, of site: Site, notes: [Diagnostic.Note] = [],
        fix: Fix? = nil
    ) {
        self.message = message
        self.span = span
        place = site.place
        self.notes = notes
        self.fix = fix
    }
}

/// A minimal edit of the document's text; every byte outside the edits stays.
package struct Fix: Sendable {
    /// What it does, as an order: "move the required param before the optional ones".
    package var title: String
    /// In the order of the text, none overlapping another.
    package var edits: [Edit]

    /// Bytes that take the place of others; an empty range inserts.
    package struct Edit: Sendable {
        package var bytes: Range<Int>
        package var replacement: String

        package init(_ bytes: Range<Int>, _ replacement: String) {
            self.bytes = bytes
            self.replacement = replacement
        }
    }

    package init(_ title: String, _ edits: [Edit]) {
        self.title = title
        self.edits = edits
    }
}
