import EmbeddedPython
import Foundation
import SDKGenerator

/// Our own generated Python client as a subject of the session suite.
enum SessionSubject {
    /// The service whose client it is; sessions call methods that no document names.
    private static let service = "bookshelf"

    /// The client's package, generated from the document below a root.
    static func generation(root: String) throws(HarnessFault) -> Generation {
        let path = "\(root)/fixtures/openrpc/\(service).json"
        guard let data = FileManager.default.contents(atPath: path) else {
            throw HarnessFault("'\(path)' cannot be read; set ASSAY_ROOT to a checkout")
        }
        return Generation.python(document: [UInt8](data), file: service)
    }

    /// The command of the adapter around a package.
    static func words(package: String) throws(HarnessFault) -> [String] {
        let root = try Installation.shipped()
        let adapter = "\(root)/conformance/subjects/generated-python/subject.py"
        return [try Interpreters.oracle().executable, "-B", adapter, package]
    }
}
