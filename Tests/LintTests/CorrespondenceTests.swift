import Diagnostics
import Lint
import Testing

/// Which examples of a pairing are taken for which params, and what is left open.
@Suite struct CorrespondenceTests {
    private struct Sample: CustomTestStringConvertible {
        let params: [String]
        let examples: [String]
        var structure = "either"
        /// The findings on params, without the values: the last words of their ids.
        let findings: [String]
        /// The names of the params whose examples are refused by a schema that refuses everything.
        let judged: [String]

        var testDescription: String { "\(params) by \(examples), \(structure)" }
    }

    private static let samples = [
        Sample(params: ["a", "b"], examples: ["a", "b"], findings: [], judged: ["a", "b"]),
        Sample(params: ["a", "b"], examples: ["b", "a"], findings: [], judged: ["b", "a"]),
        Sample(params: ["a", "b"], examples: ["x", "y"], findings: [], judged: ["a", "b"]),
        Sample(
            params: ["a", "b"], examples: ["A", "b"], findings: ["param-spelling"],
            judged: ["a", "b"]),
        Sample(params: ["a", "b"], examples: ["A", "B"], findings: [], judged: ["a", "b"]),
        Sample(params: ["a", "b"], examples: ["b", "x"], findings: [], judged: []),
        Sample(params: ["a", "b"], examples: ["b", "b"], findings: [], judged: ["a", "b"]),
        Sample(params: ["a", "a"], examples: ["a", "x"], findings: [], judged: ["a", "a"]),
        Sample(params: ["a", "b"], examples: ["b"], findings: [], judged: ["b"]),
        Sample(params: ["a!", "b"], examples: ["b"], findings: ["missing-param"], judged: ["b"]),
        Sample(params: ["a!", "b"], examples: [], findings: ["missing-param"], judged: []),
        Sample(params: ["a!", "b!"], examples: ["x"], findings: ["missing-param"], judged: ["a"]),
        Sample(params: ["a"], examples: ["a", "b"], findings: ["surplus-param"], judged: ["a"]),
        Sample(
            params: ["a", "b"], examples: ["b", "x", "y"], findings: ["surplus-param"], judged: []),
        Sample(
            params: ["a", "b"], examples: ["a", "x"], structure: "by-name",
            findings: ["unknown-param"], judged: ["a"]),
        Sample(
            params: ["a", "b"], examples: ["x", "y"], structure: "by-name", findings: [],
            judged: ["a", "b"]),
        Sample(
            params: ["a", "b"], examples: ["b"], structure: "by-position",
            findings: ["param-order"], judged: ["b"]),
    ]

    @Test(arguments: samples) private func isAsStated(_ sample: Sample) throws {
        let params = sample.params.map { name -> String in
            let isRequired = name.hasSuffix("!")
            let plain = isRequired ? String(name.dropLast()) : name
            return #"{ "name": "\#(plain)", "required": \#(isRequired), "schema": false }"#
        }
        let examples = sample.examples.map { #"{ "name": "\#($0)", "value": 1 }"# }
        let text = """
            { "openrpc": "1.3.2", "info": { "title": "t", "version": "1" }, "methods": [
              { "name": "m", "paramStructure": "\(sample.structure)",
                "params": [ \(params.joined(separator: ", ")) ],
                "result": { "name": "r", "schema": true },
                "examples": [ { "name": "e", "params": [ \(examples.joined(separator: ", ")) ],
                                "result": { "name": "r", "value": 1 } } ] } ] }
            """
        let findings = try lint(Array(text.utf8), file: "s.json").map(\.diagnostic)
        let prefix = "openrpc.pairing-"
        let ids = findings.map(\.rule).filter { $0.hasPrefix(prefix) }
            .map { String($0.dropFirst(prefix.count)) }
        #expect(ids.filter { $0 != "param-value" } == sample.findings)
        let judged = findings.filter { $0.rule == prefix + "param-value" }
            .compactMap { $0.message.split(separator: "'").dropFirst().first.map(String.init) }
        #expect(judged == sample.judged)
    }
}
