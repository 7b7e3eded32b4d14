// OpenRPC: the text of an OpenRPC document in, a service out. It reads no file, asks its caller for
// the texts that references lead to, guesses nothing where the text allows two readings, and knows
// no target language.

package import Diagnostics
package import SchemaLowering
package import WireJSON

/// A text that is an OpenRPC document: its root has the members every version demands. What stands
/// in its methods and schemas is judged when it is lowered.
package struct Document: Sendable {
    private(set) var text: SchemaText
    /// What `openrpc` says.
    package let version: Version

    /// A version of the OpenRPC specification.
    package struct Version: Sendable, Equatable {
        package var major: Int
        package var minor: Int
        package var patch: Int

        /// Reads `1.3.2`, `1.0.0-rc1` and, because documents say so, `1.2`.
        init?(_ text: String) {
            let core = text.prefix { $0 != "-" && $0 != "+" }
            let parts = core.split(separator: ".", omittingEmptySubsequences: false)
            let numbers = parts.compactMap { part in
                part.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(part) : nil
            }
            guard numbers.count == parts.count, (2...3).contains(numbers.count) else { return nil }
            major = numbers[0]
            minor = numbers[1]
            patch = numbers.count == 3 ? numbers[2] : 0
        }

        /// Since 1.3 a method without `result` is a notification.
        var hasNotifications: Bool { major > 1 || minor >= 3 }
    }

    /// The text, for the places of diagnostics.
    package var file: SourceFile { text.file }
    package var root: JSONValue { text.root }

    init(file: SourceFile, root: JSONValue, version: Version) {
        text = SchemaText(
            file: file, root: root, grammar: .document,
            components: JSONPointer(["components", "schemas"]), rules: "openrpc", mark: "openrpc")
        self.version = version
    }

    /// The document together with every text that its references lead to, theirs included.
    package func gathering(_ source: Texts) -> Document {
        var document = self
        document.text = text.gathering(source)
        return document
    }

    /// The other texts that were asked for, by their URIs.
    package var texts: [String: Result<SchemaText.Text, Texts.Refusal>] { text.texts }
}
