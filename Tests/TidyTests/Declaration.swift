/// One declaration of a Swift text, found by its line: the formatter gives each a line of its own.
struct Declaration {
    /// `func`, `init`, `struct`, …
    var keyword: String
    var name: String
    /// `package`, `public`, `private`, …; empty when none is written.
    var access: String
    var isOverride: Bool
    /// Indices into the lines: from the keyword's line to that of the closing brace, or of the
    /// keyword when there is none.
    var lines: ClosedRange<Int>
    /// The code between the braces; nil when there are none.
    var body: String?
    var isInProtocol = false

    static let types: Set = ["struct", "enum", "class", "actor", "protocol", "typealias"]
    private static let functions: Set = ["func", "init", "deinit", "subscript", "var", "let"]
    private static let accesses: Set = [
        "open", "public", "package", "internal", "fileprivate", "private",
    ]
    private static let modifiers: Set = [
        "static", "final", "mutating", "nonmutating", "override", "convenience", "required",
        "indirect",
        "consuming", "borrowing", "lazy", "weak", "unowned", "nonisolated", "prefix", "postfix",
        "infix", "isolated",
    ]

    /// Every declaration, in the order of the text.
    static func all(in text: SwiftText) -> [Declaration] {
        var found: [Declaration] = []
        var protocolEnd = -1
        for index in text.code.indices {
            guard var declaration = read(text.code, at: index) else { continue }
            declaration.isInProtocol = index <= protocolEnd
            if declaration.keyword == "protocol" { protocolEnd = declaration.lines.upperBound }
            found.append(declaration)
        }
        return found
    }

    private static func read(_ code: [String], at index: Int) -> Declaration? {
        var rest = code[index].drop { $0 == " " }
        var access = ""
        var isOverride = false
        while true {
            let word = rest.prefix { $0.isLetter || $0 == "@" || $0 == "_" }
            let isModifier = accesses.contains(String(word)) || modifiers.contains(String(word))
            guard isModifier || word.hasPrefix("@") || rest.hasPrefix("class func ") else { break }
            if accesses.contains(String(word)), access.isEmpty { access = String(word) }
            isOverride = isOverride || word == "override"
            rest = withoutArguments(rest.dropFirst(word.count)).drop { $0 == " " }
        }
        let keyword = String(rest.prefix { $0.isLetter })
        guard types.contains(keyword) || functions.contains(keyword) else { return nil }
        let body = body(of: code, from: index, mayWrap: !["var", "let"].contains(keyword))
        return Declaration(
            keyword: keyword,
            name: name(in: rest.dropFirst(keyword.count), isInit: keyword == "init"),
            access: access, isOverride: isOverride, lines: index...(body?.end ?? index),
            body: body?.text)
    }

    /// What follows the parentheses that a modifier or an attribute may have.
    private static func withoutArguments(_ text: Substring) -> Substring {
        guard text.first == "(" else { return text }
        var depth = 0
        let end = text.firstIndex { character in
            depth += character == "(" ? 1 : character == ")" ? -1 : 0
            return depth == 0
        }
        return end.map { text[text.index(after: $0)...] } ?? ""
    }

    /// The identifier or operator; of an initialiser the label of its first argument.
    private static func name(in rest: Substring, isInit: Bool) -> String {
        let rest = isInit ? rest.drop { $0 != "(" }.dropFirst() : rest.drop { $0 == " " }
        let identifier = rest.prefix { $0.isLetter || $0.isNumber || "_`".contains($0) }
        return String(
            identifier.isEmpty && !isInit ? rest.prefix { !" (".contains($0) } : identifier)
    }

    /// The braces that belong to a declaration: the first ones outside parentheses, on its line or,
    /// where the formatter wrapped it, on one that does not begin something else.
    private static func body(
        of code: [String], from start: Int, mayWrap: Bool
    ) -> (text: String, end: Int)? {
        var (brackets, braces) = (0, 0)
        var text = ""
        for index in start..<code.count {
            if index > start, brackets == 0, braces == 0, !continues(code[index], mayWrap) {
                return nil
            }
            for character in code[index] {
                switch character {
                case "(", "[": brackets += 1
                case ")", "]": brackets -= 1
                case "{" where braces > 0 || brackets == 0: braces += 1
                case "}" where braces == 1 && brackets == 0:
                    return (String(text.dropFirst()), index)
                case "}" where braces > 0: braces -= 1
                default: break
                }
                if braces > 0 { text.append(character) }
            }
            if braces > 0 { text.append("\n") }
        }
        return nil
    }

    private static func continues(_ line: String, _ mayWrap: Bool) -> Bool {
        let line = line.drop { $0 == " " }
        if line.hasPrefix("{") { return true }
        return mayWrap && ["->", "where ", "throws", "async", ")"].contains { line.hasPrefix($0) }
    }
}
