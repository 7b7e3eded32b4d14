import JSONRPC
import TestSupport
import Testing
import WireJSON

/// The examples of the specification (§7), as request and response files of the corpus, answered
/// by the service they suppose.
@Suite struct SpecificationTests {
    private static func outcome(of request: Request) -> Response.Outcome {
        switch (request.method, request.params) {
        case ("subtract", .positional(let values)):
            .result(.number((values[0].int ?? 0) - (values[1].int ?? 0)))
        case ("subtract", .named(let members)):
            .result(.number((members["minuend"]?.int ?? 0) - (members["subtrahend"]?.int ?? 0)))
        case ("sum", .positional(let values)):
            .result(.number(values.reduce(0) { $0 + ($1.int ?? 0) }))
        case ("get_data", nil): .result(["hello", 5])
        case ("update", _), ("notify_hello", _), ("notify_sum", _): .result(.null)
        case ("m", nil): .result(request.id?.number?.isInteger == false ? "" : 0)
        default: .error(.methodNotFound)
        }
    }

    @Test(.needsCorpus) func everyPairHolds() throws {
        var compared = 0
        for file in Corpus.files(under: "vectors/json-rpc") where file.hasSuffix("_req.json") {
            // Its library lets a boolean id through; §4 does not (see the next test).
            if file.hasSuffix("id_type_invalid_req.json") { continue }
            let expected = Corpus.bytes(file.replacing("_req.json", with: "_res.json"))
            let answer = Incoming.read(Corpus.bytes(file)).answered(by: Self.outcome)
            if let answer {
                let wanted = try JSONValue.read(expected)
                #expect(answer == wanted, "\(file): \(answer)")
            } else {
                #expect(!expected.contains(0x7B), "\(file): no answer")
            }
            compared += 1
        }
        #expect(compared == 18)
    }

    @Test(
        .needsCorpus,
        arguments: ["v2_core_id_type_invalid_req.json", "v2_core_params_type_invalid.json"])
    func whatTheSpecificationForbidsIsRefused(file: String) {
        let answer = Incoming.read(Corpus.bytes("vectors/json-rpc/" + file))
            .answered(by: Self.outcome)
        #expect(answer?["error"]?["code"]?.int == -32600)
        #expect(answer?["id"]?.isNull == true)
    }
}
