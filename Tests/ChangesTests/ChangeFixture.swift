import Changes
import Lint
import TestSupport
import Testing

/// One folder below `fixtures/changes`: two documents, and all that is said of them.
struct ChangeFixture: CustomTestStringConvertible {
    /// The folder's name: a rule's id, with `+` and a word behind it where one rule has several.
    let name: String

    static let all = Repository.files(below: Fixtures.root + "/changes", ext: "json")
        .filter { $0.hasSuffix("/old.json") }
        .map { ChangeFixture(name: String($0.dropLast("/old.json".count))) }

    var testDescription: String { name }

    /// The id of the rule that it is about.
    var rule: String { String(name.prefix { $0 != "+" }) }

    /// The path of one of its files below `fixtures`.
    func path(_ file: String) -> String { "changes/\(name)/\(file)" }

    /// The bytes of one of its files.
    func bytes(_ file: String) -> [UInt8] { Fixtures.bytes(path(file)) }
}

/// What differs between two texts; a text that is not JSON is an issue.
func compare(_ old: [UInt8], _ new: [UInt8]) throws -> Comparison {
    Comparison(try Reading(old, file: "old.json"), try Reading(new, file: "new.json"))
}

extension Comparison {
    /// All that is said, as the command says it.
    var text: String { changes.map { "\($0.diagnostic)\n" }.joined() + summary + "\n" }
}
