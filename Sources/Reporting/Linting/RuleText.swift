import Diagnostics
package import Lint

/// Rules as a person reads about them.
package enum RuleText {
    /// All that is known of one rule.
    package static func explanation(_ rule: Rule) -> String {
        var text = """
            \(rule.id)
              layer         \(rule.layer.rawValue): \(title(rule.layer))
              level         \(rule.level.rawValue), a finding is \(article(rule.severity))

            """
        if !rule.requirements.isEmpty {
            text += "  requirements  \(rule.requirements.joined(separator: " "))\n"
        }
        text += sections(of: rule.explanation)
        if rule.isFixable {
            text += "\n'assay lint --fix' puts it right where that can do no harm.\n"
        }
        if rule.asksValidator {
            text += "\nIt asks a JSON Schema validator; --no-examples skips it.\n"
        }
        return text
    }

    /// The paragraphs of an explanation, each under its name.
    package static func sections(of explanation: Explanation) -> String {
        let sections = [
            ("clause", explanation.clause), ("why", explanation.why),
            ("example", explanation.example), ("remedy", explanation.remedy),
        ]
        return sections.map { name, body in
            let lines =
                name == "example"
                ? body.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
                : wrapped(body, to: 80)
            return "\n\(name)\n" + lines.map { "  \($0)\n" }.joined()
        }.joined()
    }

    /// Rules by layer, one a line.
    package static func list(_ rules: [Rule]) -> String {
        let width = rules.map(\.id.count).max() ?? 0
        return Rule.Layer.allCases.compactMap { layer -> String? in
            let own = rules.filter { $0.layer == layer }
            if own.isEmpty { return nil }
            let lines = own.map { rule in
                let gap = String(repeating: " ", count: width + 2 - rule.id.count)
                let severity = rule.severity.rawValue
                let space = String(repeating: " ", count: 9 - severity.count)
                let ids = rule.requirements.joined(separator: " ")
                return "  \(rule.id)\(gap)\(severity)\(space)[\(ids)]  \(rule.summary)\n"
            }
            return "\(layer.rawValue): \(title(layer))\n" + lines.joined()
        }.joined(separator: "\n")
    }

    private static func title(_ layer: Rule.Layer) -> String {
        switch layer {
        case .json: "JSON itself"
        case .structure: "what the official meta-schema of the document's version demands"
        case .prose: "what the prose of the specification says"
        case .sdk: "what is lawful, and no SDK can serve well"
        case .conflict: "where the specification contradicts itself"
        case .around: "what lies around the document"
        }
    }

    private static func article(_ severity: Severity) -> String {
        severity == .error ? "an error" : "a \(severity.rawValue)"
    }

    /// Lines of words of at most a width, save for longer words.
    private static func wrapped(_ text: String, to width: Int) -> [String] {
        var lines: [String] = []
        for word in text.split(whereSeparator: \.isWhitespace) {
            if let last = lines.last, last.count + 1 + word.count <= width {
                lines[lines.count - 1] = last + " " + word
            } else {
                lines.append(String(word))
            }
        }
        return lines
    }
}
