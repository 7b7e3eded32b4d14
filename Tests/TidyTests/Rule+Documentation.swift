extension Rule {
    /// A doc comment on each type, function, subscript and initialiser that others see, and on each
    /// requirement of a protocol; names say enough of properties and of memberwise initialisers,
    /// and what a protocol of the standard library asks for is explained there.
    static func documentation(_ file: TidyFile) -> [Violation] {
        guard file.isSource else { return [] }
        var isSeenProtocol = false
        return file.declarations.compactMap { declaration in
            let isSeen = ["package", "public", "open"].contains(declaration.access)
            if declaration.keyword == "protocol" { isSeenProtocol = isSeen }
            let mustSpeak =
                declaration.isInProtocol
                ? isSeenProtocol : isSeen && needsSentence(declaration)
            guard mustSpeak, !hasSentence(declaration, in: file.swift) else { return nil }
            return Violation(
                path: file.path, line: declaration.lines.lowerBound + 1,
                message: "'\(declaration.keyword) \(declaration.name)' has no doc comment")
        }
    }

    private static let witnesses: Set = [
        "==", "<", "hash", "encode", "appendLiteral", "appendInterpolation", "stringLiteral",
        "stringInterpolation", "literalCapacity", "integerLiteral", "floatLiteral", "arrayLiteral",
        "booleanLiteral", "dictionaryLiteral", "from",
    ]

    private static func needsSentence(_ declaration: Declaration) -> Bool {
        switch declaration.keyword {
        case "var", "let", "deinit": false
        case "func": !witnesses.contains(declaration.name) && !declaration.isOverride
        case "init": !witnesses.contains(declaration.name) && !isMemberwise(declaration)
        default: true
        }
    }

    /// Whether an initialiser only stores what it is given under the same names.
    private static func isMemberwise(_ declaration: Declaration) -> Bool {
        guard let body = declaration.body else { return false }
        return body.split { $0 == "\n" || $0 == ";" }.allSatisfy { line in
            let sides = line.split(separator: "=", maxSplits: 1).map { side in
                side.filter { !" ()".contains($0) }.split(separator: ",").map {
                    $0.hasPrefix("self.") ? $0.dropFirst(5) : $0
                }
            }
            return line.allSatisfy { $0 == " " } || (sides.count == 2 && sides[0] == sides[1])
        }
    }

    private static func hasSentence(_ declaration: Declaration, in text: SwiftText) -> Bool {
        var index = declaration.lines.lowerBound - 1
        while index >= 0, text.lines[index].drop(while: { $0 == " " }).hasPrefix("@") { index -= 1 }
        return index >= 0 && text.lines[index].drop { $0 == " " }.hasPrefix("/// ")
    }
}
