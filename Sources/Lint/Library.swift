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

    /// A loader that has nothing.
    package static let nothing: Loader = { _ in
        .failure(Refusal("the document stands alone"))
    }

    /// A text with what stands in it.
    struct Volume: Sendable {
        let text: LintText
        let survey: Survey
        let identifiers: Identifiers

        /// A text that states no version of OpenRPC is taken for a schema with its definitions.
        init(_ text: LintText) {
            let isDocument = text.root["openrpc"] != nil
            self.init(text, Survey(text, as: isDocument ? .document : .schema))
        }

        init(_ text: LintText, _ survey: Survey) {
            self.text = text
            self.survey = survey
            identifiers = Identifiers(of: survey[.schema])
        }
    }

    private let loader: Loader
    private let volumes: Mutex<[JSONName: Result<Volume, Refusal>]>

    init(_ document: LintText, _ survey: Survey, loader: @escaping Loader) {
        self.loader = loader
        volumes = Mutex([JSONName(document.base): .success(Volume(document, survey))])
    }

    /// The text of a URI without a fragment.
    func text(_ uri: String) -> Result<LintText, Refusal> { volume(uri).map(\.text) }

    /// The text of a URI without a fragment, surveyed.
    func volume(_ uri: String) -> Result<Volume, Refusal> {
        if let known = volumes.withLock({ $0[JSONName(uri)] }) { return known }
        let answer = loader(uri).flatMap { file in Self.read(file, at: uri) }
        volumes.withLock { $0[JSONName(uri)] = answer }
        return answer
    }

    /// A text that has been loaded, surveyed.
    func volume(of text: LintText) -> Volume {
        guard case .success(let volume) = volume(text.base), volume.text === text else {
            return Volume(text)
        }
        return volume
    }

    /// The texts that have been loaded so far, the document among them, by their URI.
    var loaded: [LintText] {
        volumes.withLock { $0.values.compactMap { try? $0.get().text } }
            .sorted { $0.base < $1.base }
    }

    private static func read(_ file: SourceFile, at uri: String) -> Result<Volume, Refusal> {
        do throws(JSONFault) {
            let root = try JSONValue.read(file.bytes)
            return .success(Volume(LintText(file: file, root: root, base: uri)))
        } catch {
            let place = file.position(at: error.offset)
            return .failure(
                Refusal("'\(file.name)' is not JSON at \(place.line):\(place.column)"))
        }
    }
}

extension Library {
    /// The URI that a document is taken to have: relative references go beside it, and its own file
    /// name leads back to it.
    static func uri(ofFile name: String) -> String {
        let bytes = name.utf8.split(separator: UInt8(ascii: "/")).last.map(Array.init) ?? []
        return "file:///"
            + bytes.map { byte in
                let scalar = Unicode.Scalar(byte)
                let isPlain =
                    byte < 0x80 && (scalar.properties.isAlphabetic || "-._~".utf8.contains(byte))
                if isPlain || (0x30...0x39).contains(byte) { return String(Character(scalar)) }
                return (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
            }.joined()
    }
}
