import Foundation
import SDKGenerator
import TestSupport
import Testing

/// Packages of other people's documents, before the tools of those who would use them. Where a
/// document refers to texts that are not there, any value stands in their place.
@Suite(.needsCorpus) struct CorpusPackageTests {
    private static let paths = Corpus.isPresent ? Corpus.files(under: "openrpc") : []

    private static func generate(_ path: String) -> Generation {
        Generation.python(
            document: Corpus.bytes(path), file: path,
            references: .given(isOpaque: true) { _ in nil })
    }

    @Test func everyDocumentOfTheCorpusHasAPackage() {
        #expect(Self.paths.count >= 30)
    }

    @Test(arguments: paths) func packagesPassMypyAndRuff(_ path: String) throws {
        let guest = try Guest(Self.generate(path))
        defer { guest.remove() }
        try guest.python("import \(guest.package).\(guest.package)_interface")
        try guest.checkWithTools()
    }

    /// With warnings as errors, twice, the second time without a folder to write to.
    @Test(arguments: Interpreter.all) func packagesLoad(_ interpreter: Interpreter) throws {
        let folder = try TestFolder()
        let words = try Self.paths.enumerated().map { index, path in
            let generation = Self.generate(path)
            try generation.write(to: "\(folder.path)/p\(index)")
            return "p\(index):\(try #require(generation.entry).module)"
        }
        try #require(!words.isEmpty)
        try folder.write(
            """
            import importlib, sys
            for word in sys.argv[1:]:
                folder, module = word.split(":")
                sys.path.insert(0, folder)
                for name in (module, module[:-len("client")] + "interface"):
                    assert importlib.import_module(name).__name__ == name
                del sys.path[0]
            print(len(sys.argv) - 1)
            """, to: "load.py")
        let outcome = try Program.run(
            [interpreter.path, "-I", "-B", "-W", "error", "-X", "dev", "load.py"] + words,
            in: folder.path)
        #expect(outcome.status == 0, "\(interpreter): \(outcome.errors.suffix(2000))")
        #expect(outcome.output == "\(words.count)\n")
    }

    /// The public part of an interface is small beside its client: a model reads it whole.
    @Test func interfacesAreSmall() throws {
        let ratios = Self.paths.map { path in
            let files = Self.generate(path).files
            func size(_ end: String) -> Int {
                files.first { $0.path.hasSuffix(end) }?.text.utf8.count ?? 0
            }
            return Double(size("_interface.py")) / Double(max(size("_client.py"), 1))
        }.sorted()
        let median = try #require(ratios.isEmpty ? nil : ratios[ratios.count / 2])
        print("corpus: the median interface has \(median * 100) % of its client's size")
        #expect(median <= 0.15)
    }
}

/// A CPython from 3.9 to 3.13 that is installed here.
struct Interpreter: Sendable, CustomTestStringConvertible {
    let path: String
    var testDescription: String { path }

    /// The system's, and those of pyenv.
    static let all: [Interpreter] = {
        let environment = ProcessInfo.processInfo.environment
        let root = environment["PYENV_ROOT"] ?? (environment["HOME"] ?? "") + "/.pyenv"
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: root + "/versions"))
        let known = (versions ?? []).filter { version in
            let numbers = version.split(separator: ".").compactMap { Int($0) }
            return numbers.count == 3 && numbers[0] == 3 && (9...13).contains(numbers[1])
        }
        return ["/usr/bin/python3"].map(Interpreter.init)
            + known.sorted().map { Interpreter(path: "\(root)/versions/\($0)/bin/python3") }
    }()
}
