import Foundation
import Testing

/// A folder of a test's own, which goes with it.
package final class TestFolder: Sendable {
    package let path: String

    /// Makes an empty folder that other users may enter, as guests are other users.
    package init() throws {
        path = NSTemporaryDirectory() + "assay-test-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o755])
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Writes a file below the folder and returns its whole path.
    @discardableResult
    package func write(_ text: String, to name: String) throws -> String {
        try write(Array(text.utf8), to: name)
    }

    /// Writes bytes to a file below the folder and returns its whole path.
    @discardableResult
    package func write(_ bytes: [UInt8], to name: String) throws -> String {
        let url = URL(filePath: path + "/" + name)
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: url)
        return url.path
    }

    /// Writes a script that can be run, and returns its whole path. Another process makes the file:
    /// one that this process wrote stays busy where a child began meanwhile and has it open.
    package func script(_ text: String, to name: String) throws -> String {
        let source = try write(text, to: name + ".text")
        let copied = try Program.run(["/usr/bin/install", "-m", "755", source, "\(path)/\(name)"])
        #expect(copied.status == 0, "\(copied.errors)")
        return "\(path)/\(name)"
    }

    /// Every file below the folder with its bytes.
    package var contents: [String: [UInt8]] {
        let files = Repository.files(below: path)
        return Dictionary(uniqueKeysWithValues: files.map { ($0, read($0)) })
    }

    /// The bytes of a file below the folder; none when it cannot be read.
    package func read(_ name: String) -> [UInt8] { Repository.bytes(of: path + "/" + name) ?? [] }
}
