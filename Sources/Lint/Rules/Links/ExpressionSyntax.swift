import WireJSON

extension Rule {
    static let expressionSyntax = Rule(
        "openrpc.expression-syntax", .prose, .text, decides: ["O11", "O48", "O49"],
        Explanation(
            clause: """
                OpenRPC 1.0 to 1.4, Runtime Expression: an expression is written '${…}' in the \
                JSON Template Language, with names between dots and indices in brackets. The \
                candidates of 1.0 wrote '$params.id', '{$params.id}' and, in a url, '{port}'.
                """,
            why: """
                What is no expression is a constant, and is sent letter by letter in place of the \
                value that was meant.
                """,
            example: #"{ "params": { "id": "${result.id" } }"#,
            remedy: "Write '${' before and '}' behind names such as params.id or result.list[0].")
    ) { reading in
        let urls = reading.survey[.server].compactMap { $0.member("url") }
            .flatMap { syntaxRemarks($0, .url, in: reading) }
        let params = reading.links.flatMap { link -> [Remark] in
            guard let params = link.member("params"), let object = params.value.object else {
                return []
            }
            return object.names.compactMap { params.member($0) }
                .flatMap { syntaxRemarks($0, .link, in: reading) }
        }
        return urls + params
    }

    private static func syntaxRemarks(
        _ site: Site, _ dialect: Template.Dialect, in reading: Reading
    ) -> [Remark] {
        guard let text = site.value.string else { return [] }
        do throws(RuntimeExpression.Flaw) {
            let expressions = try Template(text, dialect).expressions
            if reading.isWritten(for: 0...0) { return [] }
            return expressions.filter { $0.form != .template }.map {
                Remark(
                    "a runtime expression must be written '${…}', found '\($0.text)'; write "
                        + "'\($0.rewritten)'", at: site)
            }
        } catch {
            return [Remark("\(error.rule), found '\(text)'; complete it", at: site)]
        }
    }
}

extension RuntimeExpression {
    /// The same in the form of the JSON Template Language.
    fileprivate var rewritten: String {
        let body = text.utf8.drop { "{$".utf8.contains($0) }
        let end = form == .braces ? body.dropLast() : body
        return "${" + String(Substring(end)) + "}"
    }
}
