import Testing

/// The rules about targets, each seen to fail.
@Suite struct LayerTests {
    private let manifest = """
        /// A table.
        let layers: [(name: String, uses: [String])] = [
            ("A", []),
            ("B", ["A"]),
            (
                "C",
                [
                    "A", "B",
                ]
            ),
        ]

        let others: [(name: String, uses: [String])] = [
            ("D", ["A"])
        ]
        """

    private func check(_ found: [Violation], _ expected: [String]) {
        #expect(found.map(\.message) == expected)
    }

    @Test func tablesAreReadFromTheManifest() {
        let layers = Layer.read("layers", from: manifest)
        #expect(layers.map(\.name) == ["A", "B", "C"])
        #expect(layers.map(\.uses) == [[], ["A"], ["A", "B"]])
        #expect(Layer.read("others", from: manifest).map(\.uses) == [["A"]])
        #expect(Layer.read("absent", from: manifest).isEmpty)
    }

    @Test func importsAndEdgesAgree() {
        let layers = Layer.read("layers", from: manifest)
        let kept = [
            TidyFile("Sources/A/A.swift", "import Synchronization"),
            TidyFile("Sources/B/B.swift", "package import A"),
            TidyFile("Sources/C/C.swift", "import A\nimport struct B.Thing"),
        ]
        check(Rule.edges(layers, kept), [])
        check(
            Rule.edges(layers, kept + [TidyFile("Sources/A/Z.swift", "private import B")]),
            ["'A' imports 'B', which its layer does not list"])
        check(
            Rule.edges(layers, Array(kept.dropLast())),
            [
                "'C' lists 'A' and never imports it", "'C' lists 'B' and never imports it",
            ])
    }

    @Test func theJudgeNeverMeetsTheAccused() {
        let kept = [
            Layer(name: "ServiceModel", uses: ["WireJSON"]),
            Layer(name: "Peers", uses: ["WireJSON"]),
            Layer(name: "PythonEmitter", uses: ["ServiceModel"]),
            Layer(name: "Harness", uses: ["Peers", "PythonEmitter"]),
        ]
        check(Rule.separation(kept), [])
        check(
            Rule.separation(kept + [Layer(name: "Conformance", uses: ["ServiceModel"])]),
            ["'Conformance' must not reach 'ServiceModel'"])
        check(
            Rule.separation(
                kept + [
                    Layer(name: "Names", uses: ["PythonEmitter"]),
                    Layer(name: "Conformance", uses: ["Names"]),
                ]),
            [
                "'Conformance' must not reach 'ServiceModel'",
                "'Conformance' must not reach 'PythonEmitter'",
            ])
        check(
            Rule.separation(
                kept + [Layer(name: "RustEmitter", uses: ["OpenRPC", "PythonEmitter"])]),
            [
                "'RustEmitter' must not reach 'OpenRPC'",
                "'RustEmitter' must not reach 'PythonEmitter'",
            ])
    }

    @Test func oneFileOfEachTargetSpeaksForIt() {
        let layers = [Layer(name: "A", uses: [])]
        let speaks = TidyFile(
            "Sources/A/A.swift", "// A: letters. It never\n// reads words.\n\nlet a = 1")
        let mumbles = TidyFile("Sources/A/B.swift", "// A: letters.\n\n// never")
        let silent = TidyFile("Sources/A/C.swift", "let a = 1")
        check(Rule.headers(layers, [speaks, silent]), [])
        check(
            Rule.headers(layers, [mumbles]),
            ["the header of 'A' does not say what it refuses to do"])
        check(Rule.headers(layers, [silent]), ["0 files of 'A' open with its name; one must"])
        check(
            Rule.headers(layers, [speaks, mumbles]), ["2 files of 'A' open with its name; one must"]
        )
    }

    @Test func typesAreNotNamedAsModules() {
        let layers = [Layer(name: "A", uses: [])]
        check(
            Rule.moduleNames(layers, [TidyFile("Sources/B/B.swift", "struct Ab {}\nlet a = A()")]),
            [])
        check(
            Rule.moduleNames(layers, [TidyFile("Sources/B/B.swift", "package enum A: Int {}")]),
            ["'A' is the name of a module"])
    }

    @Test func testTargetsTest() {
        let tests = [Layer(name: "ATests", uses: [])]
        let kept = TidyFile("Tests/ATests/A.swift", "@Test func a() {}")
        let empty = TidyFile("Tests/ATests/A.swift", "// @Test\nfunc a() {}")
        check(Rule.emptyTests(tests, [kept]), [])
        check(Rule.emptyTests(tests, [empty]), ["'ATests' has no test"])
    }
}
