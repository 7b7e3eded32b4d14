import WireJSON

/// A run as TAP 14: a test point for each case and way, then one for each trouble beside them.
///
/// What is inconclusive is `not ok` without a directive, since a doubt is no pass; what is known to
/// fail has the directive for work to be done, what the document does not allow the other one.
struct TAPReport {
    private let record: RunRecord

    init(_ record: RunRecord) { self.record = record }

    var text: String {
        let cases = record.sections.flatMap { section in
            section.cases.map { Point($0, in: section.label) }
        }
        let points = cases + record.troubles.map(Point.init)
        let lines = points.enumerated().map { index, point in point.text(number: index + 1) }
        return "TAP version 14\n1..\(points.count)\n" + pragma + lines.joined()
            + "# \(TAPText.line(record.verdict)): \(record.counts.phrase(withZeros: true))\n"
            + (record.isPartial ? "Bail out! the record is partial\n" : "")
    }

    private var pragma: String {
        guard let info = record.info else { return "" }
        return "# assay \(TAPText.line(info.version)), seed \(TAPText.line(info.seed)), "
            + "\(TAPText.line(info.server ?? info.interpreter))\n"
    }

    /// One test point.
    private struct Point {
        var isOK: Bool
        var description: String
        /// The word of a directive, with the reason.
        var directive: (word: String, reason: String)?
        var details: [(name: String, value: JSONValue)] = []

        init(_ record: CaseRecord, in section: String) {
            isOK = record.standing == .passed || record.standing == .unsupported
            description = "\(section) › \(record.label)"
            switch record.standing {
            case .known: directive = ("TODO", record.headline)
            case .unsupported: directive = ("SKIP", record.headline)
            case .passed, .failed, .inconclusive: break
            }
            guard !isOK else { return }
            details = [
                ("verdict", .string(record.standing.phrase)), ("title", .string(record.title)),
                ("message", .string(record.headline)),
                ("requirements", .array(record.requirements.map(JSONValue.string))),
            ]
            if let signature = record.signature {
                details.append(("signature", .string(signature)))
            }
            details += record.violations.enumerated().map { index, violation in
                (
                    "violation\(index + 1)",
                    [
                        "check": .string(violation.check), "message": .string(violation.message),
                        "expected": .string(violation.expected), "seen": .string(violation.seen),
                    ]
                )
            }
        }

        init(_ trouble: Trouble) {
            isOK = false
            description = trouble.title
            details = [
                ("rule", .string(trouble.rule)), ("message", .string(trouble.message)),
            ]
        }

        func text(number: Int) -> String {
            var line = "\(isOK ? "ok" : "not ok") \(number) - \(TAPText.description(description))"
            if let directive {
                line += " # \(directive.word) \(TAPText.description(directive.reason))"
            }
            guard !details.isEmpty else { return line + "\n" }
            // JSON in UTF-8 is YAML, once nothing in it is invisible.
            let rows = details.map { "  \($0.name): \(TAPText.yaml($0.value))\n" }
            return line + "\n  ---\n\(rows.joined())  ...\n"
        }
    }
}

/// Other people's text within a line of TAP.
enum TAPText {
    /// The text without anything that ends or steers a line.
    static func line(_ text: String) -> String { Terminal.visible(text) }

    /// The text as a description or a reason: `#` begins a directive unless it is escaped.
    static func description(_ text: String) -> String {
        Terminal.visible(text).unicodeScalars.map { scalar in
            scalar == "#" || scalar == "\\" ? "\\\(scalar)" : String(scalar)
        }.joined()
    }

    /// A value on one line; ends of lines stay as escapes, other controls are pictures.
    static func yaml(_ value: JSONValue) -> String {
        switch value.kind {
        case .string(let text):
            let lines = text.unicodeScalars.split(
                separator: "\n", omittingEmptySubsequences: false)
            return JSONValue.quoted(
                lines.map { Terminal.visible(String($0)) }.joined(separator: "\n"))
        case .array(let elements): return "[" + elements.map(yaml).joined(separator: ", ") + "]"
        case .object(let object):
            return "{"
                + object.members.map { "\($0.name): \(yaml($0.value))" }
                .joined(separator: ", ") + "}"
        case .null, .bool, .number: return value.text()
        }
    }
}
