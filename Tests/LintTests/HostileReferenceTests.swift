import Diagnostics
@testable import Lint
import TestSupport
import Testing

/// Documents that are made to take for ever are judged in time that grows as they do.
@Suite struct HostileReferenceTests {
    private static let size = 8_000

    private func findings(_ schemas: [String], methods: String = "[]") throws -> [Finding] {
        let members = schemas.enumerated().map { "\"s\($0)\": \($1)" }.joined(separator: ",")
        let text = """
            {"openrpc": "1.3.2", "info": {"title": "", "version": ""}, "methods": \(methods),
             "components": {"schemas": {\(members)}}}
            """
        return try lint(
            Array(text.utf8), file: "api.json", rules: Rule.componentRules + [.endlessType])
    }

    private func reference(_ name: String) -> String {
        ##"{"$ref": "#/components/schemas/\##(name)"}"##
    }

    @Test func aLongChain() throws {
        let chain = (0..<Self.size).map { reference("s\($0 + 1)") }
        #expect(try findings(chain + ["{}"]).isEmpty)
        let dangling = try findings(chain)
        #expect(dangling.count == 1)
    }

    @Test func aLongCircle() throws {
        let circle = (0..<Self.size).map { reference("s\(($0 + 1) % Self.size)") }
        #expect(try findings(circle).map(\.rule.id) == ["openrpc.circular-reference"])
    }

    @Test func aLongLoopOfSchemas() throws {
        let loop = (0..<Self.size).map {
            #"{"allOf": [\#(reference("s\(($0 + 1) % Self.size)"))]}"#
        }
        #expect(try findings(loop).map(\.rule.id) == ["openrpc.endless-schema"])
    }

    @Test func aLongChainOfRequiredMembers() throws {
        let nodes = (0..<Self.size).map { number in
            let next = reference("s\((number + 1) % Self.size)")
            return #"{"type": "object", "required": ["n"], "properties": {"n": \#(next)}}"#
        }
        #expect(try findings(nodes).map(\.rule.id) == ["sdk.endless-type"])
        #expect(try findings(nodes.dropLast() + ["{}"]).isEmpty)
    }

    /// Each schema twice in the next: what they stand for doubles with each.
    @Test func doubling() throws {
        let schemas = (0..<Self.size).map { number in
            let next = reference("s\(number + 1)")
            return #"{"allOf": [\#(next), \#(next)]}"#
        }
        #expect(try findings(schemas + ["{}"]).isEmpty)
    }

    @Test func aFloodOfIdentifiers() throws {
        let schemas = (0..<Self.size).map {
            #"{"$id": "i\#($0)", "items": {"$ref": "i\#(($0 + 1) % Self.size)"}}"#
        }
        #expect(try findings(schemas).isEmpty)
    }

    @Test func nestedIdentifiers() throws {
        let deep = 100
        let schema =
            (0..<deep).map { #"{"$id": "a\#($0)/", "not": {"anyOf": [{"$ref": "x"}, "# }.joined()
            + "{}" + String(repeating: "]}}", count: deep)
        let found = try findings(Array(repeating: schema, count: 50))
        #expect(Set(found.map(\.rule.id)) == ["openrpc.external-reference"])
    }

    @Test func aFloodOfMisspellings() throws {
        let schemas = (0..<Self.size).map { _ in reference("missing-name-of-some-length") }
        #expect(try findings(schemas).count == Self.size)
    }

    /// Schemas that only references make schemas, each inside the one before.
    @Test func nestedTargets() throws {
        let deep = 400
        let text =
            String(repeating: #"{"x": "#, count: deep)
            + ##"{"$ref": "#/nowhere"}"## + String(repeating: "}", count: deep)
        let references = (0...deep).map { depth in
            reference("s0" + String(repeating: "/x", count: depth))
        }
        let found = try findings([text] + references + references + references)
        #expect(found.map(\.rule.id) == ["openrpc.dangling-reference"])
    }

    @Test func patternsOfManyGroups() throws {
        let open = String(repeating: "(", count: 50_000)
        let named = (0..<8_000).map { "(?<n\($0)>" }.joined()
        for pattern in [open, named, open + String(repeating: ")", count: 50_000)] {
            _ = ECMASyntax(pattern)
        }
        let flat = (0..<8_000).map { "(?<n\($0)>)" }.joined()
        #expect(ECMASyntax(flat + "|" + flat).fault == nil)
        #expect(ECMASyntax(named + String(repeating: ")", count: 8_000)).fault == nil)
    }
}
