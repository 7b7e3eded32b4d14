package import Conformance
package import Diagnostics
import Foundation

/// The services and authored cases that the project is shipped with.
package struct BuiltIn: Sendable {
    /// One service: its document's path and its authored cases, in order of their ids.
    package struct Service: Sendable {
        package var name: String
        package var path: String
        package var cases: [Case]
    }

    package var services: [Service]
    package var diagnostics: [Diagnostic]

    /// Reads `fixtures/openrpc` and `conformance/cases` below a root.
    package static func load(root: String) throws(HarnessFault) -> BuiltIn {
        let documents = files(under: "\(root)/fixtures/openrpc")
        let (cases, diagnostics) = readCases(under: "\(root)/conformance/cases")
        guard !documents.isEmpty, !cases.isEmpty else {
            throw HarnessFault(
                "'\(root)' has no fixtures or no cases; set ASSAY_ROOT to a checkout")
        }
        let names = Set(cases.map(\.service))
        let services = documents.compactMap { path -> Service? in
            let name = String(path.dropLast(".json".count).split(separator: "/").last ?? "")
            guard names.contains(name) else { return nil }
            let own = cases.filter { $0.service == name }
            return Service(
                name: name, path: "\(root)/fixtures/openrpc/\(path)", cases: own)
        }
        let known = Set(services.map(\.name))
        if let stray = cases.first(where: { !known.contains($0.service) }) {
            throw HarnessFault(
                "case '\(stray.id)' names the service '\(stray.service)'; "
                    + "fixtures/openrpc has no such document")
        }
        return BuiltIn(services: services, diagnostics: diagnostics)
    }

    /// The service whose document lies at a path, however the path is written.
    func service(at path: String) -> Service? {
        let asked = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        return services.first {
            URL(fileURLWithPath: $0.path).resolvingSymlinksInPath().path == asked
        }
    }

    private static func readCases(under folder: String) -> ([Case], [Diagnostic]) {
        var cases: [Case] = []
        var diagnostics: [Diagnostic] = []
        let others = ["\(ServerSuite.folder)/", "dispatch/", "session/"]
        for path in files(under: folder) where !others.contains(where: path.hasPrefix) {
            let file = "\(folder)/\(path)"
            let bytes = FileManager.default.contents(atPath: file).map { [UInt8]($0) } ?? []
            let (read, found) = Case.read(
                bytes, id: String(path.dropLast(".json".count)), file: file)
            diagnostics += found
            if var read {
                read.text = String(decoding: bytes, as: UTF8.self)
                cases.append(read)
            }
        }
        return (cases, diagnostics)
    }

    private static func files(under folder: String) -> [String] {
        let paths = (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []
        return paths.filter { $0.hasSuffix(".json") }.sorted()
    }
}
