// TestSupport: where tests find other people's data and our own fixtures, and how they compare with
// blessed text. It tests nothing itself.

import Foundation
package import Testing

/// Where this package lies on the disk.
package enum Repository {
    /// The folder of `Package.swift`.
    package static let root = URL(filePath: #filePath, directoryHint: .notDirectory)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

    /// Whether this run stands for the project: then nothing is written and nothing may be absent.
    package static let isCI = ProcessInfo.processInfo.environment["CI"] == "true"

    /// Whether tests that take samples of what is there are to take all of it, or more.
    package static let isThorough = ProcessInfo.processInfo.environment["ASSAY_THOROUGH"] != nil

    /// The files below a folder, or those whose names end in `.ext`, as sorted paths relative to
    /// it; what Python leaves behind is none of ours.
    package static func files(below folder: String, ext: String? = nil) -> [String] {
        let walk = FileManager.default.enumerator(atPath: folder)
        var paths: [String] = []
        while let path = walk?.nextObject() as? String {
            guard walk?.fileAttributes?[.type] as? FileAttributeType == .typeRegular,
                ext.map({ path.hasSuffix(".\($0)") }) ?? !path.contains("__pycache__")
            else { continue }
            paths.append(path)
        }
        return paths.sorted()
    }

    /// The bytes of a file, nil when it cannot be read.
    package static func bytes(of path: String) -> [UInt8]? {
        FileManager.default.contents(atPath: path).map { [UInt8]($0) }
    }
}

/// Other people's documents, read where they lie: `$ASSAY_CORPUS`, or `../shared/corpus`.
package enum Corpus {
    /// The corpus folder, whether it is there or not.
    package static let root =
        ProcessInfo.processInfo.environment["ASSAY_CORPUS"]
        ?? URL(filePath: Repository.root).deletingLastPathComponent()
        .appending(path: "shared/corpus").path

    package static let isPresent = FileManager.default.fileExists(atPath: root)

    /// The files below a folder of the corpus whose names end in `.ext`, as sorted paths relative
    /// to the corpus. Absent or empty is an issue: discovery that finds nothing has failed.
    package static func files(under folder: String = "", ext: String = "json") -> [String] {
        let start = folder.isEmpty ? root : root + "/" + folder
        let found = Repository.files(below: start, ext: ext)
        if found.isEmpty { Issue.record("no .\(ext) file below \(start)") }
        return found.map { folder.isEmpty ? $0 : folder + "/" + $0 }
    }

    /// The bytes of a file named by `files`; absent is an issue.
    package static func bytes(_ path: String) -> [UInt8] {
        if let bytes = Repository.bytes(of: root + "/" + path) { return bytes }
        Issue.record("cannot read \(root)/\(path)")
        return []
    }
}

extension Trait where Self == ConditionTrait {
    /// Skips where the corpus is absent, and says so; in CI the test runs and fails for want of it.
    package static var needsCorpus: Self {
        .enabled(
            if: Corpus.isPresent || Repository.isCI,
            "the corpus is not at \(Corpus.root); set ASSAY_CORPUS to its folder")
    }
}
