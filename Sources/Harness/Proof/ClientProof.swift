import Conformance
import Foundation
import SDKGenerator
import Synchronization
import WireJSON

/// Spoils generated Python clients, and plays on each what must notice it.
struct ClientProof: Sendable {
    private let settings: LaneSettings
    private let control: RunControl
    private let benches: [String: Bench]

    /// Prepares what the mutants need.
    init(
        _ mutants: [Mutant], _ surroundings: Surroundings, root: String, control: RunControl
    ) throws(HarnessFault) {
        settings = surroundings.settings
        self.control = control
        var benches: [String: Bench] = [:]
        for mutant in mutants where mutant.subject == .pythonClient {
            let key = Self.key(mutant)
            if benches[key] == nil { benches[key] = try Bench(mutant, surroundings, root: root) }
        }
        self.benches = benches
    }

    private static func key(_ mutant: Mutant) -> String {
        "\(mutant.service) \(mutant.suite ?? "")"
    }

    /// A service with its package and cases, the same for every mutant.
    fileprivate struct Bench: Sendable {
        var generation: Generation
        var client: String
        var document: JSONValue
        var bytes: [UInt8]
        var cases: [Case]
    }

    /// What becomes of one mutant.
    func prove(_ mutant: Mutant) throws(HarnessFault) -> MutantProof {
        guard let bench = benches[Self.key(mutant)] else {
            return MutantProof(mutant, .notExecuted, because: "its service was not prepared")
        }
        let name = "\(bench.client.dropLast("client".count))\(mutant.file)"
        let path = name.replacing(".", with: "/") + ".py"
        guard let file = bench.generation.files.first(where: { $0.path == path }) else {
            return MutantProof(mutant, .notApplied, because: "the package has no '\(path)'")
        }
        guard let text = mutant.spoilt(file.text) else {
            return MutantProof(mutant, .notApplied, because: "an edit matches nothing in '\(path)'")
        }
        let scratch = try Scratch(prefix: "assay-mutant")
        let folder = try scratch.directory("sdk")
        do {
            try bench.generation.write(to: folder)
        } catch {
            throw HarnessFault("the package cannot be written: \(error)")
        }
        if mutant.due == .killed, text.utf8.count == file.text.utf8.count {
            // An edit that changes neither size nor second must be noticed none the less.
            _ = try reports(bench, mutant, folder, scratch, only: mutant.killer)
        }
        try overwrite(text, at: "\(folder)/\(path)")
        return MutantProof(mutant, judging: try reports(bench, mutant, folder, scratch))
    }

    private func reports(
        _ bench: Bench, _ mutant: Mutant, _ folder: String, _ scratch: Scratch,
        only id: String? = nil
    ) throws(HarnessFault) -> [CaseReport] {
        var staged = StagedSubject(
            root: folder, client: bench.client, document: bench.document,
            documentBytes: bench.bytes)
        staged.goesByConvention = mutant.suite != nil
        let wanted = bench.cases.filter { played in
            id.map { $0 == played.id } ?? mutant.cases?.contains { $0.matches(played.id) } ?? true
        }
        let playings = wanted.compactMap { Playing($0, by: mutant.ways) }
        let reports = Mutex<[CaseReport]>([])
        LanePool(
            staged: staged, settings: settings, scratch: scratch, jobs: 1,
            control: control
        ).play(playings) { _, told in reports.withLock { $0 += told } }
        return reports.withLock { $0 }
    }

    /// Writes a text where another stands, and leaves its time as it was.
    private func overwrite(_ text: String, at path: String) throws(HarnessFault) {
        do {
            let before = try FileManager.default.attributesOfItem(atPath: path)[.modificationDate]
            try text.write(toFile: path, atomically: false, encoding: .utf8)
            guard let before else { return }
            try FileManager.default.setAttributes([.modificationDate: before], ofItemAtPath: path)
        } catch {
            throw HarnessFault("the package cannot be spoilt: \(error)")
        }
    }
}

extension ClientProof.Bench {
    fileprivate init(
        _ mutant: Mutant, _ surroundings: Surroundings, root: String
    ) throws(HarnessFault) {
        let service = mutant.service
        let builtIn = try BuiltIn.load(root: root)
        guard let found = builtIn.services.first(where: { $0.name == service }),
            let data = FileManager.default.contents(atPath: found.path),
            let value = try? JSONValue.read([UInt8](data))
        else { throw HarnessFault("no built-in service is called '\(service)'") }
        bytes = [UInt8](data)
        document = value
        generation = Generation.python(document: bytes, file: service)
        guard let entry = generation.entries.first else {
            throw HarnessFault("the built-in service '\(service)' is refused")
        }
        client = entry.module
        let raw = RawDocument(value)
        let swept = try Sweep(document: raw, service: service, seed: 1).cases {
            questions throws(HarnessFault) in try surroundings.oracle.answer(questions)
        }
        cases =
            mutant.suite == nil
            ? Case.packageCases(service: service) + found.cases + swept
            : LockIn(raw, service: service).cases(sweep: swept)
                + found.cases.filter { $0.id.hasPrefix("lock-in/") }
    }
}
