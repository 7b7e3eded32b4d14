package import Diagnostics
import Foundation

/// The bytes of a document that somebody named, or a diagnostic in place of them.
package enum DocumentFile {
    /// Documents beyond this size are refused before they are read.
    package static let limit = 256 << 20

    /// The bytes of a document; refused when it is missing, no plain file, or too long.
    package static func read(_ path: String) -> Result<[UInt8], Refusal> {
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
            return .failure(Refusal(path, "file.missing", "the file does not exist"))
        }
        if isDirectory.boolValue {
            return .failure(
                Refusal(path, "file.directory", "a document is a file; this is a directory"))
        }
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        if let size = attributes?[.size] as? Int, size > limit {
            return .failure(
                Refusal(path, "file.size", "a document has at most \(limit) bytes, this \(size)"))
        }
        guard let data = FileManager.default.contents(atPath: path) else {
            return .failure(
                Refusal(path, "file.unreadable", "the file cannot be read; check its permissions"))
        }
        return .success([UInt8](data))
    }

    /// Why a file gave no bytes.
    package struct Refusal: Error, Sendable {
        package let diagnostic: Diagnostic

        init(_ path: String, _ rule: String, _ message: String) {
            let file = SourceFile(name: path, bytes: [])
            diagnostic = Diagnostic(
                .error, rule: rule, message, at: SourceSpan(file: file, bytes: 0..<0))
        }
    }
}
