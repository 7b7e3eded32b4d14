import Synchronization
package import WireJSON

/// The texts that a document refers to, as the judge reads them: each asked for once.
package final class RawTexts: Sendable {
    /// The URI that the document itself has: relative references go beside it.
    let home: String
    /// Whether a reference to a text that cannot be had allows any value.
    let isOpaque: Bool
    private let load: @Sendable (_ uri: String) -> JSONValue?
    private let loaded = Mutex<[String: JSONValue?]>([:])

    /// The texts around the document in a file of that name, by absolute URIs.
    package init(
        file: String, isOpaque: Bool = false,
        load: @escaping @Sendable (_ uri: String) -> JSONValue?
    ) {
        let last = file.split(separator: "/").last.map(String.init) ?? ""
        home = "file:///" + RawURI.encoded(last)
        self.isOpaque = isOpaque
        self.load = load
    }

    /// Nothing but the document.
    package convenience init() { self.init(file: "", load: { _ in nil }) }

    subscript(uri: String) -> JSONValue? {
        if let known = loaded.withLock({ $0[uri] }) { return known }
        let text = load(uri)
        loaded.withLock { $0[uri] = .some(text) }
        return text
    }
}

/// As much of RFC 3986 as references in documents need.
enum RawURI {
    private static let plain = Set("-._~".utf8)

    /// Bytes that a path of a URI cannot hold, percent-encoded.
    static func encoded(_ name: String) -> String {
        name.utf8.reduce(into: "") { text, byte in
            let scalar = Unicode.Scalar(byte)
            let isWord = byte < 0x80 && (scalar.properties.isAlphabetic || isDigit(byte))
            if isWord || plain.contains(byte) {
                text.unicodeScalars.append(scalar)
            } else {
                let digits = String(byte, radix: 16, uppercase: true)
                text += digits.count == 1 ? "%0\(digits)" : "%\(digits)"
            }
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    /// The target of a reference without fragment, by §5.2.2.
    static func resolved(_ reference: String, against base: String) -> String {
        if scheme(of: reference) != nil { return reference }
        guard let scheme = scheme(of: base) else { return reference }
        let rest = base.dropFirst(scheme.count + 1)
        if reference.hasPrefix("//") { return "\(scheme):\(reference)" }
        let isHosted = rest.hasPrefix("//")
        let authority = isHosted ? "//" + rest.dropFirst(2).prefix { $0 != "/" && $0 != "?" } : ""
        let path = rest.dropFirst(authority.count).prefix { $0 != "?" }
        if reference.isEmpty { return base }
        let query = reference.drop { $0 != "?" }
        let target = reference.dropLast(query.count)
        if target.isEmpty { return "\(scheme):\(authority)\(path)\(query)" }
        let merged: String
        if target.hasPrefix("/") {
            merged = String(target)
        } else if let slash = path.lastIndex(of: "/") {
            merged = String(path[...slash] + target)
        } else {
            merged = (isHosted ? "/" : "") + target
        }
        return "\(scheme):\(authority)\(withoutDots(merged))\(query)"
    }

    private static func scheme(of uri: String) -> Substring? {
        guard let colon = uri.utf8.firstIndex(of: UInt8(ascii: ":")) else { return nil }
        let scheme = uri[..<colon]
        let isScheme = scheme.utf8.allSatisfy { byte in
            Unicode.Scalar(byte).properties.isAlphabetic && byte < 0x80 || isDigit(byte)
                || "+-.".utf8.contains(byte)
        }
        return isScheme && !scheme.isEmpty ? scheme : nil
    }

    /// §5.2.4.
    private static func withoutDots(_ path: String) -> String {
        var kept: [Substring] = []
        let steps = path.split(separator: "/", omittingEmptySubsequences: false)
        for (index, step) in steps.enumerated() {
            let isLast = index == steps.count - 1
            switch step {
            case ".": if isLast { kept.append("") }
            case "..":
                if kept.count > 1 { kept.removeLast() }
                if isLast { kept.append("") }
            default: kept.append(step)
            }
        }
        return kept.joined(separator: "/")
    }
}
