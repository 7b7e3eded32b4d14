/// What a language makes of names, by its own conventions: PEP 8 and RFC 430.
enum Language: String, Sendable, CaseIterable {
    case python = "Python"
    case rust = "Rust"

    /// The name of a function, an argument or a field; nil when nothing remains.
    func snake(_ words: Words) -> String? {
        guard !words.list.isEmpty else { return nil }
        return identifier(words.list.map { $0.lowercased() }.joined(separator: "_"))
    }

    /// The name of a type, or of a variant in Rust. PEP 8 keeps the capitals of an acronym,
    /// RFC 430 takes it for one word.
    func camel(_ words: Words) -> String? {
        guard !words.list.isEmpty else { return nil }
        let capitalised = words.list.map { word in
            let rest = word.unicodeScalars.dropFirst()
            let tail = String(String.UnicodeScalarView(rest))
            return String(word.unicodeScalars.prefix(1)).uppercased()
                + (self == .python ? tail : tail.lowercased())
        }
        return identifier(capitalised.joined())
    }

    /// The name of a member of an enum.
    func constant(_ words: Words) -> String? {
        guard self == .python else { return camel(words) }
        guard !words.list.isEmpty else { return nil }
        return identifier(words.list.map { $0.uppercased() }.joined(separator: "_"))
    }

    /// The text as an identifier: no digit first, no keyword, and as the compiler compares it.
    private func identifier(_ text: String) -> String {
        let text = self == .python ? text.compatible : text
        let begins = text.unicodeScalars.first.map(\.beginsIdentifiers) ?? false
        return escaped(begins ? text : "_" + text)
    }

    /// The text, or what has to stand for it where it is a keyword.
    func escaped(_ text: String) -> String {
        switch self {
        case .python: Self.pythonKeywords.contains(text) ? text + "_" : text
        case .rust where Self.rustNeverRaw.contains(text): text + "_"
        case .rust: Self.rustKeywords.contains(text) ? "r#" + text : text
        }
    }

    /// The hard keywords of Python 3.9 to 3.14; soft ones may be used as names.
    static let pythonKeywords: Set = [
        "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class",
        "continue", "def", "del", "elif", "else", "except", "finally", "for", "from", "global",
        "if", "import", "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return",
        "try", "while", "with", "yield",
    ]

    /// The words that no Rust identifier may be, raw or not.
    static let rustNeverRaw: Set = ["self", "super", "crate", "Self", "_"]

    /// The strict and reserved words of Rust 2024 that a raw identifier may be.
    private static let rustKeywords: Set = [
        "as", "async", "await", "break", "const", "continue", "dyn", "else", "enum", "extern",
        "false", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "match", "mod", "move",
        "mut", "pub", "ref", "return", "static", "struct", "trait", "true", "type", "unsafe",
        "use", "where", "while", "abstract", "become", "box", "do", "final", "macro", "override",
        "priv", "try", "typeof", "unsized", "virtual", "yield",
    ]
}

extension Unicode.Scalar {
    /// Whether an identifier may begin with it, other than `_`.
    fileprivate var beginsIdentifiers: Bool {
        (0x61...0x7A).contains(value | 0x20) || value >= 0x80 && properties.isXIDStart
    }
}
