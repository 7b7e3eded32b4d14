import Conformance
import Diagnostics
import Testing

/// Bugs that are put wherever a text has a place for them.
@Suite struct MutationOperatorTests {
    private static func read(_ members: String) -> ([MutationOperator], [Diagnostic]) {
        let text = """
            [{ "id": "swap", "subject": "python-client", "what": "two arguments are swapped",
               "services": ["shop"],
               "killedBy": { "case": "sweep/*", "checks": ["case.sent"] }\(members) }]
            """
        return MutationOperator.read(Array(text.utf8), file: "operators.json")
    }

    private static func mutants(
        _ text: String, everywhere: Bool = true, most: Int = 4
    ) throws -> [Conformance.Mutant] {
        let (operators, problems) = read(
            #", "pattern": "f\\((\\w), (\\w)\\)$", "replacement": "f($2, $1)", "most": \#(most)"#)
        #expect(problems.isEmpty, "\(problems)")
        return try #require(operators.first)
            .mutants(of: text, service: "shop", everywhere: everywhere)
    }

    @Test func eachPlaceHasAMutantThatSpoilsItAlone() throws {
        let text = "f(a, b)\nf(a, b)\nf(a)\nf(c, d)"
        let mutants = try Self.mutants(text)
        #expect(mutants.map(\.id) == ["swap/shop/1", "swap/shop/2", "swap/shop/3"])
        #expect(
            mutants.map { $0.spoilt(text) } == [
                "f(b, a)\nf(a, b)\nf(a)\nf(c, d)", "f(a, b)\nf(b, a)\nf(a)\nf(c, d)",
                "f(a, b)\nf(a, b)\nf(a)\nf(d, c)",
            ])
        #expect(mutants.allSatisfy { $0.otherChecks == ["case.sent"] && $0.due == .killed })
    }

    @Test func somePlacesAreSpreadOverAll() throws {
        let text = (0..<9).map { _ in "f(a, b)" }.joined(separator: "\n")
        let mutants = try Self.mutants(text, everywhere: false, most: 3)
        #expect(mutants.map(\.id) == ["swap/shop/1", "swap/shop/4", "swap/shop/7"])
        #expect(try Self.mutants("nothing").isEmpty)
    }

    @Test(arguments: [
        (#", "pattern": "(", "replacement": """#, "'pattern' is no regular expression"),
        (#", "pattern": "a", "replacement": "", "hits": 1"#, "'hits' is no member of an operator"),
        (#", "pattern": "a""#, "'subject' or 'replacement' is missing, or the subject unknown"),
    ]) func brokenRecordsAreRefused(_ members: String, _ message: String) {
        let (_, problems) = Self.read(members)
        #expect(problems.map(\.message).contains(message), "\(problems)")
    }
}
