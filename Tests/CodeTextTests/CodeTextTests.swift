import CodeText
import Testing

private enum Plain {}

@Suite struct FileTreeTests {
    @Test(arguments: ["a", "a/b.py", "a/..b", "…/b"]) func pathsBelowTheTreeAreSafe(_ path: String)
    {
        #expect(FileTree.isSafe(path))
    }

    @Test(arguments: ["", "/a", "a/", "a//b", "..", "a/../b", "./a", "a\\b", "a\u{0}b"])
    func otherPathsAreNot(_ path: String) {
        #expect(!FileTree.isSafe(path))
    }

    @Test func filesComeInTheOrderOfTheirBytes() {
        var tree = FileTree()
        for path in ["b", "a/z", "a.py", "B", "é"] { tree.add(path, path) }
        #expect(tree.paths == ["B", "a.py", "a/z", "b", "é"])
        #expect(tree.files.map(\.text) == tree.paths)
    }

    @Test func aPathOutsideTheTreeStopsTheProgram() async {
        await #expect(processExitsWith: .failure) {
            var tree = FileTree()
            tree.add("../a", "")
        }
    }
}

@Suite struct CodeWriterTests {
    @Test func blocksIndentWhatTheyHold() {
        var out = CodeWriter<Plain>()
        out.block("a") { out in
            out.block("b") { $0.line("c\n\nd") }
            out.blank()
            out.line("e")
        }
        out.line("f")
        #expect(out.text == "a\n    b\n        c\n\n        d\n\n    e\nf\n")
    }

    @Test func fragmentsJoinFragments() {
        let name: Source<Plain> = "name"
        let both = [name, "other"].joined(separator: ", ")
        #expect("f(\(both)) + \(2)" as Source<Plain> == "f(name, other) + 2")
    }
}
