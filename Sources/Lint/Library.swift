package import Diagnostics
import Synchronization
import WireJSON

/// The texts that a document refers to, each loaded once, at the first question for it.
package final class Library: Sendable {
    /// Gives the text that an absolute URI names, or says why there is none. It never downloads.
    package typealias Loader = @Sendable (_ uri: String) -> Result<SourceFile, Refusal>

    /// Why a text cannot be had, in the house wording.
    package struct Refusal: Error, Sendable, Equatable {
        package var message: String
        package init(_ message: String) { self.message = message }
    }

    /// The URI that the document itself is taken to have; relative references go beside it.
    package static let documentURI = "file:///document.json"

    /// A loader that has nothing.
    package static let nothing: Loader = { _ in
        .failure(Refusal("the document stands alone"))
    }

    private let loader: Loader
    private let texts: Mutex<[String: Result<LintText, Refusal>]>

    init(_ document: LintText, loader: @escaping Loader) {
        self.loader = loader
        texts = Mutex([Self.documentURI: .success(document)])
    }

    /// The text of a URI without a fragment.
    func text(_ uri: String) -> Result<LintText, Refusal> {
        if let known = texts.withLock({ $0[uri] }) { return known }
        let answer = loader(uri).flatMap { file in Self.read(file, at: uri) }
        texts.withLock { $0[uri] = answer }
        return answer
    }

    /// The texts that have been loaded so far, the document among them, by their URI.
    var loaded: [LintText] {
        texts.withLock { $0.values.compactMap { try? $0.get() } }.sorted { $0.base < $1.base }
    }

    private static func read(_ file: SourceFile, at uri: String) -> Result<LintText, Refusal> {
        do throws(JSONFault) {
            return .success(LintText(file: file, root: try JSONValue.read(file.bytes), base: uri))
        } catch {
            let place = file.position(at: error.offset)
            return .failure(
                Refusal("'\(file.name)' is not JSON at \(place.line):\(place.column)"))
        }
    }
}
