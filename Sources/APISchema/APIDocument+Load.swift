package import Diagnostics
import SchemaLowering
import WireJSON

extension APIDocument {
    /// Reads a text and checks that it is an API schema; nil when any diagnostic is an error.
    /// `beside` gives the bytes of the file of a name that lies beside the document, or nil.
    package static func load(
        _ bytes: [UInt8], file name: String,
        beside: (String) -> [UInt8]? = { _ in nil }
    ) -> (APIDocument?, [Diagnostic]) {
        let file = SourceFile(name: name, bytes: bytes)
        let root: JSONValue
        do throws(JSONFault) {
            root = try JSONValue.read(bytes)
        } catch {
            return (nil, [error.diagnostic(in: file)])
        }
        var diagnostics = duplicates(in: root, of: file)
        diagnostics += shape(of: root, in: file)
        guard !diagnostics.contains(where: { $0.severity == .error }) else {
            return (nil, diagnostics)
        }
        let text = SchemaText(
            file: file, root: root, grammar: .apiDocument,
            components: JSONPointer(["definitions"]), rules: "api-schema",
            silentSteps: Set(Bucket.allCases.map(\.rawValue)))
        let gathered = text.gathering { uri in self.text(of: uri, besides: name, beside) }
        return (APIDocument(text: gathered), diagnostics)
    }

    /// The text of a file beside the document, under its own name or its version's.
    private static func text(
        of uri: String, besides document: String, _ beside: (String) -> [UInt8]?
    ) -> Result<SourceFile, Texts.Refusal> {
        let start = "file:///"
        let name = uri.hasPrefix(start) ? String(uri.dropFirst(start.count)) : uri
        if uri.hasPrefix(start), isPlainName(name) {
            for spelling in [name, versioned(name, like: document)] {
                guard let bytes = beside(spelling) else { continue }
                return .success(SourceFile(name: folder(of: document) + spelling, bytes: bytes))
            }
        }
        let wayOut = "put a text '\(name)' beside the document, or copy what it names into"
        return .failure(Texts.Refusal(wayOut + " '#/definitions'"))
    }

    /// A name that stands twice leaves two readings, unless it stands in an example or the like.
    private static func duplicates(in root: JSONValue, of file: SourceFile) -> [Diagnostic] {
        root.duplicateNames().map { duplicate in
            let role = Role.at(duplicate.object, in: root, of: .apiDocument)
            return duplicate.diagnostic(role == .data ? .warning : .error, in: file)
        }
    }

    /// What the root lacks.
    private static func shape(of root: JSONValue, in file: SourceFile) -> [Diagnostic] {
        func error(_ rule: String, _ message: String, at value: JSONValue) -> Diagnostic {
            Diagnostic(
                .error, rule: "api-schema.\(rule)", message, at: SourceSpan(value.span, in: file))
        }
        guard root.object != nil else {
            let message = "an API schema must be an object, found \(root.described)"
            return [error("not-an-object", message, at: root)]
        }
        let buckets = Bucket.allCases.map(\.rawValue)
        if !buckets.contains(where: { root[$0] != nil }) {
            let names = buckets.map { "'\($0)'" }.joined(separator: ", ")
            let message = "an API schema must have a bucket of methods: one of \(names)"
            return [error("missing-member", message, at: root)]
        }
        return (buckets + ["definitions"]).compactMap { name in
            guard let value = root[name], value.object == nil else { return nil }
            let message = "'\(name)' must be an object, found \(value.described)"
            return error("wrong-type", message, at: value)
        }
    }
}

extension APIDocument {
    /// Whether a text names a file beside another, and nothing that leads elsewhere.
    private static func isPlainName(_ path: String) -> Bool {
        guard let first = path.utf8.first, first != UInt8(ascii: ".") else { return false }
        return path.unicodeScalars.allSatisfy { scalar in
            switch scalar {
            case "a"..."z", "A"..."Z", "0"..."9", ".", "_", "-": true
            default: false
            }
        }
    }

    /// `events.schema.json` as a document called `api.schema.1.2.json` knows it:
    /// `events.schema.1.2.json`.
    private static func versioned(_ name: String, like document: String) -> String {
        let mark = ".schema."
        let own = document.utf8.split(separator: UInt8(ascii: "/")).last.map { String($0) } ?? ""
        guard let start = own?.firstRange(of: mark)?.upperBound, name.hasSuffix(mark + "json"),
            let own
        else { return name }
        return String(name.dropLast("json".count)) + own[start...]
    }

    /// The document's folder as its own name begins with it.
    private static func folder(of document: String) -> String {
        document.lastIndex(of: "/").map { String(document[...$0]) } ?? ""
    }
}
