import Conformance
import Foundation
import SDKGenerator
import Synchronization
import WireJSON

/// Spoils generated Python clients, or the documents they are generated from, and plays on each
/// what must notice it.
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
        for mutant in mutants where [.pythonClient, .document].contains(mutant.subject) {
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
        var pristine: PristineClient
        var cases: [Case]
    }

    /// What becomes of one mutant.
    func prove(_ mutant: Mutant) throws(HarnessFault) -> MutantProof {
        guard let bench = benches[Self.key(mutant)] else {
            return MutantProof(mutant, .notExecuted, because: "its service was not prepared")
        }
        let scratch = try Scratch(prefix: "assay-mutant")
        let folder = try scratch.directory("sdk")
        return mutant.subject == .document
            ? try proveDocument(mutant, bench, folder, scratch)
            : try proveClient(mutant, bench, folder, scratch)
    }

    /// A client that was generated from a spoilt document, judged by the true one.
    private func proveDocument(
        _ mutant: Mutant, _ bench: Bench, _ folder: String, _ scratch: Scratch
    ) throws(HarnessFault) -> MutantProof {
        guard let text = mutant.spoilt(String(decoding: bench.pristine.bytes, as: UTF8.self)) else {
            return MutantProof(mutant, .notApplied, because: "an edit matches nothing")
        }
        let spoilt = Generation.python(document: Array(text.utf8), file: mutant.service)
        guard spoilt.entries.first?.module == bench.pristine.client else {
            return MutantProof(mutant, .unviable, because: "the spoilt document is refused")
        }
        try write(spoilt, to: folder)
        return MutantProof(mutant, judging: try reports(bench, mutant, folder, scratch))
    }

    private func proveClient(
        _ mutant: Mutant, _ bench: Bench, _ folder: String, _ scratch: Scratch
    ) throws(HarnessFault) -> MutantProof {
        let path = bench.pristine.path(of: mutant.file)
        guard let pristine = bench.pristine.text(of: mutant.file) else {
            return MutantProof(mutant, .notApplied, because: "the package has no '\(path)'")
        }
        guard let text = mutant.spoilt(pristine) else {
            return MutantProof(mutant, .notApplied, because: "an edit matches nothing in '\(path)'")
        }
        try write(bench.pristine.generation, to: folder)
        if mutant.due == .killed, text.utf8.count == pristine.utf8.count {
            // An edit that changes neither size nor second must be noticed none the less.
            _ = try reports(bench, mutant, folder, scratch, only: mutant.killer)
        }
        try overwrite(text, at: "\(folder)/\(path)")
        return MutantProof(mutant, judging: try reports(bench, mutant, folder, scratch))
    }

    private func write(_ generation: Generation, to folder: String) throws(HarnessFault) {
        do {
            try generation.write(to: folder)
        } catch {
            throw HarnessFault("the package cannot be written: \(error)")
        }
    }

    private func reports(
        _ bench: Bench, _ mutant: Mutant, _ folder: String, _ scratch: Scratch,
        only killer: Glob? = nil
    ) throws(HarnessFault) -> [CaseReport] {
        var staged = StagedSubject(
            root: folder, client: bench.pristine.client, document: bench.pristine.document,
            documentBytes: bench.pristine.bytes)
        staged.goesByConvention = mutant.suite != nil
        let wanted = bench.cases.filter { played in
            killer?.matches(played.id) ?? mutant.cases?.contains { $0.matches(played.id) } ?? true
        }
        let playings = wanted.compactMap { Playing($0, by: mutant.ways) }
        let reports = Mutex<[CaseReport]>([])
        LanePool(
            staged: staged, settings: settings, scratch: scratch, jobs: 1,
            control: control, recall: { _, _ in nil }
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
        pristine = try PristineClient(service: service, in: builtIn)
        let authored = builtIn.services.first { $0.name == service }?.cases ?? []
        let raw = RawDocument(pristine.document)
        let swept = try Sweep(document: raw, service: service, seed: 1).cases {
            questions throws(HarnessFault) in try surroundings.oracle.answer(questions)
        }
        cases =
            mutant.suite == nil
            ? Case.packageCases(service: service) + authored + swept
            : LockIn(raw, service: service).cases(sweep: swept)
                + authored.filter { $0.id.hasPrefix("lock-in/") }
    }
}
