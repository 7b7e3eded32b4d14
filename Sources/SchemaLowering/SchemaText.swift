// SchemaLowering: JSON Schemas in, named types out, for whatever format of document they stand in.
// It knows no format: a reader brings the roles of its grammar, the methods and the way to the
// components. It reads no file and knows no target language.

package import Diagnostics
package import WireJSON

/// The text of a document that holds schemas, and the grammar by which it is read.
package struct SchemaText: Sendable {
    /// The text, for the places of diagnostics.
    package let file: SourceFile
    package internal(set) var root: JSONValue
    /// The role of the root.
    let grammar: Role
    /// The way to the object that names the components.
    let components: JSONPointer
    /// What the ids of this format's diagnostics begin with, such as `openrpc`.
    let rules: String
    /// First steps of a way that give the name of a type no word.
    let silentSteps: Set<String>
    /// The member by which another text shows that it is of the same format.
    let mark: String?
    var survey: Survey
    /// The other texts that were asked for, by URI.
    package internal(set) var texts: [String: Result<Text, Texts.Refusal>] = [:]
    /// Where the spans of the next text begin.
    var end: Int
    /// Whether a schema whose text cannot be had allows anything.
    var isOpaque = false

    /// The text of `file`, which has been read to `root`.
    package init(
        file: SourceFile, root: JSONValue, grammar: Role, components: JSONPointer, rules: String,
        silentSteps: Set<String> = [], mark: String? = nil
    ) {
        self.file = file
        self.root = root
        self.silentSteps = silentSteps
        self.grammar = grammar
        self.components = components
        self.rules = rules
        self.mark = mark
        survey = Survey(root, grammar: grammar, uri: Texts.uri(ofFile: file.name))
        end = file.bytes.count + 1
    }
}
