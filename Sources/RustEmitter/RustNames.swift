/// Turns the names of a document into identifiers that differ from each other within one scope.
///
/// Names are made of the ASCII words of the wire's, spelled as Rust's own lints want them. A
/// keyword becomes raw, and where Rust has no raw form it gets something behind it, as does a name
/// that is reserved. Of two names that would meet, the one that was changed more gets a number. The
/// order of the document decides, so the result is stable.
struct RustNames {
    /// How a scope spells its names.
    enum Spelling {
        /// `snake_case`, for fields, methods and modules.
        case snake
        /// `PascalCase`, for types and variants.
        case pascal
        /// `SCREAMING_CASE`, for constants.
        case screaming
    }

    private let spelling: Spelling
    /// What a name without a single ASCII letter or digit is called, with its position behind it.
    private let fallback: String
    private let reserved: Set<String>
    private var taken: Set<String> = []

    init(_ spelling: Spelling, fallback: String, reserved: Set<String> = []) {
        self.spelling = spelling
        self.fallback = fallback
        self.reserved = reserved
    }

    /// One name of a document and what became of it.
    struct Assigned {
        var name: RustName
        /// The other name of the document that it had to give way to.
        var gaveWayTo: String?
        /// Whether Rust, or the crate itself, needs the name for something else.
        var isReserved = false
    }

    /// An identifier for each name, all different from each other and from what is reserved.
    mutating func assign(_ wireNames: [String]) -> [Assigned] {
        var owners: [String: String] = [:]
        var result = [Assigned?](repeating: nil, count: wireNames.count)
        // Names that need no change first: nobody may take them away.
        for isExact in [true, false] {
            for (position, wireName) in wireNames.enumerated() where result[position] == nil {
                let spelled = spelled(wireName, position)
                if isExact, spelled != wireName || taken.contains(spelled) { continue }
                let (safe, isReserved) = safe(spelled)
                let rival = owners[safe]
                let name = free(safe)
                taken.insert(name)
                owners[name] = wireName
                result[position] = Assigned(
                    name: RustName(valid: raw(name)), gaveWayTo: rival, isReserved: isReserved)
            }
        }
        return result.compactMap(\.self)
    }

    /// One more name, for something the document does not name.
    mutating func add(_ wireName: String) -> RustName {
        let name = free(safe(spelled(wireName, taken.count)).name)
        taken.insert(name)
        return RustName(valid: raw(name))
    }

    /// Longer names keep their last words, then their last letters.
    private static let longest = 48

    private func spelled(_ wireName: String, _ position: Int) -> String {
        var words = Self.words(wireName)
        while words.count > 1, Self.joined(words, spelling).utf8.count > Self.longest {
            words.removeFirst()
        }
        if words.count == 1 { words[0] = String(words[0].suffix(Self.longest)) }
        let name = Self.joined(words, spelling)
        guard let first = name.utf8.first else {
            return Self.joined([fallback, String(position + 1)], spelling)
        }
        let isDigit = (0x30...0x39).contains(first)
        return isDigit ? Self.joined([fallback] + words, spelling) : name
    }

    /// The name, or another where it cannot stand as it is.
    private func safe(_ name: String) -> (name: String, isReserved: Bool) {
        let isTaken = reserved.contains(name) || Self.neverRaw.contains(name)
        switch spelling {
        case .pascal: return (isTaken ? name + "Value" : name, isTaken)
        case .snake: return (isTaken ? name + "_" : name, isTaken)
        case .screaming: return (isTaken ? name + "_VALUE" : name, isTaken)
        }
    }

    private func free(_ candidate: String) -> String {
        guard taken.contains(candidate) else { return candidate }
        let isDigitLast = candidate.utf8.last.map { (0x30...0x39).contains($0) } ?? false
        var stem = candidate
        switch spelling {
        case .pascal: if isDigitLast { stem += "N" }
        case .snake: if !stem.hasSuffix("_") { stem += "_" }
        case .screaming: stem += "_"
        }
        var number = 2
        while taken.contains(stem + String(number)) { number += 1 }
        return stem + String(number)
    }

    private func raw(_ name: String) -> String {
        Self.keywords.contains(name) ? "r#" + name : name
    }
}

// Spelling.

extension RustNames {
    /// The words of a name: runs of ASCII letters and digits, cut where a capital begins a word.
    static func words(_ name: String) -> [String] {
        let scalars = Array(name.unicodeScalars)
        var words: [String] = []
        var word = ""
        for (index, scalar) in scalars.enumerated() {
            guard scalar.isASCII, isLetterOrDigit(scalar) else {
                if !word.isEmpty { words.append(word) }
                word = ""
                continue
            }
            if isUpper(scalar), let last = word.unicodeScalars.last {
                let next = index + 1 < scalars.count ? scalars[index + 1] : nil
                let endsAcronym = isUpper(last) && next.map(isLower) ?? false
                if !isUpper(last) || endsAcronym {
                    words.append(word)
                    word = ""
                }
            }
            word.unicodeScalars.append(scalar)
        }
        if !word.isEmpty { words.append(word) }
        return words
    }

    /// Words written together; two words that digits would join stay apart.
    static func joined(_ words: [String], _ spelling: Spelling) -> String {
        switch spelling {
        case .snake: words.map { $0.lowercased() }.joined(separator: "_")
        case .screaming: words.map { $0.uppercased() }.joined(separator: "_")
        case .pascal:
            words.map { word in
                let isAcronym = word.utf8.count > 1 && word == word.uppercased()
                let rest = word.dropFirst()
                return word.prefix(1).uppercased() + (isAcronym ? rest.lowercased() : String(rest))
            }.joined()
        }
    }

    private static func isUpper(_ scalar: Unicode.Scalar) -> Bool { ("A"..."Z").contains(scalar) }
    private static func isLower(_ scalar: Unicode.Scalar) -> Bool { ("a"..."z").contains(scalar) }
    private static func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
        isUpper(scalar) || isLower(scalar) || ("0"..."9").contains(scalar)
    }

    /// What serde's `rename_all = "camelCase"` makes of a field.
    static func serdeCamelCase(_ field: String) -> String {
        var out = ""
        var isCapital = false
        for letter in field {
            if letter == "_" {
                isCapital = true
            } else {
                out += isCapital ? letter.uppercased() : String(letter)
                isCapital = false
            }
        }
        return out.prefix(1).lowercased() + out.dropFirst()
    }
}

// What stands for something else already.

extension RustNames {
    /// Words that are no identifiers, not even raw ones.
    static let neverRaw: Set<String> = ["self", "Self", "super", "crate", "_"]

    /// Words that are identifiers only when raw, in any edition.
    static let keywords: Set<String> = [
        "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do",
        "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in",
        "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref",
        "return", "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized",
        "use", "virtual", "where", "while", "yield",
    ]

    /// The names that modules of types use for other things.
    static let types: Set<String> = [
        "BTreeMap", "Box", "Clone", "Debug", "Default", "Deserialize", "Deserializer", "Eq", "Err",
        "Fn", "From", "Hash", "Into", "Members", "None", "Ok", "Option", "PartialEq", "Result",
        "Send", "Serialize", "Serializer", "Some", "String", "Sync", "Value", "Vec", "Writer",
    ]

    /// The names that modules of handlers use for other things.
    static let handlers: Set<String> = [
        "Answer", "Arc", "Call", "Conduct", "Failure", "Found", "MissingParams", "NoHandler",
        "OnError", "Params", "Reply", "RpcError", "Structure", "Void",
    ]

    /// Names that a module cannot have: keywords, and what files or operating systems call theirs.
    static let modules: Set<String> = keywords.union([
        "aux", "con", "lib", "main", "mod", "nul", "prn", "runtime", "std", "core", "alloc",
    ])

    /// Names of packages that tools refuse: keywords, and what cargo builds into.
    static let packages: Set<String> = modules.union([
        "async_trait", "build", "deps", "examples", "incremental", "proc_macro", "probe", "serde",
        "serde_json", "serde_path_to_error", "test", "tokio",
    ])
}
