package import Diagnostics
import WireJSON

/// The texts that a document may refer to, by absolute URIs. The document itself has the URI
/// `file:///` and its file name.
package struct Texts: Sendable {
    /// The text of a URI, or in one phrase the way out where it cannot be had.
    package typealias Loader = @Sendable (_ uri: String) -> Result<SourceFile, Refusal>

    /// Why a text cannot be had, and the way out, in the house wording.
    package struct Refusal: Error, Sendable {
        package var message: String
        package init(_ message: String) { self.message = message }
    }

    package let load: Loader
    /// Whether a schema whose text cannot be had is read as one that allows anything.
    package let isOpaque: Bool

    package init(isOpaque: Bool = false, load: @escaping Loader) {
        self.load = load
        self.isOpaque = isOpaque
    }

    /// The document stands alone.
    package static let none = Texts { _ in
        .failure(Refusal("copy what it names into 'components' and refer to that"))
    }

    /// The URI of a document's file.
    static func uri(ofFile name: String) -> String {
        let last = name.utf8.split(separator: UInt8(ascii: "/")).last.map(Array.init) ?? []
        return last.reduce(into: "file:///") { uri, byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"), UInt8(ascii: "~"):
                uri.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                uri += (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
            }
        }
    }
}

extension SchemaText {
    /// A text that the document refers to. It hangs below the document's root, in a member of its
    /// own, so that a pointer leads to each of its values; its spans follow those of the texts
    /// before it, so that one span stands for one value of all texts.
    package struct Text: Sendable {
        package let uri: String
        package let file: SourceFile
        /// Where its spans begin.
        let offset: Int
    }

    /// The member of the root that holds the other texts, by their URIs.
    static let textsMember = "\0texts"

    /// The document together with every text that its references lead to, theirs included.
    package func gathering(_ source: Texts) -> SchemaText {
        gathering(isOpaque: source.isOpaque, source.load)
    }

    /// The same with texts that a function has for their URIs.
    package func gathering(
        isOpaque: Bool = false, _ load: (_ uri: String) -> Result<SourceFile, Texts.Refusal>
    ) -> SchemaText {
        var document = self
        document.isOpaque = isOpaque
        var open = survey.references.filter { $0.place.text("$ref")?.hasPrefix("#") == false }
        // References into what no survey reaches, such as extensions, may lead further.
        open += survey.references.filter { reaches(beyondSurvey: $0) }
        var seen: Set<JSONValue.Span> = []
        while let reference = open.popLast() {
            guard let text = reference.place.text("$ref") else { continue }
            do throws(ReferenceFault) {
                let target = try document.find(text, from: reference.place.pointer)
                let isForeign = target.place.pointer.tokens.first == Self.textsMember
                guard isForeign || target.role == .data || target.role == .plain else { continue }
                let found = Survey(target.place, as: reference.role, passing: &seen).references
                if isForeign { document.survey.add(found) }
                open += found
            } catch {
                guard case .external(let uri, _) = error, document.texts[uri] == nil else {
                    continue
                }
                document.attach(uri, load(uri))
                open.append(reference)
            }
        }
        return document
    }

    private func reaches(beyondSurvey reference: Survey.Reference) -> Bool {
        guard let text = reference.place.text("$ref"), text.hasPrefix("#"),
            let target = try? find(text, from: reference.place.pointer)
        else { return false }
        return target.role == .data || target.role == .plain
    }

    private mutating func attach(_ uri: String, _ answer: Result<SourceFile, Texts.Refusal>) {
        switch answer.flatMap({ file in read(file) }) {
        case .failure(let refusal): texts[uri] = .failure(refusal)
        case .success(let (text, value)):
            texts[uri] = .success(Text(uri: uri, file: text, offset: end))
            let value = value.moved(by: end)
            end += text.bytes.count + 1
            var members = root.object ?? JSONObject()
            var attached = members[Self.textsMember]?.object ?? JSONObject()
            attached[uri] = value
            members[Self.textsMember] = JSONValue(.object(attached))
            root = JSONValue(.object(members), span: root.span)
            survey.add(
                value, as: role(ofText: value), at: JSONPointer([Self.textsMember, uri]), uri: uri)
        }
    }

    private func read(
        _ file: SourceFile
    ) -> Result<(SourceFile, JSONValue), Texts.Refusal> {
        do throws(JSONFault) {
            guard end + file.bytes.count < Int(UInt32.max) else {
                return .failure(.init("all texts together are longer than 4 GiB"))
            }
            return .success((file, try JSONValue.read(file.bytes)))
        } catch {
            let place = file.position(at: error.offset)
            return .failure(
                .init("'\(file.name)' is not JSON at \(place.line):\(place.column); correct it"))
        }
    }

    /// A pointer as a reference to it is written, with the URI of another text; those of files lose
    /// their scheme.
    func address(of pointer: JSONPointer) -> String {
        let home = Self.text(of: pointer).tokens
        let rest = JSONPointer(Array(pointer.tokens.dropFirst(home.count))).fragment
        guard let uri = home.last else { return rest }
        return (uri.hasPrefix("file:///") ? String(uri.dropFirst(8)) : uri) + rest
    }

    /// What another text is as a whole: one without the format's mark is taken for a schema with
    /// its definitions.
    private func role(ofText text: JSONValue?) -> Role {
        mark.map { text?[$0] != nil } ?? false ? grammar : .schema
    }

    /// The role of the value that a pointer leads to.
    func role(at pointer: JSONPointer) -> Role {
        let home = Self.text(of: pointer)
        guard !home.tokens.isEmpty, let text = root.resolve(home) else {
            return .at(pointer, in: root, of: grammar)
        }
        let rest = JSONPointer(Array(pointer.tokens.dropFirst(home.tokens.count)))
        return .at(rest, in: text, of: role(ofText: text))
    }

    /// The stretch of text a value was read from; nil for values built in code.
    func sourceSpan(_ span: JSONValue.Span) -> SourceSpan? {
        if span == .none { return nil }
        let before = texts.values.compactMap { try? $0.get() }.filter {
            $0.offset <= Int(span.lower)
        }
        guard let text = before.max(by: { $0.offset < $1.offset }) else {
            return SourceSpan(span, in: file)
        }
        return SourceSpan(
            file: text.file,
            bytes: (span.range.lowerBound - text.offset)..<(span.range.upperBound - text.offset))
    }
}

extension JSONValue {
    /// The value as if its text began further on.
    fileprivate func moved(by offset: Int) -> JSONValue {
        let span = span.moved(by: offset)
        switch kind {
        case .array(let elements):
            return JSONValue(.array(elements.map { $0.moved(by: offset) }), span: span)
        case .object(let object):
            let members = object.members.map { member in
                JSONObject.Member(
                    member.name, member.value.moved(by: offset),
                    nameSpan: member.nameSpan.moved(by: offset))
            }
            return JSONValue(.object(JSONObject(members)), span: span)
        default: return JSONValue(kind, span: span)
        }
    }
}

extension JSONValue.Span {
    fileprivate func moved(by offset: Int) -> JSONValue.Span {
        JSONValue.Span(range.lowerBound + offset, range.upperBound + offset)
    }
}
