// SchemaLowering: JSON Schemas in, named types out, for whatever format of document they stand in.
// It knows no format: a reader brings the roles of its grammar, the methods and the way to the
// components. It reads no file and knows no target language.

package import Diagnostics
package import WireJSON

/// The text of a document that holds schemas, and the grammar by which it is read.
package struct SchemaText: Sendable {
    /// The text, for the places of diagnostics.
    package let file: SourceFile
    package let root: JSONValue
    /// The role of the root.
    let grammar: Role
    /// The way to the object that names the components.
    let components: JSONPointer
    /// What the ids of this format's diagnostics begin with, such as `openrpc`.
    let rules: String
    let survey: Survey

    /// The text of `file`, which has been read to `root`.
    package init(
        file: SourceFile, root: JSONValue, grammar: Role, components: JSONPointer, rules: String
    ) {
        self.file = file
        self.root = root
        self.grammar = grammar
        self.components = components
        self.rules = rules
        survey = Survey(root, grammar: grammar)
    }
}
