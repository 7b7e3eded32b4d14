import Diagnostics
import Testing
import WireJSON

@testable import Lint

/// Edits leave JSON, change what they say, and no byte beside it.
@Suite struct FixEditsTests {
    @Test(arguments: [
        ("[1, 2, 3]", 0, "[2, 3]"), ("[1, 2, 3]", 1, "[1, 3]"), ("[1, 2, 3]", 2, "[1, 2]"),
        ("[ 1 ]", 0, "[  ]"), ("[\n  1 ,\n  2\n]", 1, "[\n  1\n]"), ("[[1],[2]]", 0, "[[2]]"),
    ])
    func elementGoesWithItsComma(_ text: String, _ index: Int, _ expected: String) throws {
        try check(text, expected) { value, _ in .removing(element: index, of: value) }
    }

    @Test(arguments: [
        (#"{"a": 1, "b": 2}"#, 0, #"{"b": 2}"#), (#"{"a": 1, "b": 2}"#, 1, #"{"a": 1}"#),
        (#"{ "a" : 1 }"#, 0, "{  }"), ("{\n  \"a\": 1,\n  \"b\": {}\n}", 1, "{\n  \"a\": 1\n}"),
    ])
    func memberGoesWithItsComma(_ text: String, _ position: Int, _ expected: String) throws {
        try check(text, expected) { value, _ in .removing(member: position, of: value) }
    }

    @Test(arguments: [
        ("{}", #"{"x": 0}"#), ("{ }", #"{"x": 0}"#), (#"{"a":1}"#, #"{"a":1,"x":0}"#),
        ("{\n  \"a\": 1\n}", "{\n  \"a\": 1,\n  \"x\": 0\n}"),
        (#"{ "a": 1, "b": [] }"#, #"{ "a": 1, "b": [], "x": 0 }"#),
    ])
    func memberIsLaidOutAsTheLast(_ text: String, _ expected: String) throws {
        try check(text, expected) { .appending("x", "0", to: $0, in: $1) }
    }

    @Test(arguments: [
        ("[1, 2, 3]", [2, 0, 1], "[3, 1, 2]"), ("[\"é\" ,\n{}]", [1, 0], "[{} ,\n\"é\"]"),
    ])
    func elementsChangePlaces(_ text: String, _ order: [Int], _ expected: String) throws {
        let (value, lint) = try read(text)
        let fix = try #require(Fix.reordering("sort", value, to: order, in: lint))
        #expect(apply(fix.edits, to: text) == expected)
        #expect(Fix.reordering("sort", value, to: [0], in: lint) == nil)
    }

    @Test func whatWasNotReadHasNoEdit() {
        #expect(Fix.Edit.removing(element: 0, of: [1]) == nil)
        #expect(Fix.Edit.removing(member: 0, of: ["a": 1]) == nil)
        #expect(Fix.Edit.replacing(1, with: "2") == nil)
    }

    private func check(
        _ text: String, _ expected: String, _ edit: (JSONValue, LintText) -> Fix.Edit?
    ) throws {
        let (value, lint) = try read(text)
        let result = apply([try #require(edit(value, lint))], to: text)
        #expect(result == expected)
        _ = try JSONValue.read(Array(result.utf8))
    }

    private func read(_ text: String) throws -> (JSONValue, LintText) {
        let value = try JSONValue.read(Array(text.utf8))
        let file = SourceFile(name: "text.json", bytes: Array(text.utf8))
        return (value, LintText(file: file, root: value, base: "file:///text.json"))
    }

    private func apply(_ edits: [Fix.Edit], to text: String) -> String {
        var bytes = Array(text.utf8)
        for edit in edits.reversed() {
            bytes.replaceSubrange(edit.bytes, with: edit.replacement.utf8)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
