package import Conformance
import Diagnostics
package import Lint
package import SDKGenerator
package import WireJSON

/// Where runs look for the texts that documents refer to.
package struct ReferenceOptions: Sendable, Equatable {
    /// A folder with copies of the web's texts.
    package var copies: String?
    /// Whether a schema whose text is not there allows anything.
    package var isOpaque = false

    package init(copies: String? = nil, isOpaque: Bool = false) {
        self.copies = copies
        self.isOpaque = isOpaque
    }

    /// The generator's references of a document at a path.
    package func references(of document: String) -> References {
        .beside(document, copies: copies, isOpaque: isOpaque)
    }

    /// The judge's reading of a document at a path.
    package func document(_ root: JSONValue, at path: String) -> RawDocument {
        RawDocument(
            root, texts: RawTexts(file: path, isOpaque: isOpaque, load: values(beside: path)))
    }

    /// For readers that know JSON alone: the text of an absolute URI as a value, nil where it
    /// cannot be had.
    private func values(beside document: String) -> @Sendable (_ uri: String) -> JSONValue? {
        let load = ReferenceFolder(document: document, references: copies).loader
        return { uri in
            guard let file = try? load(uri).get() else { return nil }
            return try? JSONValue.read(file.bytes)
        }
    }
}

extension ReferenceFolder {
    /// What a linter's reading asks for texts.
    package var library: Library.Loader {
        let load = loader
        return { uri in load(uri).mapError { Library.Refusal($0.message) } }
    }
}
