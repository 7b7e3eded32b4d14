package import Diagnostics
package import WireJSON

/// One difference between two documents.
package struct Change: Sendable {
    package let rule: ChangeRule
    /// The message and its place in the new document, or in the old one when the new has none; a
    /// note shows the place in the other.
    package let diagnostic: Diagnostic
    /// The way to the value from the root of its text.
    package let pointer: JSONPointer
    /// Whether the place is in the old document.
    package let isInOld: Bool
}
