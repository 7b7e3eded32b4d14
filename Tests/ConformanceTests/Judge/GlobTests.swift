import Conformance
import Testing

@Suite struct GlobTests {
    private func check(_ glob: String, _ id: String, _ expected: Bool) {
        #expect(Glob(glob).matches(id) == expected, "'\(glob)' and '\(id)'")
    }

    @Test(arguments: [
        ("", ""), ("*", ""), ("*", "errors/null-data"), ("**", "a"), ("errors/*", "errors/x"),
        ("errors/*", "errors/"), ("*/null-*", "errors/null-data"), ("?", "a"), ("a?c", "abc"),
        ("*a*b*", "xxaxxbxx"), ("sweep/get%2Fpet/*", "sweep/get%2Fpet/all-params"),
        ("*aab", "aaaab"), ("?*", "é"), ("[a]", "[a]"), ("a*a*a", "aaa"), ("*?", "ab"),
        ("*", "*"), ("?", "?"),
    ])
    func matches(_ glob: String, _ id: String) { check(glob, id, true) }

    @Test(arguments: [
        ("", "a"), ("a", ""), ("?", ""), ("a", "ab"), ("errors/*", "results/x"), ("a?c", "ac"),
        ("*a", "ab"), ("errors", "errors/x"), ("Errors/*", "errors/x"), ("a*a*a", "aa"),
        ("[ab]", "a"), ("*x*", "abc"), ("?", "ab"),
    ])
    func doesNotMatch(_ glob: String, _ id: String) { check(glob, id, false) }

    @Test func manyStarsTakeNoTime() {
        let id = String(repeating: "a", count: 2_000)
        check(String(repeating: "*a", count: 200) + "b", id, false)
    }
}
