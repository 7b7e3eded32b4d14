import Diagnostics
import SchemaLowering

/// Where the texts lie that a document refers to, and what is done where one cannot be had. Texts
/// come from files; nothing is downloaded.
public struct References: Sendable {
    let texts: Texts

    /// No text but the document: a reference out of it is an error.
    public static let none = References(texts: .none)

    /// The texts beside a document and below its folder, by relative references; those of the web
    /// are copies at `host/path` below the folder `copies`, as `wget --force-directories` saves
    /// them. Where `isOpaque`, a schema whose text is not there allows any value, with a warning
    /// for each place; otherwise that is an error.
    public static func beside(
        _ document: String, copies: String? = nil, isOpaque: Bool = false
    ) -> References {
        let load = ReferenceFolder(document: document, references: copies).loader
        return References(
            texts: Texts(isOpaque: isOpaque) { uri in
                load(uri).mapError { Texts.Refusal($0.message) }
            })
    }

    /// The texts that a function has for absolute URIs; the document's own is `file:///` and the
    /// name of its file.
    public static func given(
        isOpaque: Bool = false, _ text: @escaping @Sendable (_ uri: String) -> [UInt8]?
    ) -> References {
        References(
            texts: Texts(isOpaque: isOpaque) { uri in
                text(uri).map { .success(SourceFile(name: uri, bytes: $0)) }
                    ?? .failure(.init("no text of that name was given"))
            })
    }
}
