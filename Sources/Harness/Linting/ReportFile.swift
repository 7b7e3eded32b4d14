import Foundation

/// A report that goes to a file of its own.
package enum ReportFile {
    /// Writes it as a whole; the fault says why not.
    package static func write(_ text: String, to path: String) throws(HarnessFault) {
        do {
            try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw HarnessFault("'\(path)' cannot be written; check its folder and permissions")
        }
    }
}
