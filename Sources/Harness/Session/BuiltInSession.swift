package import Conformance
package import Diagnostics
import Foundation

/// The authored cases of sessions.
package enum BuiltInSession {
    /// Every case below `conformance/cases/session`, in order of the ids.
    package static func load(root: String) -> ([SessionCase], [Diagnostic]) {
        load("\(root)/conformance/cases/session", prefix: "session")
    }

    /// Every case of a folder; its ids begin with the prefix.
    static func load(_ folder: String, prefix: String) -> ([SessionCase], [Diagnostic]) {
        let paths = (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []
        var cases: [SessionCase] = []
        var diagnostics: [Diagnostic] = []
        for path in paths.filter({ $0.hasSuffix(".json") }).sorted() {
            let file = "\(folder)/\(path)"
            let bytes = FileManager.default.contents(atPath: file).map { [UInt8]($0) } ?? []
            let id = "\(prefix)/\(path.dropLast(".json".count))"
            let (read, found) = SessionCase.read(bytes, id: id, file: file)
            diagnostics += found
            if let read { cases.append(read) }
        }
        return (cases, diagnostics)
    }
}
