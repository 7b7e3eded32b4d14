package import Diagnostics
import SchemaLowering
package import WireJSON

extension Document {
    /// Reads a text and checks that it is an OpenRPC document; nil when any diagnostic is an error.
    package static func load(
        _ bytes: [UInt8], file name: String
    ) -> (Document?, [Diagnostic]) {
        let file = SourceFile(name: name, bytes: bytes)
        do throws(JSONFault) {
            return load(try JSONValue.read(bytes), of: file)
        } catch {
            return (nil, [unreadable(error, in: file)])
        }
    }

    /// Checks that a value is an OpenRPC document; `file` is the text it was read from. A value
    /// built in code is written out first, and its places are those of that text.
    package static func load(
        _ root: JSONValue, of file: SourceFile
    ) -> (Document?, [Diagnostic]) {
        if root.span == .none { return load(root.bytes(), file: file.name) }
        var checks = RootChecks(file: file, diagnostics: duplicates(in: root, of: file))
        guard root.object != nil else {
            checks.refuse(
                "not-an-object", "an OpenRPC document must be an object, found \(root.described)",
                at: root)
            return (nil, checks.diagnostics)
        }
        if root["openrpc"] == nil, root["openapi"] != nil || root["swagger"] != nil {
            checks.refuse(
                "missing-member", "the document must have 'openrpc'; this is an OpenAPI document",
                at: root)
            return (nil, checks.diagnostics)
        }
        let version = checks.version(of: root)
        checks.information(of: root)
        checks.methods(of: root)
        let isRefused = checks.diagnostics.contains { $0.severity == .error }
        guard let version, !isRefused else { return (nil, checks.diagnostics) }
        return (Document(file: file, root: root, version: version), checks.diagnostics)
    }

    /// A name that stands twice leaves two readings, unless it stands in an example or the like.
    private static func duplicates(in root: JSONValue, of file: SourceFile) -> [Diagnostic] {
        root.duplicateNames().map { duplicate in
            let role = Role.at(duplicate.object, in: root, of: .document)
            return duplicate.diagnostic(role == .data ? .warning : .error, in: file)
        }
    }

    private static func unreadable(_ fault: JSONFault, in file: SourceFile) -> Diagnostic {
        var diagnostic = fault.diagnostic(in: file)
        if file.bytes.allSatisfy({ [0x20, 0x09, 0x0A, 0x0D].contains($0) }) {
            diagnostic.rule = "openrpc.empty-file"
            diagnostic.message = "an OpenRPC document must be a JSON object; the file is empty"
        } else if looksLikeYAML(file.bytes) {
            diagnostic.rule = "openrpc.not-json"
            diagnostic.message =
                "an OpenRPC document must be JSON, and this looks like YAML; convert it to JSON"
        }
        return diagnostic
    }

    /// Whether the first line that says anything is a YAML marker, a list item or `key:`.
    private static func looksLikeYAML(_ bytes: [UInt8]) -> Bool {
        let lines = bytes.prefix(1 << 16).split(whereSeparator: { $0 == 0x0A || $0 == 0x0D })
        let texts = lines.lazy.map { String(decoding: $0, as: UTF8.self).drop { $0 == " " } }
        guard let line = texts.first(where: { !$0.isEmpty && !$0.hasPrefix("#") }) else {
            return false
        }
        if line.hasPrefix("---") || line.hasPrefix("%YAML") || line.hasPrefix("- ") { return true }
        guard let colon = line.firstIndex(of: ":"), let first = line.first,
            first.isLetter || first == "_" || first == "$"
        else { return false }
        let rest = line[line.index(after: colon)...]
        return rest.isEmpty || rest.hasPrefix(" ")
    }
}

/// The checks of the members that every document has.
private struct RootChecks {
    let file: SourceFile
    var diagnostics: [Diagnostic]

    mutating func refuse(_ rule: String, _ message: String, at value: JSONValue) {
        say(.error, rule, message, at: value)
    }

    private mutating func say(
        _ severity: Diagnostic.Severity, _ rule: String, _ message: String, at value: JSONValue
    ) {
        diagnostics.append(
            Diagnostic(
                severity, rule: "openrpc.\(rule)", message, at: SourceSpan(value.span, in: file)))
    }

    mutating func version(of root: JSONValue) -> Document.Version? {
        guard let stated = root["openrpc"] else {
            refuse(
                "missing-member",
                "the document must have 'openrpc'; add the version of the specification it follows,"
                    + " such as \"1.3.2\"", at: root)
            return nil
        }
        guard let text = stated.string else {
            refuse(
                "wrong-type", "'openrpc' must be a string, found \(stated.described)", at: stated)
            return nil
        }
        guard let version = Document.Version(text), version.major == 1 else {
            refuse(
                "unsupported-version",
                "'openrpc' must be a version from 1.0.0 to 1.4, found '\(text)'", at: stated)
            return nil
        }
        if version.minor > 4 {
            say(
                .warning, "newer-version",
                "version '\(text)' is newer than 1.4; it is read as 1.4", at: stated)
        }
        return version
    }

    mutating func information(of root: JSONValue) {
        guard let info = root["info"] else {
            return refuse(
                "missing-member", "the document must have 'info'; add its title and version",
                at: root)
        }
        guard info.object != nil else {
            return refuse(
                "wrong-type", "'info' must be an object, found \(info.described)", at: info)
        }
        text("title", of: info)
        text("version", of: info)
    }

    private mutating func text(_ name: String, of info: JSONValue) {
        guard let value = info[name] else {
            return refuse("missing-member", "'info' must have '\(name)'", at: info)
        }
        if value.string == nil {
            refuse(
                "wrong-type", "'info.\(name)' must be a string, found \(value.described)", at: value
            )
        }
    }

    mutating func methods(of root: JSONValue) {
        guard let methods = root["methods"] else {
            return refuse(
                "missing-member", "the document must have 'methods'; an empty array will do",
                at: root)
        }
        if methods.array == nil {
            refuse(
                "wrong-type", "'methods' must be an array, found \(methods.described)", at: methods)
        }
    }
}
