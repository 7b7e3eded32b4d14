import Peers
import TestSupport
import Testing
import WireJSON

/// The examples of the JSON-RPC 2.0 specification and their kin, against a mock of the service that
/// they speak of.
@Suite(.needsCorpus) struct SpecificationExampleTests {
    /// The examples' own service, as far as they tell of it: results by example pairings.
    private static let service: MockService = {
        let numbers: JSONValue = ["type": "integer"]
        let pairing = { (values: [JSONValue], result: JSONValue) in
            [
                "name": "n", "params": .array(values.map { ["name": "", "value": $0] }),
                "result": ["name": "r", "value": result],
            ] as JSONValue
        }
        let document: JSONValue = [
            "methods": [
                [
                    "name": "subtract",
                    "params": [
                        ["name": "minuend", "required": true, "schema": numbers],
                        ["name": "subtrahend", "required": true, "schema": numbers],
                    ],
                    "result": ["name": "r", "schema": numbers],
                    "examples": [pairing([42, 23], 19), pairing([23, 42], -19)],
                ],
                [
                    "name": "sum", "result": ["name": "r", "schema": numbers],
                    "examples": [pairing([1, 2, 4], 7)],
                ],
                [
                    "name": "get_data", "params": [],
                    "result": ["name": "r", "schema": ["const": ["hello", 5]]],
                ],
                ["name": "update"], ["name": "notify_hello"], ["name": "notify_sum"],
                ["name": "m", "result": ["name": "r", "schema": ["const": 0]]],
            ]
        ]
        return MockService(document: MockDocument(document, seed: 1))
    }()

    private func answer(_ file: String) -> [UInt8]? {
        Self.service.answer(Corpus.bytes("vectors/json-rpc/\(file)"))
    }

    @Test func everyExampleOfTheSpecificationBehavesAsGiven() throws {
        var seen = 0
        for file in Corpus.files(under: "vectors/json-rpc") where file.contains("v2_spec_") {
            let name = String(file.split(separator: "/").last ?? "")
            guard name.hasSuffix("_req.json") else { continue }
            let expected = Corpus.bytes(
                "vectors/json-rpc/" + name.replacing("_req.json", with: "_res.json"))
            let given = answer(name)
            seen += 1
            if expected.allSatisfy({ $0 == 0x20 || $0 == 0x0A }) {
                #expect(given == nil, "\(name)")
            } else {
                let given = try JSONValue.read(given ?? [])
                #expect(given == (try JSONValue.read(expected)), "\(name): \(given)")
            }
        }
        #expect(seen == 15)
    }

    @Test("J01 J06 J13 J16 J17 J26 J32 J51: the kin of the examples")
    func theirKin() throws {
        let refused =
            #"{"jsonrpc":"2.0","error":{"code":-32600,"message":"Invalid Request"},"id":null}"#
        let expected = [
            "v2_core_req.json": #"{"jsonrpc":"2.0","result":0,"id":0}"#,
            "v2_core_batch_req.json":
                #"[{"jsonrpc":"2.0","result":0,"id":0},{"jsonrpc":"2.0","result":0,"id":1}]"#,
            "v2_core_id_float_req.json": #"{"jsonrpc":"2.0","result":0,"id":1.0}"#,
            "v2_core_id_type_invalid_req.json": refused,
            "v2_core_params_type_invalid.json": refused,
        ]
        for (file, text) in expected {
            #expect(answer(file).map { String(decoding: $0, as: UTF8.self) } == text, "\(file)")
        }
        // The rest are responses, lawful and not: a server has not asked for them.
        var responses = 0
        for file in Corpus.files(under: "vectors/json-rpc") where file.contains("v2_core_") {
            let name = String(file.split(separator: "/").last ?? "")
            let bytes = Corpus.bytes(file)
            guard expected[name] == nil, name != "v2_core_batch_res.json" else { continue }
            #expect(try JSONValue.read(bytes)["method"] == nil, "\(name)")
            #expect(answer(name).map { String(decoding: $0, as: UTF8.self) } == refused, "\(name)")
            responses += 1
        }
        #expect(responses == 11)
        #expect(
            answer("v2_core_batch_res.json").map { String(decoding: $0, as: UTF8.self) }
                == "[\(refused),\(refused)]")
    }
}
