import Peers
import TestSupport
import Testing
import WireJSON

/// Our verdicts against those of the PyPI package `jsonschema`.
@Suite(.needsSchemaOracle) struct SchemaOracleTests {
    /// What the comparison came to.
    private struct Tally {
        var agreed = (valid: 0, invalid: 0)
        /// The package could not tell.
        var unanswered = 0
        /// We could not, or would not in the work that one value is worth.
        var undecided = 0
    }

    /// Compares verdicts, and records each that differs as an issue.
    private func compare(_ inquiries: [SchemaOracle.Inquiry]) throws -> Tally {
        var tally = Tally()
        let all = try SchemaOracle.answers(inquiries)
        try #require(all.count == inquiries.count)
        for (inquiry, answers) in zip(inquiries, all) {
            let source = SchemaSource(inquiry.document)
            var programs: [JSONPointer: SchemaProgram] = [:]
            for ((place, value), answer) in zip(inquiry.questions, answers) {
                let program = programs[place] ?? SchemaProgram([place], in: source)
                programs[place] = program
                switch (program.verdict(on: value), answer) {
                case (.undecided, _): tally.undecided += 1
                case (_, nil): tally.unanswered += 1
                case (.valid, true): tally.agreed.valid += 1
                case (.refused, false): tally.agreed.invalid += 1
                case (let verdict, let answer?):
                    let schema = inquiry.document.resolve(place).map { $0.text() } ?? "?"
                    Issue.record(
                        """
                        \(place): \(schema.prefix(600)) and \(value.text().prefix(300)): \
                        ours \(verdict), theirs \(answer)
                        """
                    )
                }
            }
        }
        return tally
    }

    @Test(arguments: [false, true]) func randomSchemas(isModern: Bool) throws {
        var inquiries: [SchemaOracle.Inquiry] = []
        for seed in 0..<120 as Range<UInt64> {
            var random = RandomSchema(seed: seed &* 77 &+ 5, isModern: isModern)
            let schemas = (0..<6).map { _ in random.schema(among: 6) }
            let questions = (0..<60).map { index in
                (JSONPointer(["schemas", String(index % 6)]), random.value())
            }
            var document = JSONObject([.init("schemas", .array(schemas))])
            if isModern {
                document["$schema"] = "https://json-schema.org/draft/2020-12/schema"
            }
            inquiries.append(
                .init(
                    document: JSONValue(.object(document)), isModern: isModern,
                    questions: questions))
        }
        let tally = try compare(inquiries)
        #expect(tally.agreed.valid > 1_800 && tally.agreed.invalid > 1_800, "\(tally)")
        // References that lead round in a circle are what nobody can tell.
        #expect(tally.undecided + tally.unanswered < 1_200, "\(tally)")
    }

    /// Results as the mock makes them and parameters as examples have them, and all of them a
    /// little changed, for every third method of the corpus.
    @Test(.needsCorpus) func otherPeoplesDocuments() throws {
        var inquiries: [SchemaOracle.Inquiry] = []
        var numbers = Seeded(state: 20)
        var samples = 0
        for file in Corpus.files(under: "openrpc") {
            let document = try JSONValue.read(Corpus.bytes(file))
            let mock = MockDocument(document, seed: 1)
            var inquiry = SchemaOracle.Inquiry(document: document, questions: [])
            for (index, method) in (document["methods"]?.array ?? []).enumerated()
            where index % 3 == 0 {
                guard method["$ref"] == nil, let name = method["name"]?.string else { continue }
                let place = JSONPointer(["methods", String(index)])
                if method["result"]?["schema"] != nil, let made = mock.sampledResult(of: name) {
                    samples += 1
                    let schema = place.appending("result").appending("schema")
                    inquiry.ask(schema, made, &numbers, changes: 2)
                }
                for (number, parameter) in (method["params"]?.array ?? []).enumerated()
                where parameter["schema"] != nil {
                    let schema = place.appending("params").appending(number).appending("schema")
                    let example = method["examples"]?[0]?["params"]?[number]?["value"]
                    inquiry.ask(schema, example ?? "0x1", &numbers, changes: 1)
                }
            }
            inquiries.append(inquiry)
        }
        let tally = try compare(inquiries)
        #expect(samples > 400 && tally.agreed.valid > 600 && tally.agreed.invalid > 600, "\(tally)")
        #expect(tally.undecided + tally.unanswered < 100, "\(tally)")
        print("verdicts on other people's schemas: \(tally) for \(samples) sampled results")
    }
}

extension SchemaOracle.Inquiry {
    fileprivate mutating func ask(
        _ place: JSONPointer, _ value: JSONValue, _ numbers: inout Seeded, changes: Int
    ) {
        questions.append((place, value))
        for _ in 0..<changes { questions.append((place, Mutation.of(value, by: &numbers))) }
    }
}
