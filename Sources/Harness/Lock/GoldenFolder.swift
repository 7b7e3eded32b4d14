import Conformance
import Diagnostics
import Foundation
import Glibc
import SDKGenerator
import WireJSON

/// Goldens: the packages of documents as they were last agreed to, each with a lock that tells an
/// edited golden from a changed generator.
package struct GoldenFolder: Sendable {
    package let path: String
    /// The generator's name and version, for the locks.
    package let generator: String
    private let references: ReferenceOptions

    /// The goldens below a folder, which need not be there yet.
    package init(path: String, generator: String, references: ReferenceOptions = .init()) {
        self.references = references
        self.path = URL(fileURLWithPath: path).standardizedFileURL.path
        self.generator = generator
    }

    /// The name of a document's golden: that of its file.
    package static func name(of document: String) -> String {
        document.split(separator: "/").last.map(String.init) ?? "document"
    }

    /// Holds the golden of a document against what is generated now; when it is accepted and
    /// differs, it is replaced in one step.
    package func verify(
        _ document: String, accepts: Bool
    ) throws(HarnessFault) -> GoldenReport {
        let name = Self.name(of: document)
        var report = GoldenReport(name: name)
        let bytes: [UInt8]
        switch DocumentFile.read(document) {
        case .success(let read): bytes = read
        case .failure(let refusal):
            report.diagnostics = [refusal.diagnostic]
            report.isRefused = true
            return report
        }
        let generation = Generation.python(
            document: bytes, file: document, references: references.references(of: document))
        report.diagnostics = generation.problems
        report.isRefused = generation.isRefused
        if generation.isRefused { return report }
        let lock = GoldenLock(
            document: relative(document), generator: generator, generation: generation)
        try examine(lock, generation, &report)
        if accepts && !report.problems.isEmpty {
            try replace(name, with: generation, lock, report)
            report.isAccepted = true
        }
        return report
    }

    /// The goldens whose documents were not named, as problems.
    package func unreferenced(but names: [String]) throws(HarnessFault) -> [GoldenReport] {
        let named = Set(names.map { JSONName($0) })
        let found = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return found.sorted().filter { name in
            !named.contains(JSONName(name))
                && FileManager.default.fileExists(atPath: "\(path)/\(name)/\(GoldenLock.fileName)")
        }.map { name in
            let lock = FileManager.default.contents(
                atPath: "\(path)/\(name)/\(GoldenLock.fileName)"
            ).flatMap { GoldenLock([UInt8]($0)) }
            let document = lock.map { "its document '\($0.document)'" } ?? "its document"
            return GoldenReport(
                name: name,
                problems: [
                    .init(
                        kind: .unreferenced, path: name,
                        text: "\(document) was not named; name it, or remove '\(path)/\(name)'")
                ])
        }
    }

    private func examine(
        _ current: GoldenLock, _ generation: Generation, _ report: inout GoldenReport
    ) throws(HarnessFault) {
        let golden = "\(path)/\(report.name)"
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: golden, isDirectory: &isFolder) else {
            report.problems = [
                .init(kind: .missing, path: report.name, text: "the document has no golden yet")
            ]
            return
        }
        do throws(DiskFault) {
            report.drift = try generation.differences(in: golden).filter { difference in
                !JSONName.same(difference.path, GoldenLock.fileName)
            }
        } catch {
            throw HarnessFault("\(error)")
        }
        let text = FileManager.default.contents(atPath: "\(golden)/\(GoldenLock.fileName)")
        guard let lock = text.flatMap({ GoldenLock([UInt8]($0)) }) else {
            report.problems = [
                .init(
                    kind: .broken, path: "\(report.name)/\(GoldenLock.fileName)",
                    text: "the lock is not there, or cannot be read")
            ]
            return
        }
        report.problems = try Self.edits(of: golden, lock).map { problem in
            var problem = problem
            problem.path = "\(report.name)/\(problem.path)"
            return problem
        }
        if lock.documentDigest != current.documentDigest {
            report.problems.append(
                .init(
                    kind: .stale, path: report.name,
                    text: "the document, or a text it refers to, has changed since the golden"
                ))
        }
        let told = Set(report.problems.map { JSONName($0.path) })
        for difference in report.drift where difference.kind != .foreign {
            let path = "\(report.name)/\(difference.path)"
            if told.contains(JSONName(path)) { continue }
            let maker = lock.generator == generator ? "" : ", by \(lock.generator) then"
            report.problems.append(
                .init(
                    kind: .changed, path: path,
                    text: "\(Self.words(difference.kind))\(maker)"))
        }
    }

    private static func words(_ kind: Difference.Kind) -> String {
        switch kind {
        case .missing: "the file is generated now and was not"
        case .changed: "other text is generated now"
        case .stale: "the file is no longer generated"
        case .foreign: "the file was never generated"
        case .mode: "it is no plain file, or has the wrong permissions"
        }
    }

    /// What was done to a golden since it was locked.
    private static func edits(
        of golden: String, _ lock: GoldenLock
    ) throws(HarnessFault) -> [GoldenReport.Problem] {
        var problems: [GoldenReport.Problem] = []
        var found: Set<JSONName> = []
        for file in try PackageMaker.files(of: golden) {
            found.insert(JSONName(file.path))
            guard let digest = lock.digest(of: file.path) else {
                problems.append(
                    .init(kind: .foreign, path: file.path, text: "the file was never locked"))
                continue
            }
            if file.bytes.map({ Digest.sha256($0) }) != digest {
                problems.append(
                    .init(
                        kind: .edited, path: file.path,
                        text: "the file was changed by hand since it was locked"))
            }
        }
        for file in lock.files where !found.contains(JSONName(file.path)) {
            problems.append(
                .init(kind: .missing, path: file.path, text: "the file was locked and is gone"))
        }
        return problems
    }

    /// The path of a document as it is seen from the goldens.
    private func relative(_ document: String) -> String {
        let from = path.split(separator: "/")
        let to = URL(fileURLWithPath: document).standardizedFileURL.path.split(separator: "/")
        let shared = zip(from, to).prefix { $0.utf8.elementsEqual($1.utf8) }.count
        let up = Array(repeating: Substring(".."), count: from.count - shared)
        return (up + to[shared...]).joined(separator: "/")
    }
}
