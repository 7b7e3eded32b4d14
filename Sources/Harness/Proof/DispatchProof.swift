import Conformance
import Diagnostics
import Foundation
import SDKGenerator

/// Spoils dispatches, and plays the authored cases on each: those of the workbench, generated in
/// Rust or written by hand in Python.
struct DispatchProof: Sendable {
    private let root: String
    private let cases: [DispatchCase]
    private let control: RunControl

    /// Cases that take seconds each, which only mutants that are about them play.
    private static let slow: Set = ["dispatch/framing/heavy", "dispatch/concurrency/ten-thousand"]
    /// How long one step may take; a mutant that never answers costs it case after case.
    private static let patience = Duration.seconds(3)
    /// How long a subject may take to start: an interpreter of a busy machine takes seconds.
    private static let startup = Duration.seconds(20)

    init(root: String, control: RunControl) throws(HarnessFault) {
        self.root = root
        self.control = control
        let (cases, diagnostics) = BuiltInDispatch.load(root: root)
        if let first = diagnostics.first { throw HarnessFault(first.description) }
        self.cases = cases
    }

    /// What becomes of one mutant of the dispatch that is written by hand.
    func provePython(_ mutant: Mutant) throws(HarnessFault) -> MutantProof {
        let own = "\(root)/conformance/subjects/dispatch-python"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: own)) ?? []
        let scratch = try Scratch(prefix: "assay-mutant")
        var isApplied = false
        for name in names where name.hasSuffix(".py") {
            guard var text = try? String(contentsOfFile: "\(own)/\(name)", encoding: .utf8) else {
                throw HarnessFault("'\(own)/\(name)' cannot be read")
            }
            if name == mutant.file, let spoilt = mutant.spoilt(text) {
                text = spoilt
                isApplied = true
            }
            do {
                try text.write(
                    toFile: "\(scratch.path)/\(name)", atomically: false, encoding: .utf8)
            } catch {
                throw HarnessFault("the subject cannot be written: \(error)")
            }
        }
        guard isApplied else {
            return MutantProof(mutant, .notApplied, because: "an edit matches nothing")
        }
        let words = ["/usr/bin/env", "python3", "-B", "\(scratch.path)/subject.py"]
        let environment = ProcessInfo.processInfo.environment
        return try judged(mutant, words, environment, playsAll: false)
    }

    /// What becomes of one mutant of the generated crate.
    func proveRust(_ mutant: Mutant, _ workshop: RustWorkshop) throws(HarnessFault) -> MutantProof {
        let generation = try Self.crate(of: mutant.service, mutant.profile, root: root)
        var files = generation.files.map { (path: $0.path, text: $0.text) }
        guard let index = files.firstIndex(where: { $0.path == mutant.file }),
            let text = mutant.spoilt(files[index].text)
        else {
            return MutantProof(
                mutant, .notApplied, because: "an edit matches nothing in '\(mutant.file)'")
        }
        files[index].text = text
        let subject = RustSubject(generation, files: files)
        switch try subject.built(workshop, isWanted: { [control] in !control.isCancelled }) {
        case .success(let program): return try judged(mutant, [program], [:], playsAll: true)
        case .failure(let refusal):
            let line = refusal.message.split(separator: "\n").first.map(String.init)
            return MutantProof(mutant, .unviable, because: line ?? "it does not compile")
        }
    }

    /// The crate of a service before anything is wrong with it.
    static func crate(
        of service: String, _ profile: DispatchManner = .strict, root: String
    ) throws(HarnessFault) -> Generation {
        let path = "\(root)/fixtures/dispatch/\(service).json"
        guard let data = FileManager.default.contents(atPath: path) else {
            throw HarnessFault("'\(path)' cannot be read")
        }
        return RustSubject([UInt8](data), file: service, profile) { _ in nil }.generation
    }

    private func judged(
        _ mutant: Mutant, _ words: [String], _ environment: [String: String], playsAll: Bool
    ) throws(HarnessFault) -> MutantProof {
        let scratch = try Scratch(prefix: "assay-desk")
        var subject = DispatchSubject(words: words, environment: environment)
        subject.profile = mutant.profile
        subject.isConfined = playsAll
        var player = DispatchPlayer(
            subject: subject, directory: scratch.path, timeout: Self.patience)
        player.startup = Self.startup
        let wanted = cases.filter { played in
            let isNamed =
                mutant.killer.matches(played.id) || mutant.aloneAmong?.matches(played.id) ?? false
            let isQuick = (playsAll || mutant.due == .survived) && !Self.slow.contains(played.id)
            let isWanted = mutant.cases?.contains { $0.matches(played.id) } ?? true
            return ((isQuick && isWanted) || isNamed)
                && (played.profile ?? mutant.profile) == mutant.profile
        }
        player = try player.claiming(for: wanted)
        var reports: [CaseReport] = []
        for played in wanted where !control.isCancelled {
            if let refusal = player.refusal(of: played) {
                reports.append(DispatchJudge.report(played, .unsupported, because: refusal))
            } else {
                reports.append(DispatchJudge.report(try player.play(played)))
            }
        }
        return MutantProof(mutant, judging: reports)
    }
}
