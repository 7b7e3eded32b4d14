import Diagnostics
import OpenRPC
import ServiceModel
import TestSupport
import Testing
import WireJSON

/// Documents with members dropped, retyped, renamed or moved: never a crash, never half an answer,
/// and every error has its place.
@Suite(.needsCorpus) struct MutationTests {
    /// SplitMix64: the same numbers on every run.
    private struct Generator: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
    }

    private static let replacements: [JSONValue] = [
        .null, true, false, 7, "", "object", "#/components/schemas/x", [], [.null],
        ["null", "string"],
        [:], ["$ref": "#"], ["$ref": "#/components/schemas/Pet"], ["$ref": "#/methods/0"],
        ["$ref": 1], ["oneOf": [["$ref": "#/components"], false]],
        ["allOf": [["type": "null"], 1]],
        [
            "type": ["array", "object", "null"], "properties": ["a": ["enum": [1, 2]]],
            "items": [[:]],
        ],
    ]
    private static let names = [
        "$ref", "type", "properties", "items", "allOf", "oneOf", "anyOf", "enum", "const",
        "required",
        "definitions", "$id", "name", "schema", "params", "result", "errors",
        "additionalProperties",
    ]

    @Test func mutatedDocumentsAreLoweredOrRefused() throws {
        var generator = Generator(state: 20)
        var lowered = 0
        var refused = 0
        for path in Corpus.files(under: "openrpc") {
            let bytes = Corpus.bytes(path)
            guard bytes.count < 60_000 else { continue }
            let original = try JSONValue.read(bytes)
            for _ in 0..<60 {
                var mutant = original
                for _ in 0..<Int.random(in: 1...4, using: &generator) {
                    mutant = mutated(mutant, &generator)
                }
                let (service, diagnostics) = lower(mutant.bytes(), file: path)
                let errors = diagnostics.filter { $0.severity == .error }
                #expect((service == nil) == !errors.isEmpty, "\(path)")
                for error in errors { #expect(error.span != nil, "\(error)") }
                if service == nil { refused += 1 } else { lowered += 1 }
            }
        }
        print("mutants: \(lowered) lowered, \(refused) refused")
        #expect(lowered > 100)
        #expect(refused > 100)
    }

    /// One change somewhere, the deeper the likelier.
    private func mutated(_ value: JSONValue, _ generator: inout Generator) -> JSONValue {
        let goesOn = Int.random(in: 0..<24, using: &generator) > 0
        switch value.kind {
        case .object(var object) where goesOn && !object.isEmpty:
            let index = Int.random(in: 0..<object.count, using: &generator)
            var member = object.members[index]
            switch Int.random(in: 0..<30, using: &generator) {
            case 0: object.members.remove(at: index)
            case 1:
                member.name = Self.names.randomElement(using: &generator) ?? ""
                object.members[index] = member
            case 2:
                object.members.append(
                    JSONObject.Member(
                        Self.names.randomElement(using: &generator) ?? "", member.value))
            default:
                member.value = mutated(member.value, &generator)
                object.members[index] = member
            }
            return JSONValue(.object(object))
        case .array(var elements) where goesOn && !elements.isEmpty:
            let index = Int.random(in: 0..<elements.count, using: &generator)
            elements[index] = mutated(elements[index], &generator)
            return JSONValue(.array(elements))
        default: return Self.replacements.randomElement(using: &generator) ?? .null
        }
    }
}
