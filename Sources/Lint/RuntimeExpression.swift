/// One expression of a template, whose value is known only at run time.
///
/// Since its first release OpenRPC writes one `${params.user.id}`, in the JSON Template Language;
/// the candidates of 1.0 wrote `$params.user.id`, `{$params.user.id}` and, in a server's url,
/// `{port}`.
struct RuntimeExpression: Equatable {
    /// How it is set off from the text around it.
    enum Form: Sendable {
        case template, braces, bare
    }

    enum Step: Equatable {
        case member(String)
        case element(Int)
    }

    let form: Form
    /// As it stands in the text, with what sets it off.
    let text: String
    /// What it begins with: `params`, `result`, or the name of a server's variable.
    let root: String
    /// The way from there.
    let steps: [Step]

    /// Why a text is no template.
    struct Flaw: Error, Equatable {
        /// The rule that is broken, for messages.
        var rule: String
    }
}

/// A text in which runtime expressions may stand.
struct Template {
    private(set) var expressions: [RuntimeExpression] = []
    /// The bytes of the text, each expression one hole of a `URIReference`.
    private(set) var outline: [UInt8] = []

    /// Which forms beside `${…}` are looked for.
    enum Dialect {
        /// A link's param: `$params.…` and `$result.…` alone or in braces.
        case link
        /// A server's url: any name in braces.
        case url
    }

    /// Reads a template; the first flaw is thrown.
    init(_ text: String, _ dialect: Dialect) throws(RuntimeExpression.Flaw) {
        if dialect == .link, Self.isBare(text[...]) {
            expressions = [try Self.expression(.bare, text, text.utf8.dropFirst())]
            return
        }
        var rest = text.utf8[...]
        let lastBrace = text.utf8.lastIndex(of: UInt8(ascii: "}")) ?? text.startIndex
        while let byte = rest.first {
            if rest.starts(with: "${".utf8) {
                try take(.template, &rest, opening: 2)
            } else if byte == UInt8(ascii: "{"), Self.opens(rest, of: text, dialect, lastBrace) {
                try take(.braces, &rest, opening: 1)
            } else {
                outline.append(byte)
                rest.removeFirst()
            }
        }
    }

    private mutating func take(
        _ form: RuntimeExpression.Form, _ rest: inout Substring.UTF8View, opening: Int
    ) throws(RuntimeExpression.Flaw) {
        guard let end = rest.firstIndex(of: UInt8(ascii: "}")) else {
            throw .init(rule: "a runtime expression must end with '}'")
        }
        let start = rest.index(rest.startIndex, offsetBy: opening)
        var body = rest[start..<end]
        if form == .braces, body.first == UInt8(ascii: "$") { body.removeFirst() }
        let whole = String(Substring(rest[rest.startIndex...end]))
        expressions.append(try Self.expression(form, whole, body))
        outline.append(URIReference.hole)
        rest = rest[rest.index(after: end)...]
    }

    /// Whether a brace without a dollar sign begins an expression.
    private static func opens(
        _ rest: Substring.UTF8View, of text: String, _ dialect: Dialect, _ lastBrace: String.Index
    ) -> Bool {
        switch dialect {
        case .url: return rest.startIndex < lastBrace
        case .link: return isBare(text[rest.index(after: rest.startIndex)...])
        }
    }

    /// Whether a text begins as the candidates of 1.0 wrote an expression.
    private static func isBare(_ text: Substring) -> Bool {
        ["$params", "$result"].contains { name in
            guard text.utf8.starts(with: name.utf8) else { return false }
            return text.utf8.dropFirst(name.utf8.count).first.map(".[}".utf8.contains) ?? true
        }
    }

    /// Takes `name.name[0]` apart. Names may hold anything else: the language's grammar knows
    /// letters and '_' alone, its text any key of an object.
    private static func expression(
        _ form: RuntimeExpression.Form, _ text: String, _ body: Substring.UTF8View
    ) throws(RuntimeExpression.Flaw) -> RuntimeExpression {
        var names: [String] = []
        var steps: [RuntimeExpression.Step] = []
        for part in body.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false) {
            let name = part.prefix { $0 != UInt8(ascii: "[") }
            if name.isEmpty {
                throw .init(rule: "a runtime expression must not leave a name empty")
            }
            if !names.isEmpty { steps.append(.member(String(Substring(name)))) }
            names.append(String(Substring(name)))
            steps += try indices(part[name.endIndex...])
        }
        return RuntimeExpression(form: form, text: text, root: names[0], steps: steps)
    }

    /// `[0][1]`.
    private static func indices(
        _ text: Substring.UTF8View
    ) throws(RuntimeExpression.Flaw) -> [RuntimeExpression.Step] {
        var steps: [RuntimeExpression.Step] = []
        var rest = text
        while !rest.isEmpty {
            guard rest.first == UInt8(ascii: "["),
                let end = rest.firstIndex(of: UInt8(ascii: "]")),
                rest[..<end].dropFirst().allSatisfy({ (0x30...0x39).contains($0) }),
                let index = Int(Substring(rest[..<end].dropFirst()))
            else {
                throw .init(rule: "a runtime expression's index must be a number in '[' and ']'")
            }
            steps.append(.element(index))
            rest = rest[rest.index(after: end)...]
        }
        return steps
    }
}
