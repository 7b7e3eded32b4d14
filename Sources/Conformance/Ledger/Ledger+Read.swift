package import Diagnostics

extension Ledger {
    /// Reads a ledger; empty lines and those that begin with `#` say nothing. Lines that cannot be
    /// read, and scopes that stand twice, are diagnostics.
    package static func read(_ bytes: [UInt8], file: String) -> (Ledger, [Diagnostic]) {
        let source = SourceFile(name: file, bytes: bytes)
        var ledger = Ledger()
        var diagnostics: [Diagnostic] = []
        var start = 0
        for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
            let span = SourceSpan(file: source, bytes: start..<(start + line.count))
            start += line.count + 1
            let text = String(decoding: line, as: UTF8.self)
            if text.allSatisfy(\.isWhitespace) || text.hasPrefix("#") { continue }
            guard let entry = entry(text, span) else {
                diagnostics.append(
                    Diagnostic(
                        .error, rule: "ledger.malformed",
                        "a line is an id, an issue, a day as 2027-03-31, what fails as reports call"
                            + " it, and a reason", at: span))
                continue
            }
            if !ledger.add(entry) {
                diagnostics.append(
                    Diagnostic(
                        .error, rule: "ledger.twice", "'\(entry.scope)' stands twice; remove one",
                        at: span))
            }
        }
        return (ledger, diagnostics)
    }

    private static func entry(_ text: String, _ span: SourceSpan) -> Entry? {
        let words = text.split(maxSplits: 4, whereSeparator: \.isWhitespace)
        guard words.count == 5, let expiry = Day(words[2]), let signature = Signature(words[3])
        else { return nil }
        let reason = words[4].drop(while: \.isWhitespace)
        let end = reason.lastIndex { !$0.isWhitespace }
        guard let end else { return nil }
        return Entry(
            scope: Scope(reading: String(words[0])), issue: String(words[1]), expiry: expiry,
            signature: signature, reason: String(reason[...end]), span: span)
    }
}
