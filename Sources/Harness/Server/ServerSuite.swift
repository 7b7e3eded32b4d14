package import Conformance
package import Diagnostics
import Foundation

/// The authored cases for servers, and the document of the service that some of them call.
package struct ServerSuite: Sendable {
    /// In order of their ids.
    package var cases: [ServerCase]
    package var diagnostics: [Diagnostic]
    /// The shipped document, byte for byte.
    package var document: [UInt8]

    /// The folder of the cases below `conformance/cases`.
    package static let folder = "server"

    /// Where the shipped document lies below a checkout.
    package static let documentPath = "conformance/server.openrpc.json"

    /// Reads `conformance/cases/server` below a root.
    package static func load(root: String) throws(HarnessFault) -> ServerSuite {
        let folder = "\(root)/conformance/cases/\(Self.folder)"
        let paths = (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []
        var suite = ServerSuite(
            cases: [], diagnostics: [], document: bytes(of: "\(root)/\(documentPath)"))
        for path in paths.filter({ $0.hasSuffix(".json") }).sorted() {
            let file = "\(folder)/\(path)"
            let id = "\(Self.folder)/\(path.dropLast(".json".count))"
            let (read, found) = ServerCase.read(bytes(of: file), id: id, file: file)
            suite.diagnostics += found
            if let read { suite.cases.append(read) }
        }
        guard !suite.cases.isEmpty, !suite.document.isEmpty else {
            throw HarnessFault("'\(root)' has no cases for servers; set ASSAY_ROOT to a checkout")
        }
        if let first = suite.diagnostics.first { throw HarnessFault(first.description) }
        return suite
    }

    private static func bytes(of file: String) -> [UInt8] {
        FileManager.default.contents(atPath: file).map { [UInt8]($0) } ?? []
    }
}
