import Diagnostics
package import Lint

/// Where the texts lie that a document refers to: beside it, or in a folder given for the web's.
package struct ReferenceFolder: Sendable {
    /// The path of the document, beside which relative references are looked for.
    let document: String
    /// A folder that holds copies of what `http` and `https` references name.
    let references: String?

    package init(document: String, references: String? = nil) {
        self.document = document
        self.references = references
    }

    /// What a reading asks for texts.
    package var loader: Library.Loader { Library.nothing }
}
