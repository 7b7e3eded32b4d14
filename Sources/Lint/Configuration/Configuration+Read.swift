package import Diagnostics
import WireJSON

extension Configuration {
    /// Reads an `assay.json`; nil when any diagnostic is an error, as all of them are.
    package static func read(
        _ bytes: [UInt8], file name: String
    ) -> (Configuration?, [Diagnostic]) {
        let file = SourceFile(name: name, bytes: bytes)
        do throws(JSONFault) {
            var reader = ConfigurationReader(file: file)
            reader.read(try JSONValue.read(bytes))
            return (reader.problems.isEmpty ? reader.configuration : nil, reader.problems)
        } catch {
            return (nil, [error.diagnostic(in: file)])
        }
    }
}

/// One pass over a configuration, which collects all that is wrong with it.
struct ConfigurationReader {
    let file: SourceFile
    var configuration: Configuration
    var problems: [Diagnostic] = []

    init(file: SourceFile) {
        self.file = file
        configuration = Configuration(file: file)
    }

    mutating func read(_ root: JSONValue) {
        problems = root.duplicateNames().map { $0.diagnostic(in: file) }
        let sections = ["lint", "generator"]
        guard let root = members(of: root, "a configuration", known: sections) else { return }
        if let section = root["generator"] { readGenerator(section) }
        guard let section = root["lint"],
            let lint = members(of: section, "'lint'", known: ["severities", "ignores"])
        else { return }
        if let severities = lint["severities"] { readSeverities(severities) }
        if let ignores = lint["ignores"] {
            guard let elements = ignores.array else {
                return wrong("'ignores' must be an array", ignores)
            }
            for element in elements { readIgnore(element) }
        }
    }

    private mutating func readSeverities(_ value: JSONValue) {
        guard let object = value.object else {
            return wrong("'severities' must be an object of rules and severities", value)
        }
        let words = ["error", "warning", "note", "off"]
        for member in object.members {
            let pattern = Wildcard(member.name)
            if !Rule.all.contains(where: { pattern.matches($0.id) }) {
                unknownRule(member.name, at: member.nameSpan)
            }
            guard let word = member.value.string, words.contains(word) else {
                let found = member.value.string.map { "'\($0)'" } ?? member.value.typeName
                wrong(
                    "a severity must be 'error', 'warning', 'note' or 'off', found \(found)",
                    member.value)
                continue
            }
            configuration.weights.append(
                .init(pattern: pattern, severity: Severity(rawValue: word)))
        }
    }

    private mutating func readIgnore(_ value: JSONValue) {
        let known = ["rule", "at", "document", "reason", "expires"]
        guard let object = members(of: value, "an ignore", known: known) else { return }
        let rule = text("rule", of: object, in: value, "the id of a rule")
        let at = text("at", of: object, in: value, "a JSON pointer, \"\" for the whole document")
        let reason = text("reason", of: object, in: value, "why the finding may stay")
        let expires = text("expires", of: object, in: value, "a day such as 2027-03-31")
        let document =
            object["document"] == nil
            ? nil : text("document", of: object, in: value, "a path or a pattern of paths")
        let count = problems.count
        if let rule, Rule.named(rule) == nil, let place = object["rule"] {
            unknownRule(rule, at: place.span)
        }
        let pointer = at.flatMap { JSONPointer($0) }
        if pointer == nil, let at, let place = object["at"] {
            wrong("'at' must be a JSON pointer such as /methods/0, found '\(at)'", place)
        }
        if let reason, reason.utf8.allSatisfy({ $0 == 0x20 }), let place = object["reason"] {
            wrong("'reason' must say why the finding may stay", place)
        }
        let day = expires.flatMap { CalendarDay($0) }
        if day == nil, let expires, let place = object["expires"] {
            wrong("'expires' must be a day such as 2027-03-31, found '\(expires)'", place)
        }
        guard problems.count == count, let rule, let pointer, let reason, let day else { return }
        configuration.ignores.append(
            .init(
                rule: rule, pointer: pointer, document: document.map(Wildcard.init),
                reason: reason, expires: day, span: SourceSpan(value.span, in: file)))
    }

    /// The members of an object that has only these; what else it has is told.
    mutating func members(
        of value: JSONValue, _ what: String, known: [String]
    ) -> JSONObject? {
        guard let object = value.object else {
            wrong("\(what) must be an object, found \(value.typeName)", value)
            return nil
        }
        for member in object.members where !known.contains(member.name) {
            let near = Closest.match(member.name, among: known)
            let listed = known.map { "'\($0)'" }.joined(separator: ", ")
            let hint = near.map { "did you mean '\($0)'?" } ?? "it knows \(listed)"
            tell(
                "config.unknown-member", "\(what) has no member '\(member.name)'; \(hint)",
                member.nameSpan)
        }
        return object
    }

    /// A member that must be there and be a string.
    private mutating func text(
        _ name: String, of object: JSONObject, in value: JSONValue, _ what: String
    ) -> String? {
        guard let member = object[name] else {
            wrong("an ignore must have '\(name)': \(what)", value)
            return nil
        }
        guard let text = member.string else {
            wrong("'\(name)' must be a string, found \(member.typeName): \(what)", member)
            return nil
        }
        return text
    }

    private mutating func unknownRule(_ id: String, at span: JSONValue.Span) {
        let hint = Rule.near(id).map { "did you mean '\($0)'?" } ?? "'assay lint --list' shows all"
        tell("config.unknown-rule", "no rule is named '\(id)'; \(hint)", span)
    }

    mutating func wrong(_ message: String, _ value: JSONValue) {
        tell("config.invalid", message, value.span)
    }

    private mutating func tell(_ rule: String, _ message: String, _ span: JSONValue.Span) {
        problems.append(
            Diagnostic(.error, rule: rule, message, at: SourceSpan(span, in: file)))
    }
}

extension Rule {
    /// The id that was probably meant, with or without its prefix.
    package static func near(_ id: String) -> String? {
        let ids = (all + around).map(\.id)
        if let match = Closest.match(id, among: ids) { return match }
        let names = ids.map { (name: String($0.drop { $0 != "." }.dropFirst()), id: $0) }
        let short = Closest.match(id, among: names.map(\.name))
        return names.first { $0.name == short }?.id
    }
}
