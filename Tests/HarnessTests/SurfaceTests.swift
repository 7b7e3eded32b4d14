import TestSupport
import Testing
import WireJSON

/// What counts as the public surface of a module, and what does not.
@Suite struct SurfaceTests {
    /// Two modules, and what the first difference of their surfaces is; no place where none is.
    struct Pair: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var old: String
        var new: String
        var evidence: [String]

        init(_ name: String, _ old: String, _ new: String, _ evidence: [String] = []) {
            (testDescription, self.old, self.new, self.evidence) = (name, old, new, evidence)
        }
    }

    private static let dataclass =
        "from dataclasses import dataclass, field\n@dataclass\nclass A:\n"

    static let pairs = [
        Pair("a parameter's name", "def f(a): ...", "def f(b): ...", ["f", "def (a)", "def (b)"]),
        Pair(
            "a parameter's kind", "def f(a, *, b=1): ...", "def f(a, b=1): ...",
            ["f", "def (a, *, b = 1)", "def (a, b = 1)"]),
        Pair(
            "positional only", "def f(a, /): ...", "def f(a): ...", ["f", "def (a, /)", "def (a)"]),
        Pair(
            "an annotation", "def f() -> 'int': ...", "def f() -> 'str': ...",
            ["f", "def () -> int", "def () -> str"]),
        Pair("async", "def f(): ...", "async def f(): ...", ["f", "def ()", "async def ()"]),
        Pair(
            "a field's default", dataclass + "    n: int = 1", dataclass + "    n: int = 2",
            ["A.n", "field int = 1", "field int = 2"]),
        Pair(
            "a factory", dataclass + "    n: list = field(default_factory=list)",
            dataclass + "    n: list = field(default_factory=dict)",
            ["A.n", "field list = list()", "field list = dict()"]),
        Pair(
            "a setter",
            "class A:\n    @property\n    def n(self): ...\n    @n.setter\n    def n(self, v): ...",
            "class A:\n    @property\n    def n(self): ...",
            ["A.n", "property (self), set(self, v)", "property (self)"]),
        Pair(
            "a member", "import enum\nclass E(enum.Enum):\n    A = 1",
            "import enum\nclass E(enum.Enum):\n    A = 2", ["E.A", "member 1", "member 2"]),
        Pair(
            "a base", "class A(OSError): ...", "class A(ValueError): ...",
            ["A", "class(OSError)", "class(ValueError)"]),
        Pair(
            "a static method", "class A:\n    @staticmethod\n    def f(): ...",
            "class A:\n    @classmethod\n    def f(c): ...",
            ["A.f", "staticmethod def ()", "classmethod def (c)"]),
        Pair(
            "what is imported", "import json\nfrom os import path, getcwd",
            "from typing import Any, List"),
        Pair(
            "a private base", "class A:\n    def f(self): ...",
            "class _B:\n    def f(self): ...\nclass A(_B): ..."),
        Pair("an address", "def f(a=object()): ...", "x = 1\ndel x\ndef f(a=object()): ..."),
        Pair("a body", "def f():\n    return 1", "def f():\n    return 2"),
    ]

    @Test(arguments: pairs) func aDifference(_ pair: Pair) throws {
        let folder = try TestFolder()
        for (side, text) in [("old", pair.old), ("new", pair.new)] {
            try folder.write("KEPT = 1\n\(text)\n", to: "\(side)/shop/book.py")
            try folder.write("", to: "\(side)/shop/__init__.py")
        }
        let compared = try Compared(
            ["--old", "old", "--new", "new", Fixtures.root + "/openrpc/bookshelf.json"],
            in: folder.path)
        let evidence = pair.evidence.first.map { ["shop.book." + $0] + pair.evidence.dropFirst() }
        #expect(compared.evidence("surface") == evidence ?? ["", "", ""])
        #expect(compared.outcome("surface") == (evidence == nil ? "holds" : "differs"))
        #expect(compared.kind == "inconclusive")
    }

    /// What is cut from a long constant counts all the same.
    @Test func longConstants() throws {
        let folder = try TestFolder()
        for (side, tail) in [("old", "a"), ("new", "b")] {
            try folder.write(
                "X = '\(String(repeating: "x", count: 5_000))\(tail)'\n",
                to: "\(side)/book.py")
        }
        let compared = try Compared(
            ["--old", "old", "--new", "new", Fixtures.root + "/openrpc/bookshelf.json"],
            in: folder.path)
        #expect(compared.outcome("surface") == "differs")
        #expect(compared.evidence("surface")[1].utf8.count < 1_000)
    }
}
