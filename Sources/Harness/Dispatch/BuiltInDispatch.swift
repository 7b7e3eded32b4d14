package import Conformance
package import Diagnostics
import Foundation

/// The authored cases of dispatch, and the documents that they speak about.
package enum BuiltInDispatch {
    /// The cases about a document, when it is one of `fixtures/dispatch`, however its path is
    /// written; none for others.
    package static func cases(for path: String) throws(HarnessFault) -> [DispatchCase] {
        guard let root = Installation.root else { return [] }
        let asked = URL(fileURLWithPath: path).resolvingSymlinksInPath()
        let own = URL(fileURLWithPath: "\(root)/fixtures/dispatch").resolvingSymlinksInPath().path
        guard asked.deletingLastPathComponent().path == own else { return [] }
        let name = asked.deletingPathExtension().lastPathComponent
        let (cases, diagnostics) = load(root: root)
        if let first = diagnostics.first { throw HarnessFault(first.description) }
        return cases.filter { $0.service == name }
    }

    /// Every case below `conformance/cases/dispatch`, in order of the ids.
    package static func load(root: String) -> ([DispatchCase], [Diagnostic]) {
        let folder = "\(root)/conformance/cases"
        let paths =
            (try? FileManager.default.subpathsOfDirectory(atPath: "\(folder)/dispatch")) ?? []
        var cases: [DispatchCase] = []
        var diagnostics: [Diagnostic] = []
        for path in paths.filter({ $0.hasSuffix(".json") }).sorted() {
            let file = "\(folder)/dispatch/\(path)"
            let bytes = FileManager.default.contents(atPath: file).map { [UInt8]($0) } ?? []
            let (read, found) = DispatchCase.read(
                bytes, id: "dispatch/\(path.dropLast(".json".count))", file: file)
            diagnostics += found
            if var read {
                read.text = String(decoding: bytes, as: UTF8.self)
                cases.append(read)
            }
        }
        return (cases, diagnostics)
    }
}
