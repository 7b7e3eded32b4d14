import Foundation
package import Testing

/// Our own documents and blessed output.
package enum Fixtures {
    /// The folder `fixtures` of this package.
    package static let root = Repository.root + "/fixtures"

    /// The bytes of a file below `fixtures`; absent is an issue.
    package static func bytes(_ path: String) -> [UInt8] {
        if let bytes = Repository.bytes(of: root + "/" + path) { return bytes }
        Issue.record("cannot read fixtures/\(path)")
        return []
    }
}

/// Blessed text: compared with, and rewritten by `BLESS=1` outside CI.
package enum Snapshot {
    private static let blesses =
        ProcessInfo.processInfo.environment["BLESS"] == "1" && !Repository.isCI

    /// Compares text with the blessed file at a path below the package's root; a missing file, a
    /// difference, or a file that cannot be written is an issue.
    package static func check(
        _ actual: String, at path: String, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let file = Repository.root + "/" + path
        let blessed = Repository.bytes(of: file).map { String(decoding: $0, as: UTF8.self) }
        if let blessed, blessed.utf8.elementsEqual(actual.utf8) { return }
        if blesses {
            do { try write(actual, to: file) } catch {
                Issue.record("cannot write \(path): \(error)", sourceLocation: sourceLocation)
            }
            return
        }
        let problem = blessed.map { difference(from: $0, to: actual) } ?? "it is missing"
        Issue.record(
            "\(path): \(problem); BLESS=1 rewrites it", sourceLocation: sourceLocation)
    }

    private static func write(_ text: String, to file: String) throws {
        let url = URL(filePath: file)
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
    }

    /// The first line that differs, as both have it.
    package static func difference(from blessed: String, to actual: String) -> String {
        let old = blessed.split(separator: "\n", omittingEmptySubsequences: false)
        let new = actual.split(separator: "\n", omittingEmptySubsequences: false)
        let line = zip(old, new).prefix { $0.utf8.elementsEqual($1.utf8) }.count
        let was = line < old.count ? "'\(old[line])'" : "the end"
        let now = line < new.count ? "'\(new[line])'" : "the end"
        return "line \(line + 1) was \(was), now is \(now)"
    }
}
