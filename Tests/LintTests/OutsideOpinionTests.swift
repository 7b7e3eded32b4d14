import Diagnostics
import Lint
import Testing
import WireJSON

@Suite struct OutsideOpinionTests {
    private func check(
        _ problems: [(String, String)], structure rule: String?, _ expected: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        // Two members of one name stand in for what the structure's rules find.
        let text = rule == nil ? #"{"a": {"b": 1}}"# : #"{"a": {"b": 1, "b": 2}}"#
        let reading = try Reading(Array(text.utf8), file: "d.json")
        let opinion = OutsideOpinion(
            metaschema: "schema.json",
            problems: problems.map { (JSONPointer($0.0) ?? JSONPointer(), $0.1) })
        let linter = Linter(Rule.all.filter { $0.id == "json.duplicate-name" })
        let findings = opinion.findings(in: reading, linter)
        #expect(
            findings.map { "\($0.diagnostic)\n" }.joined() == expected,
            sourceLocation: sourceLocation)
    }

    @Test func whereBothAgreeTheOpinionIsANote() throws {
        try check([], structure: nil, "")
        try check(
            [("/a/b", "1 is no string"), ("/a/c/d", "it is missing")], structure: "yes",
            """
            d.json:1:21: note: the meta-schema says: 1 is no string [metaschema.opinion]
            d.json:1:7: note: the meta-schema says: it is missing [metaschema.opinion]

            """)
    }

    @Test func whereOneAloneRefusesItIsAnError() throws {
        let end = "the document; is it the meta-schema of this version? [metaschema.opinion]\n"
        let start =
            "d.json:1:1: error: 'schema.json' must say the same as the rules of 'structure', and "
        try check([], structure: "yes", start + "they alone refuse " + end)
        try check(
            [("", "no")], structure: nil,
            "d.json:1:1: note: the meta-schema says: no [metaschema.opinion]\n" + start
                + "it alone refuses " + end)
    }
}
