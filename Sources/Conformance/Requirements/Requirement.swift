package import Diagnostics
import WireJSON

/// One thing that a document, an SDK or a server owes, as `conformance/requirements` records it.
package struct Requirement: Sendable {
    /// A permanent id, such as `J41`.
    package let id: String
    package let level: Level
    /// Who owes it: `document`, `client`, `server`, `mock`, `python`, `rust` or `harness`.
    package let roles: [String]
    /// What is asked, in our words.
    package let clause: String
    /// Why no run tests it; nil where one must.
    package let excluded: String?

    /// RFC 2119's word, or `derived`: no sentence of a specification, but a lawful SDK needs it.
    package enum Level: String, Sendable {
        case must, should, may, derived
    }

    /// Reads one file of records; what is wrong with it are diagnostics.
    package static func read(_ bytes: [UInt8], file: String) -> ([Requirement], [Diagnostic]) {
        var text = CaseText(source: SourceFile(name: file, bytes: bytes))
        let records = text.list()
        let requirements = records.compactMap { read($0, &text) }
        return (requirements, text.diagnostics)
    }

    private static func read(_ record: JSONValue, _ text: inout CaseText) -> Requirement? {
        text.refuseUnknown(
            record, ["id", "level", "on", "clause", "excluded"], in: "a requirement")
        let id = text.text(record, "id")
        let clause = text.text(record, "clause")
        let excluded = record["excluded"] == nil ? nil : text.text(record, "excluded")
        let level = record["level"]?.string.flatMap(Level.init(rawValue:))
        if level == nil {
            text.complain(
                record["level"] ?? record, "'level' is 'must', 'should', 'may' or 'derived'")
        }
        guard let id, let clause, let level else { return nil }
        return Requirement(
            id: id, level: level, roles: text.words(record, "on"), clause: clause,
            excluded: excluded)
    }
}

/// The requirements that a revision counts: what was recorded after its day is *pending* there, and
/// fails nobody who keeps to it.
package struct RequirementLevel: Sendable {
    package let day: Day
    package let requirements: Set<String>
    /// How many comparisons a whole run of what is shipped must make, by what is judged: `python`,
    /// `server`, or a part as events call it, such as `rust`.
    package let floors: [String: Int]

    /// Reads a file of `conformance/levels`.
    package static func read(
        _ bytes: [UInt8], file: String
    ) -> (RequirementLevel?, [Diagnostic]) {
        var text = CaseText(source: SourceFile(name: file, bytes: bytes))
        guard let root = text.root() else { return (nil, text.diagnostics) }
        text.refuseUnknown(root, ["day", "requirements", "floors"], in: "a level")
        let day = root["day"]?.string.flatMap { Day($0) }
        if day == nil { text.complain(root["day"] ?? root, "'day' is a day as 2027-03-31") }
        let ids = text.words(root, "requirements")
        let floors = floors(root, &text)
        guard let day, text.diagnostics.isEmpty else { return (nil, text.diagnostics) }
        return (RequirementLevel(day: day, requirements: Set(ids), floors: floors), [])
    }

    private static func floors(_ root: JSONValue, _ text: inout CaseText) -> [String: Int] {
        guard let value = root["floors"] else { return [:] }
        var floors: [String: Int] = [:]
        for member in value.object?.members ?? [] {
            if let count = member.value.int, count > 0 { floors[member.name] = count }
        }
        if floors.isEmpty || floors.count != value.object?.members.count {
            text.complain(value, "'floors' are numbers of comparisons, by what is judged")
        }
        return floors
    }
}
