import Foundation
import SDKGenerator
import TestSupport
import Testing

/// Both generated clients against services that behave, and others: the programs of
/// `fixtures/streams`, each in an interpreter of its own that looks for what it left behind.
@Suite struct StreamTests {
    /// A program of one of the modules.
    struct Program: Sendable, CustomTestStringConvertible {
        var module: String
        var name: String

        var testDescription: String { "\(module).\(name)" }

        /// The programs of a module: the functions that are marked as one.
        static func all(of module: String) -> [Program] {
            let text = String(decoding: Fixtures.bytes("streams/\(module).py"), as: UTF8.self)
            let marks: Set<Substring> = ["@both", "@program", "@play"]
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            return zip(lines, lines.dropFirst()).compactMap { mark, line in
                guard marks.contains(mark), let end = line.firstIndex(of: "(") else { return nil }
                let name = line[..<end].split(separator: " ").last.map(String.init) ?? ""
                return Program(module: module, name: name)
            }
        }
    }

    private func bookshelf() throws -> Guest {
        try Guest(
            Generation.python(
                document: Fixtures.bytes("openrpc/bookshelf.json"), file: "bookshelf.json"))
    }

    private func run(
        _ program: Program, interpreter: String = "/usr/bin/python3"
    ) throws {
        let guest = try bookshelf()
        defer { guest.remove() }
        try guest.python(
            """
            sys.path.insert(1, "\(Fixtures.root)/streams")
            import support
            support.run("\(program.module)", "\(program.name)")
            """, interpreter: interpreter)
    }

    /// What a caller writes passes the type checker: results, batches, handlers, any method.
    @Test func callersAreTyped() throws {
        let guest = try bookshelf()
        defer { guest.remove() }
        try FileManager.default.copyItem(
            at: URL(filePath: Fixtures.root + "/streams/callers.py"),
            to: guest.folder.appending(path: "callers.py"))
        try guest.checkWithTools()
    }

    /// No program is left out because its text looks otherwise.
    @Test(arguments: ["defects", "clients", "batches", "addresses", "http_calls", "stdio"])
    func everyProgramIsFound(_ module: String) throws {
        let names = Program.all(of: module).map { "\"\($0.name)\"" }
        #expect(names.count > 2)
        let guest = try bookshelf()
        defer { guest.remove() }
        try guest.python(
            """
            sys.path.insert(1, "\(Fixtures.root)/streams")
            import support
            assert support.programs("\(module)") == [\(names.joined(separator: ", "))]
            """)
    }

    @Test func theTwentyDefectsHaveAProgramEach() {
        let numbers = Program.all(of: "defects").map { String($0.name.prefix(3)) }
        #expect(numbers == (1...20).map { String(format: "d%02d", $0) })
    }

    @Test(arguments: Program.all(of: "defects")) func noneOfTheTwentyDefects(
        _ program: Program
    ) throws {
        try run(program)
    }

    @Test(arguments: ["clients", "batches", "addresses"].flatMap(Program.all))
    func bothClientsDoTheSame(
        _ program: Program
    ) throws {
        try run(program)
    }

    @Test(arguments: Program.all(of: "http_calls")) func coroutinesCallOverHTTP(
        _ program: Program
    ) throws {
        try run(program)
    }

    @Test(arguments: Program.all(of: "web_socket")) func webSocketsCarryTheSame(
        _ program: Program
    ) throws {
        try run(program, interpreter: Tools.interpreter(with: "websockets"))
    }

    @Test(arguments: Program.all(of: "encrypted")) func connectionsAreEncrypted(
        _ program: Program
    ) throws {
        try run(program, interpreter: Tools.interpreter(with: "websockets"))
    }

    @Test(arguments: Program.all(of: "stdio")) func childrenAreCalledAndReaped(
        _ program: Program
    ) throws {
        try run(program)
    }
}
