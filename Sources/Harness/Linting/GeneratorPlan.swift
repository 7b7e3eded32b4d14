import Conformance
package import Diagnostics
import Foundation
package import Lint

/// A generator under test as an `assay.json` describes it, with its documents found.
package struct GeneratorPlan: Sendable {
    /// The configuration's path, as it was named.
    package let path: String
    /// Its folder, written as the path is.
    package let folder: String
    package let section: GeneratorSection
    /// The documents, each path once, in the order of the section.
    package let documents: [String]

    /// The path of the ledger; nil without one.
    package var ledger: String? { section.ledger.map { "\(folder)/\($0)" } }

    /// Reads a configuration; `nil` without a problem is one that describes no generator.
    package static func read(_ path: String) -> (GeneratorPlan?, [Diagnostic]) {
        let bytes: [UInt8]
        switch DocumentFile.read(path) {
        case .success(let read): bytes = read
        case .failure(let refusal): return (nil, [refusal.diagnostic])
        }
        let (configuration, problems) = Configuration.read(bytes, file: path)
        guard let section = configuration?.generator else { return (nil, problems) }
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        var documents: [String] = []
        for pattern in section.documents {
            let found = Self.files(pattern, in: folder)
            guard !found.isEmpty else {
                return (
                    nil,
                    [
                        Diagnostic(
                            .error, rule: "config.no-document",
                            "a pattern of documents must match one, and '\(pattern)' matches none",
                            at: section.places["documents"])
                    ]
                )
            }
            documents += found.filter { !documents.contains($0) }
        }
        return (
            GeneratorPlan(path: path, folder: folder, section: section, documents: documents), []
        )
    }

    /// The files that a pattern names, in order; a path without a pattern names itself, there or
    /// not. What is hidden matches no pattern.
    private static func files(_ pattern: String, in folder: String) -> [String] {
        let whole = { (path: String) in
            path.hasPrefix("/") || folder == "." ? path : "\(folder)/\(path)"
        }
        guard pattern.contains(where: { "*?".contains($0) }) else { return [whole(pattern)] }
        let plain = pattern.prefix { !"*?".contains($0) }
        let start = plain.lastIndex(of: "/").map { String(plain[..<$0]) } ?? ""
        let wanted = Wildcard(pattern)
        var found: [String] = []
        var waiting = [start]
        while let place = waiting.popLast() {
            let names = try? FileManager.default.contentsOfDirectory(
                atPath: place.isEmpty ? folder : whole(place))
            for name in names ?? [] where !name.hasPrefix(".") {
                let path = place.isEmpty ? name : "\(place)/\(name)"
                var isFolder: ObjCBool = false
                guard FileManager.default.fileExists(atPath: whole(path), isDirectory: &isFolder)
                else { continue }
                // A link to a folder may lead round in a circle.
                let isLink =
                    (try? FileManager.default.destinationOfSymbolicLink(atPath: whole(path))) != nil
                if isFolder.boolValue {
                    if !isLink { waiting.append(path) }
                } else if wanted.matches(path) {
                    found.append(whole(path))
                }
            }
        }
        return found.sorted()
    }
}

extension RunOptions {
    /// Takes what a configuration says of the generator; the seed unless it was said already.
    package mutating func take(_ plan: GeneratorPlan, keepingSeed: Bool) {
        let section = plan.section
        if let seed = section.seed, !keepingSeed { self.seed = UInt64(seed) }
        configuration = plan.path
        sources = section.sources?.map(Glob.init)
        subject = section.adapter
        if let command = section.command {
            generator = command
            directory = plan.folder
            output = section.output
        } else if let output = section.output {
            sdk = "\(plan.folder)/\(output)"
        }
    }
}
