import CodeText
import Foundation
import PythonEmitter
import SDKGenerator
import ServiceModel
import TestSupport
import Testing

/// The strict rules of pyright, held over packages of every kind in one run. The runtime is the
/// same text in each client, so it is read in the first of them, and the others import it from
/// there: it is most of each, and need not be read thirty times.
@Suite struct PyrightTests {
    private struct Package {
        var name: String
        var files: [(path: String, text: String)]
    }

    @Test func packagesAreStrictlyTyped() throws {
        guard try Tools.arePresent(["basedpyright"]) else { return }
        let folder = try TestFolder()
        let packages = try packages()
        let first = packages[0]
        let runtime = try runtime(of: client(of: first))
        for (index, package) in packages.enumerated() {
            for file in package.files where file.path.hasSuffix(".py") {
                let isWhole = index == 0 || !file.path.hasSuffix("_client.py")
                try folder.write(
                    isWhole ? file.text : importing(runtime, from: first.name, in: file.text),
                    to: "p\(index)/\(file.path)")
            }
        }
        try folder.write(
            #"{"typeCheckingMode": "strict", "pythonVersion": "3.9", "extraPaths": ["p0"]}"#,
            to: "pyrightconfig.json")
        let outcome = try Program.run(
            [Tools.path("basedpyright"), "--outputjson", "."], in: folder.path,
            timeout: .seconds(600))
        let told = outcome.output.components(separatedBy: #""message": "#).dropFirst().prefix(20)
        #expect(outcome.status == 0, "\(outcome.errors)\(told.joined())")
        #expect(outcome.output.contains("\"filesAnalyzed\": \(packages.count * 3),"))
        #expect(outcome.output.contains("\"errorCount\": 0,"))
    }

    /// Our own documents first, then hostile names, one of every shape, and other people's.
    private func packages() throws -> [Package] {
        let documents = ["shapes", "bookshelf", "fleet"].map { name in
            Generation.python(
                document: Fixtures.bytes("openrpc/\(name).json"), file: "\(name).json")
        }
        let corpus = (Corpus.isPresent ? Corpus.files(under: "openrpc") : []).map { path in
            Generation.python(
                document: Corpus.bytes(path), file: path,
                references: .given(isOpaque: true) { _ in nil })
        }
        let services = [HostileNames.service(), Service.sampler].map { service in
            let (client, _) = PythonClient.plan(service)
            return Package(
                name: client.package.text, files: client.printed().files.map { ($0.path, $0.text) })
        }
        let generated = try (documents + corpus).map { generation in
            let entry = try #require(generation.entry, "\(generation.diagnostics)")
            return Package(name: entry.package, files: generation.files.map { ($0.path, $0.text) })
        }
        return generated + services
    }

    private func client(of package: Package) throws -> String {
        try #require(package.files.first { $0.path.hasSuffix("_client.py") }?.text)
    }

    /// What stands between the imports and the service's own types.
    private func runtime(of client: String) throws -> String {
        let start = try #require(client.firstRange(of: "\n_T = TypeVar("))
        let end = try #require(client.firstRange(of: "\n\n\n# Types of the service\n"))
        return String(client[start.lowerBound..<end.lowerBound])
    }

    /// A client with the names of the runtime imported in its place.
    private func importing(
        _ runtime: String, from package: String, in client: String
    ) throws -> String {
        let place = try #require(client.firstRange(of: runtime), "the runtimes differ")
        let isName = { (letter: Character) in letter == "_" || letter.isLetter || letter.isNumber }
        let names = runtime.split(separator: "\n").compactMap { line -> Substring? in
            let start = ["class ", "def ", "async def "].first { line.hasPrefix($0) }
            let name = line.dropFirst(start?.count ?? 0).prefix(while: isName)
            let rest = line.dropFirst(name.count)
            let isAssigned = rest.hasPrefix(": ") || rest.hasPrefix(" = ")
            return !name.isEmpty && (start != nil || isAssigned) ? name : nil
        }
        let list = Set(names).sorted().joined(separator: ", ")
        let imports =
            "\n# pyright: reportUnusedImport=false\n"
            + "from \(package).\(package)_client import (\(list))"
        return client[..<place.lowerBound] + imports + client[place.upperBound...]
    }
}
