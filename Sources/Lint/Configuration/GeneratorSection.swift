package import Diagnostics
import WireJSON

/// The section `generator` of an `assay.json`: a generator under test, and what it is held to.
/// Paths in it start from the configuration's folder.
package struct GeneratorSection: Sendable {
    /// Paths of documents, or patterns of them.
    package var documents: [String] = []
    /// What makes a package of a document; nil is the generator of this program.
    package var command: String?
    /// Where the command leaves the package: in `{out}`, or where it has no such place in the
    /// configuration's folder.
    package var output: String?
    /// A program that makes the calls of a client in any language.
    package var adapter: String?
    package var ledger: String?
    /// The day of the level whose requirements count.
    package var level: String?
    package var seed: Int?
    /// Patterns of the files that the generator is made from; nil where nobody has said so.
    package var sources: [String]?
    /// Where each member stands.
    package var places: [String: SourceSpan] = [:]
}

extension ConfigurationReader {
    private static let members = [
        "documents", "command", "output", "adapter", "ledger", "level", "seed", "sources",
    ]

    mutating func readGenerator(_ value: JSONValue) {
        guard let object = members(of: value, "'generator'", known: Self.members) else { return }
        var section = GeneratorSection()
        for member in object.members {
            section.places[member.name] = SourceSpan(member.value.span, in: file)
        }
        section.documents = readDocuments(object["documents"], in: value)
        section.command = readText("command", of: object)
        section.output = readText("output", of: object)
        section.adapter = readText("adapter", of: object)
        section.ledger = readText("ledger", of: object)
        section.level = readText("level", of: object)
        if let day = section.level, CalendarDay(day) == nil, let place = object["level"] {
            wrong("'level' must be a day such as 2027-03-31, found '\(day)'", place)
        }
        if let seed = object["seed"] {
            section.seed = seed.int.flatMap { $0 >= 0 ? $0 : nil }
            if section.seed == nil { wrong("'seed' must be a whole number from 0", seed) }
        }
        if let sources = object["sources"] { section.sources = readList("sources", sources) }
        hold(section, object)
        configuration.generator = section
    }

    /// What a command must have, by itself and beside the other members.
    private mutating func hold(_ section: GeneratorSection, _ object: JSONObject) {
        guard let command = section.command, let place = object["command"] else { return }
        if !command.contains("{document}") {
            wrong("'command' must have the place {document} among its words", place)
        }
        if !command.contains("{out}"), section.output == nil {
            wrong(
                "'command' must have the place {out} among its words, or 'output' must name the "
                    + "folder that it writes", place)
        }
    }

    private mutating func readDocuments(_ value: JSONValue?, in section: JSONValue) -> [String] {
        guard let value else {
            wrong("'generator' must have 'documents': an array of paths", section)
            return []
        }
        let found = readList("documents", value)
        if value.array?.isEmpty == true { wrong("'documents' must name a document", value) }
        return found
    }

    private mutating func readList(_ name: String, _ value: JSONValue) -> [String] {
        guard let elements = value.array else {
            wrong("'\(name)' must be an array of paths, found \(value.typeName)", value)
            return []
        }
        return elements.compactMap { element in
            if let text = element.string, !text.isEmpty { return text }
            wrong("'\(name)' must hold paths, found \(element.typeName)", element)
            return nil
        }
    }

    /// A member that may be absent, and is else a text that says something.
    private mutating func readText(_ name: String, of object: JSONObject) -> String? {
        guard let member = object[name] else { return nil }
        guard let text = member.string, text.utf8.contains(where: { $0 != 0x20 }) else {
            wrong("'\(name)' must be a string that is not empty", member)
            return nil
        }
        return text
    }
}
