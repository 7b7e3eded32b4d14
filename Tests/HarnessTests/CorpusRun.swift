import TestSupport
import Testing
import WireJSON

/// The whole corpus judged once, with its packages kept for the tools that look at them.
struct CorpusRun: Sendable {
    let judged: Judged
    let packages: TestFolder

    /// Judged at first use, which may be that of any test.
    static let shared = Result { try CorpusRun() }

    private init() throws {
        packages = try TestFolder()
        packages.removeAtExit()
        let documents = Corpus.files(under: "openrpc").map { Corpus.root + "/" + $0 }
        let builtIn = try Judged(
            ["--keep", packages.path, "--only", "package/imports"], timeout: .seconds(60))
        #expect(builtIn.outcome.status == 0)
        judged = try Judged(
            ["--jobs", "2", "--keep", packages.path] + documents, timeout: .seconds(900))
    }

    /// Folders that hold one package each, and the name of the package.
    var kept: [(folder: String, name: String)] {
        Repository.files(below: packages.path, ext: "typed").map { path in
            let parts = path.split(separator: "/")
            return (packages.path + "/" + parts[0], String(parts[1]))
        }
    }
}
