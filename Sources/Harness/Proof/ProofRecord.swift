package import Conformance
import Foundation
import SDKGenerator
import Synchronization
import WireJSON

/// What became of mutants so far, a line of a file for each, so that a proof can go on later.
package final class ProofRecord: Sendable {
    private let path: String
    private let file: Mutex<FileHandle>
    private let kept: [String: MutantProof]

    /// Opens the record at a path, or begins one. It holds for one build of the program and one
    /// state of what the checkout at `root` holds; one of others is refused.
    package init(path: String, root: String, mutants: [Mutant]) throws(HarnessFault) {
        let known = Dictionary(mutants.map { ($0.path, $0) }) { first, _ in first }
        let bytes = FileManager.default.contents(atPath: path).map { [UInt8]($0) } ?? []
        // The last line may be a piece of one: who wrote it was ended.
        let whole = bytes.lastIndex(of: 0x0A).map { bytes[...$0] } ?? []
        var lines = whole.split(separator: 0x0A).compactMap { try? JSONValue.read(Array($0)) }
        let head: JSONValue = ["assayProof": .string(Self.key(root: root))]
        if let first = lines.first, first != head {
            throw HarnessFault(
                "'\(path)' was made by another build or of other mutants; remove it to begin anew")
        }
        lines = lines.isEmpty ? [head] : lines
        let proofs = lines.dropFirst().compactMap { MutantProof($0, of: known) }
        kept = Dictionary(proofs.map { ($0.mutant.path, $0) }) { _, last in last }
        self.path = path
        let text = lines.map { $0.text() + "\n" }.joined()
        do {
            try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
            let handle = try FileHandle(forWritingTo: URL(filePath: path))
            try handle.seekToEnd()
            file = Mutex(handle)
        } catch {
            throw HarnessFault("'\(path)' cannot be written")
        }
    }

    /// The digest of the sizes and times of this program, the mutants, the cases and the documents.
    private static func key(root: String) -> String {
        let places = ["conformance", "fixtures"].map { "\(root)/\($0)" }
        let files = places.flatMap { place in
            (FileManager.default.enumerator(atPath: place)?.compactMap { $0 as? String } ?? [])
                .map { "\(place)/\($0)" }
        }
        let lines = (files + ["/proc/self/exe"]).sorted().map { path in
            let facts = try? URL(filePath: path).resolvingSymlinksInPath().resourceValues(
                forKeys: [.fileSizeKey, .contentModificationDateKey])
            let changed = facts?.contentModificationDate?.timeIntervalSince1970 ?? 0
            return "\(path) \(facts?.fileSize ?? 0) \(changed)"
        }
        return Digest.sha256(Array(lines.joined(separator: "\n").utf8))
    }

    /// How a mutant ended in an earlier run; nil when it was not tried.
    func proof(of mutant: Mutant) -> MutantProof? { kept[mutant.path] }

    /// Adds a line for a mutant.
    func keep(_ proof: MutantProof) throws(HarnessFault) {
        let line = Data((proof.record.text() + "\n").utf8)
        do {
            try file.withLock { try $0.write(contentsOf: line) }
        } catch {
            throw HarnessFault("'\(path)' cannot be written; is the disk full?")
        }
    }
}

extension MutantProof {
    /// What a record says of it.
    fileprivate var record: JSONValue {
        let texts = { (values: Set<String>) in JSONValue.array(values.sorted().map { .string($0) })
        }
        return [
            "mutant": .string(mutant.path), "verdict": .string(verdict.rawValue),
            "remark": .string(remark), "cases": texts(cases), "checks": texts(checks),
        ]
    }

    /// What a line of a record says; nil where it says nothing of these mutants.
    fileprivate init?(_ line: JSONValue, of mutants: [String: Mutant]) {
        guard let mutant = line["mutant"]?.string.flatMap({ mutants[$0] }),
            let verdict = line["verdict"]?.string.flatMap(MutantVerdict.init)
        else { return nil }
        self.init(mutant, verdict, because: line["remark"]?.string ?? "")
        cases = Set((line["cases"]?.array ?? []).compactMap(\.string))
        checks = Set((line["checks"]?.array ?? []).compactMap(\.string))
    }
}
