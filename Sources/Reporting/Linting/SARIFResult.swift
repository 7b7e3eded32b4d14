import Diagnostics
import Lint
import WireJSON

/// One finding as a `result` (SARIF 2.1.0 §3.27).
struct SARIFResult {
    let finding: Finding
    /// The place of its rule among the driver's.
    let ruleIndex: Int
    let fingerprint: String

    var value: JSONValue {
        let diagnostic = finding.diagnostic
        var members: [JSONObject.Member] = [
            .init("ruleId", .string(finding.rule.id)), .init("ruleIndex", .number(ruleIndex)),
            .init("level", .string(diagnostic.severity.rawValue)),
            .init("message", SARIFLog.message(diagnostic.message)),
            .init("locations", .array([location])),
            .init("partialFingerprints", ["ruleAndPointer/v1": .string(fingerprint)]),
        ]
        if !diagnostic.notes.isEmpty {
            let related = diagnostic.notes.enumerated().map { index, note in
                Self.location(note.span, id: index, message: note.message)
            }
            members.append(.init("relatedLocations", .array(related)))
        }
        if let fix = finding.fix, let file = diagnostic.span?.file {
            members.append(.init("fixes", [Self.fix(fix, of: file)]))
        }
        if let reason = finding.ignoredBecause {
            members.append(
                .init(
                    "suppressions",
                    [["kind": "external", "status": "accepted", "justification": .string(reason)]]))
        }
        members.append(
            .init(
                "properties",
                [
                    "layer": .string(finding.rule.layer.rawValue),
                    "requirements": .array(finding.rule.requirements.map(JSONValue.string)),
                ]))
        return .object(members)
    }

    /// The rule and the pointer, as 64 bits of FNV-1a: what stays when lines move.
    static func fingerprint(of finding: Finding) -> String {
        let file = finding.diagnostic.span?.file.name ?? ""
        return digest(of: "\(finding.rule.id)\n\(file)\n\(finding.pointer)")
    }

    /// 64 bits of FNV-1a in hexadecimal digits.
    static func digest(of text: String) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    private var location: JSONValue {
        let physical = Self.location(finding.diagnostic.span).object?.members ?? []
        let logical: JSONValue = [
            ["fullyQualifiedName": .string(finding.pointer.description)]
        ]
        return .object(physical + [.init("logicalLocations", logical)])
    }

    private static func location(
        _ span: SourceSpan?, id: Int? = nil, message: String? = nil
    ) -> JSONValue {
        var members: [JSONObject.Member] = []
        if let id { members.append(.init("id", .number(id))) }
        if let message { members.append(.init("message", SARIFLog.message(message))) }
        if let span {
            members.append(
                .init(
                    "physicalLocation",
                    [
                        "artifactLocation": ["uri": .string(uri(of: span.file.name))],
                        "region": region(span),
                    ]))
        }
        return .object(members)
    }

    /// Lines and columns from 1, the end behind the last character; columns and `charOffset` in
    /// UTF-16 code units, as `columnKind` says.
    static func region(_ span: SourceSpan, hasSnippet: Bool = true) -> JSONValue {
        let (file, bytes) = (span.file, span.bytes)
        let start = file.position(at: bytes.lowerBound, in: .utf16)
        let end = file.position(at: bytes.upperBound, in: .utf16)
        let offset = file.count(before: bytes.lowerBound, in: .utf16)
        let length = file.count(before: bytes.upperBound, in: .utf16) - offset
        var members: [JSONObject.Member] = [
            .init("startLine", .number(start.line)), .init("startColumn", .number(start.column)),
            .init("endLine", .number(end.line)), .init("endColumn", .number(end.column)),
            .init("charOffset", .number(offset)), .init("charLength", .number(length)),
            .init("byteOffset", .number(bytes.lowerBound)),
            .init("byteLength", .number(bytes.count)),
        ]
        // Whole subtrees are no snippets.
        if hasSnippet, bytes.count <= 512, bytes.upperBound <= file.bytes.count {
            let text = String(decoding: file.bytes[bytes], as: UTF8.self)
            members.append(.init("snippet", SARIFLog.message(text)))
        }
        return .object(members)
    }

    private static func fix(_ fix: Fix, of file: SourceFile) -> JSONValue {
        let replacements = fix.edits.map { edit -> JSONValue in
            let span = SourceSpan(file: file, bytes: edit.bytes)
            return [
                "deletedRegion": region(span, hasSnippet: false),
                "insertedContent": SARIFLog.message(edit.replacement),
            ]
        }
        return [
            "description": SARIFLog.message(fix.title),
            "artifactChanges": [
                [
                    "artifactLocation": ["uri": .string(uri(of: file.name))],
                    "replacements": .array(replacements),
                ]
            ],
        ]
    }

    /// A path as a URI reference: relative as it was given, or `file:` when it was absolute.
    static func uri(of path: String) -> String {
        let plain = Set(
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/".utf8)
        let encoded = path.utf8.map { byte in
            if plain.contains(byte) { return String(Unicode.Scalar(byte)) }
            let digits = String(byte, radix: 16, uppercase: true)
            return byte < 16 ? "%0\(digits)" : "%\(digits)"
        }.joined()
        return path.hasPrefix("/") ? "file://" + encoded : encoded
    }
}
