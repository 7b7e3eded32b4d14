import Harness
import Lint
import TestSupport
import Testing

/// One folder below `fixtures/lint`: a document that a rule must catch, and one it must let pass.
struct LintFixture: CustomTestStringConvertible {
    /// The folder's name: a rule's id, with `+` and a word behind it where one rule has several.
    let name: String

    static let all = Repository.files(below: Fixtures.root + "/lint", ext: "json")
        .filter { $0.hasSuffix("/rejected.json") }
        .map { LintFixture(name: String($0.dropLast("/rejected.json".count))) }

    var testDescription: String { name }

    /// The id of the rule that it is about.
    var rule: String { String(name.prefix { $0 != "+" }) }

    /// The path of one of its files below `fixtures`.
    func path(_ file: String) -> String { "lint/\(name)/\(file)" }

    /// Whether it has a file of that name.
    func has(_ file: String) -> Bool {
        Repository.bytes(of: Fixtures.root + "/" + path(file)) != nil
    }

    /// The bytes of one of its files.
    func bytes(_ file: String) -> [UInt8] { Fixtures.bytes(path(file)) }
}

/// The findings in a text; a text that is not JSON is an issue.
func lint(_ bytes: [UInt8], file name: String, rules: [Rule] = Rule.all) throws -> [Finding] {
    let examiner = try Validator.examiner.get()
    return try Linter(rules).findings(in: try Reading(bytes, file: name), answer: examiner.answer)
}

/// The validator of all tests.
enum Validator {
    static let examiner = Result { () throws(HarnessFault) in
        try Examiner(host: Program.assay)
    }
}
