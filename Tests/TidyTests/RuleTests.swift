import Testing

/// Each rule has been seen to fail: a sample that breaks it, and one that does not.
@Suite struct RuleTests {
    private static let path = "Sources/WireJSON/Sample.swift"

    /// The lines on which a rule finds fault.
    private func check(
        _ rule: (TidyFile) -> [Violation], _ text: String, at path: String = path,
        finds lines: [Int],
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let found = rule(TidyFile(path, text))
        #expect(found.map(\.line) == lines, "\(found)", sourceLocation: sourceLocation)
    }

    @Test func filesEndAt400Lines() {
        check(Rule.sizes, String(repeating: "a\n", count: 400), finds: [])
        check(Rule.sizes, String(repeating: "a\n", count: 401), finds: [401])
        check(Rule.sizes, String(repeating: "a\n", count: 401), at: "scripts/test", finds: [401])
    }

    @Test func linesEndAt100Columns() {
        check(Rule.sizes, "\n" + String(repeating: "é", count: 100), finds: [])
        check(Rule.sizes, "\n" + String(repeating: "é", count: 101), finds: [2])
        let long = String(repeating: " x", count: 60)
        check(Rule.sizes, "\"\"\"\n\(long)\n\"\"\"\n//\(long)\n\"\(long)\"", finds: [4, 5])
    }

    @Test(arguments: [
        "func f() {", "init(a: Int) throws(Fault) {", "var x: Int {", "subscript(i: Int) -> A {",
    ])
    func functionsEndAt70Lines(_ head: String) {
        let lines = { String(repeating: "    if x { y(\"}\") } // }\n", count: $0) }
        check(Rule.sizes, "\nstruct A {\n\(head)\n" + lines(68) + "}\n}", finds: [])
        check(Rule.sizes, "\nstruct A {\n\(head)\n" + lines(69) + "}\n}", finds: [3])
    }

    @Test func aWrappedFunctionEndsAt70LinesToo() {
        let head = "func f(\n    a: [Int] = [{ 1 }()]\n) throws -> [Int]\n    where A: B\n{\n"
        check(Rule.sizes, head + String(repeating: "a\n", count: 64) + "}\nfunc g() {}", finds: [])
        check(Rule.sizes, head + String(repeating: "a\n", count: 65) + "}\nfunc g() {}", finds: [1])
    }

    @Test(arguments: ["JSONUtils", "Helpers", "CommonNames", "Case+Manager", "Base", "BaseURL"])
    func namesThatSayNothing(_ name: String) {
        check(Rule.words, "", at: "Sources/WireJSON/\(name).swift", finds: [1])
    }

    @Test(arguments: ["Database", "Managers", "UncommonName", "Basement"])
    func namesThatSaySomething(_ name: String) {
        check(Rule.words, "", at: "Sources/WireJSON/\(name).swift", finds: [])
    }

    @Test(arguments: [
        "let a = try! f()", "let a = b as! C", "default: fatalError(\"no\")", "var a: Any",
        "[any Any]",
        "let a = \"\\(try! f())\"", "@Test(.disabled(\"slow\")) func f() {}", "// TODO: more",
        "/* FIXME */", "// MARK: - Reading", "let a = #\"\\#(b as! C)\"#",
    ])
    func bannedWords(_ line: String) {
        check(Rule.words, "\n\(line)\n", finds: [2])
        check(Rule.words, "\n\(line)\n", at: "Tests/WireJSONTests/Sample.swift", finds: [2])
    }

    @Test(arguments: [
        "let a = \"try! f() as! B\"", "// never try! this", "let a = #\"\"as! fatalError(\"\"#",
        "var a: AnyHashable", "let a = \"\"\"\n    TODO \"Any\" fatalError(\n    \"\"\"",
        "let todo = \"TODO\"",
        "try? f()", "a as? B", "/* a /* nested */ as! b */", "let a = \"\\\\\" // as! \"",
        "#if os(Linux)",
    ])
    func wordsInTheirPlace(_ text: String) { check(Rule.words, text, finds: []) }

    @Test func marksAreForLongFiles() {
        check(Rule.words, "// MARK: A" + String(repeating: "\n", count: 200), finds: [])
    }

    @Test(arguments: [
        "package struct A {}", "public enum A {}", "package final class A: B {}",
        "package func f() {}",
        "package static func f() {}", "package typealias A = B",
        "package subscript(i: Int) -> A { b }",
        "package init(a: Int) { b = a + 1 }", "package init?(_ a: Int) {\n    return nil\n}",
        "package init(a: Int) {\n    self.a = a\n    b = 0\n}", "package mutating func f() {}",
        "// A comment is no documentation.\npackage struct A {}",
        "/// Far away.\n\npackage struct A {}",
        "package indirect enum A {}", "nonisolated package func f() {}", "package protocol A {}",
        "@available(*, deprecated) @inline(never) package func f() {}",
        "package static func + (l: A, r: A) -> A { l }",
    ])
    func declarationsWithoutDocumentation(_ text: String) {
        let line =
            text.split(separator: "\n", omittingEmptySubsequences: false)
            .firstIndex { $0.contains("package") || $0.contains("public") } ?? 0
        check(Rule.documentation, text, finds: [line + 1])
        check(Rule.documentation, text, at: "Tests/TestSupport/Sample.swift", finds: [])
    }

    @Test(arguments: [
        "/// Says it.\npackage struct A {}", "struct A {}", "private func f() {}",
        "package var a = 1",
        "/// Says it.\n@inline(__always)\n@discardableResult\npackage func f() {}",
        "package init() {}",
        "package init(a: Int, b: Int) {\n    self.a = a\n    self.b = b\n}",
        "package init(_ a: Int) { self.a = a }", "package init(a: Int) { (self.a, b) = (a, b) }",
        "package init(stringLiteral value: String) { self = .string(value) }",
        "package static func == (l: A, r: A) -> Bool { t }",
        "package func hash(into hasher: inout Hasher) {}", "let a = \"package struct A\"",
        "package override func f() {}", "package static func < (l: A, r: A) -> Bool { t }",
        "package private(set) var a = 1",
    ])
    func declarationsThatNeedNoMore(_ text: String) { check(Rule.documentation, text, finds: []) }

    @Test func requirementsOfProtocols() {
        let text = """
            /// Says it.
            package protocol A {
                /// Says it.
                func f()
                func g()
                var h: Int { get }
            }
            protocol B {
                func i()
            }
            """
        check(Rule.documentation, text, finds: [5, 6])
    }

    @Test(arguments: [
        "import Foundation", "private import Glibc", "@preconcurrency import Dispatch",
    ])
    func inputAndOutputBelow(_ line: String) {
        check(Rule.systemImports, "\n\(line)", finds: [2])
        check(Rule.systemImports, "\n\(line)", at: "Sources/Peers/Sample.swift", finds: [])
        check(Rule.systemImports, "\n\(line)", at: "Tests/WireJSONTests/Sample.swift", finds: [])
        check(Rule.systemImports, "// \(line)\nlet a = \"\(line)\"", finds: [])
    }

    @Test func onlyTheLibraryIsPublic() {
        check(Rule.visibility, "package struct A {\n    public var b = 1\n}", finds: [2])
        check(
            Rule.visibility, "public struct A {}", at: "Sources/SDKGenerator/Sample.swift",
            finds: [])
    }
}
