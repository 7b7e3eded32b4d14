package import WireJSON
import Diagnostics

extension Change {
    /// The change as one JSON object.
    package var json: JSONValue {
        var members: [JSONObject.Member] = [
            .init("version", "1.0"), .init("event", "change"), .init("rule", .string(rule.id)),
            .init("level", .string(rule.level.rawValue)),
            .init("verdict", .string(rule.verdict.rawValue)),
            .init("severity", .string(diagnostic.severity.rawValue)),
            .init("message", .string(diagnostic.message)),
            .init("document", isInOld ? "old" : "new"),
            .init("pointer", .string(pointer.description)),
        ]
        members += Self.place(diagnostic.span)
        members.append(
            .init(
                "notes",
                .array(
                    diagnostic.notes.map {
                        .object([.init("message", .string($0.message))] + Self.place($0.span))
                    })))
        return .object(members)
    }

    private static func place(_ span: SourceSpan?) -> [JSONObject.Member] {
        guard let span else { return [] }
        return [
            .init("file", .string(span.file.name)), .init("line", .number(span.start.line)),
            .init("column", .number(span.start.column)),
        ]
    }
}

extension Comparison {
    /// The figures of the summary as one JSON object.
    package var json: JSONValue {
        let levels = ChangeRule.Level.allCases.map { level in
            JSONObject.Member(
                level.rawValue,
                [
                    "breaking": .number(count(level, .breaking)),
                    "undecided": .number(count(level, .undecided)),
                    "compatible": .number(count(level, .compatible)),
                ])
        }
        return .object(
            [.init("version", "1.0"), .init("event", "summary")] + levels
                + [.init("bump", .string("\(bump)"))])
    }

    /// How many changes of a level have a verdict.
    package func count(_ level: ChangeRule.Level, _ verdict: ChangeRule.Verdict) -> Int {
        changes.count { $0.rule.level == level && $0.rule.verdict == verdict }
    }
}
