/// A Swift text taken apart: in each part everything else is blank, so that lines and columns stay
/// what they were.
struct SwiftText {
    /// The lines as they stand.
    let lines: [Substring]
    /// Code, the quotes of strings and the code inside their interpolations.
    let code: [String]
    /// Comments of every kind.
    let comments: [String]

    init(_ text: String) {
        var splitter = Splitter(bytes: Array(text.utf8))
        splitter.readCode()
        lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        code = Self.lines(splitter.code)
        comments = Self.lines(splitter.comments)
    }

    private static func lines(_ bytes: [UInt8]) -> [String] {
        bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
    }
}

/// Tells code from comments and from the content of strings. It knows no regex literals.
private struct Splitter {
    let bytes: [UInt8]
    private var at = 0
    private(set) var code: [UInt8]
    private(set) var comments: [UInt8]

    init(bytes: [UInt8]) {
        self.bytes = bytes
        code = bytes.map { $0 == 0x0A ? $0 : 0x20 }
        comments = code
    }

    /// Reads to the end, or to the parenthesis that ends an interpolation.
    mutating func readCode(ofInterpolation: Bool = false) {
        var depth = 0
        while at < bytes.count {
            switch bytes[at] {
            case UInt8(ascii: "/") where stands("//"): takeComment { $0.bytes[$0.at] == 0x0A }
            case UInt8(ascii: "/") where stands("/*"): takeBlockComment()
            case UInt8(ascii: "\""): readString(hashes: 0)
            case UInt8(ascii: "#"):
                if let hashes = hashesBeforeQuote() {
                    readString(hashes: hashes)
                } else {
                    takeCode()
                }
            case UInt8(ascii: "("):
                depth += 1
                takeCode()
            case UInt8(ascii: ")"):
                depth -= 1
                if ofInterpolation && depth < 0 { return }
                takeCode()
            default: takeCode()
            }
        }
    }

    private func stands(_ text: String) -> Bool { bytes[at...].starts(with: text.utf8) }

    private mutating func takeCode(_ count: Int = 1) {
        for _ in 0..<count where at < bytes.count {
            code[at] = bytes[at]
            at += 1
        }
    }

    private mutating func takeComment(until isOver: (Splitter) -> Bool) {
        while at < bytes.count, !isOver(self) {
            comments[at] = bytes[at]
            at += 1
        }
    }

    private mutating func takeBlockComment() {
        var depth = 0
        repeat {
            depth += stands("/*") ? 1 : stands("*/") ? -1 : 0
            let end = min(at + (stands("/*") || stands("*/") ? 2 : 1), bytes.count)
            takeComment { $0.at >= end }
        } while depth > 0 && at < bytes.count
    }

    /// How many `#` stand before the quote that begins a string here; nil when none begins.
    private func hashesBeforeQuote() -> Int? {
        let hashes = bytes[at...].prefix { $0 == UInt8(ascii: "#") }.count
        return bytes.dropFirst(at + hashes).first == UInt8(ascii: "\"") ? hashes : nil
    }

    private mutating func readString(hashes: Int) {
        takeCode(hashes)
        let quotes = stands("\"\"\"") ? 3 : 1
        let guarded = String(repeating: "#", count: hashes)
        let end = String(repeating: "\"", count: quotes) + guarded
        takeCode(quotes)
        while at < bytes.count {
            if bytes[at] == UInt8(ascii: "\""), stands(end) { break }
            guard bytes[at] == UInt8(ascii: "\\"), stands("\\" + guarded) else {
                at += 1
                continue
            }
            at += 1 + hashes
            if at < bytes.count, bytes[at] == UInt8(ascii: "(") {
                takeCode()
                readCode(ofInterpolation: true)
                takeCode()
            } else {
                at += 1
            }
        }
        takeCode(end.utf8.count)
    }
}
