import Conformance
import Diagnostics
import Foundation
import SDKGenerator

/// Spoils the generated Python client, and plays the session suite on it through its adapter.
struct SessionProof: Sendable {
    private let root: String
    private let control: RunControl
    private let generation: Generation
    private let cases: [SessionCase]

    /// How long one step may take; a mutant that hangs costs it case after case.
    private let patience: Duration

    init(root: String, patience: Duration, control: RunControl) throws(HarnessFault) {
        self.root = root
        self.control = control
        self.patience = patience
        generation = try SessionSubject.generation(root: root)
        let (cases, diagnostics) = BuiltInSession.load(root: root)
        if let first = diagnostics.first { throw HarnessFault(first.description) }
        self.cases = cases
    }

    /// What becomes of one mutant.
    func prove(_ mutant: Mutant) throws(HarnessFault) -> MutantProof {
        guard let module = generation.entries.first?.module,
            let file = generation.files.first(where: {
                $0.path == module.replacing(".", with: "/") + ".py"
            })
        else { throw HarnessFault("the service of the session suite is refused") }
        guard let text = mutant.spoilt(file.text) else {
            return MutantProof(mutant, .notApplied, because: "an edit matches nothing")
        }
        let scratch = try Scratch(prefix: "assay-mutant")
        let folder = try scratch.directory("sdk")
        do {
            try generation.write(to: folder)
            try text.write(toFile: "\(folder)/\(file.path)", atomically: false, encoding: .utf8)
        } catch {
            throw HarnessFault("the package cannot be spoilt: \(error)")
        }
        let player = try SessionPlayer(
            try SessionSubject.words(package: folder), directory: scratch.path,
            timeout: patience)
        do throws(HarnessFault) {
            _ = try player.describe()
        } catch {
            return MutantProof(mutant, .unviable, because: error.description)
        }
        return MutantProof(mutant, judging: try reports(mutant, player))
    }

    private func reports(
        _ mutant: Mutant, _ player: SessionPlayer
    ) throws(HarnessFault) -> [CaseReport] {
        var reports: [CaseReport] = []
        for played in cases
        where mutant.cases?.contains(where: { $0.matches(played.id) }) ?? true {
            for way in played.ways
            where mutant.ways.contains(where: { $0.matches(way.description) }) {
                if control.isCancelled { return reports }
                reports.append(SessionJudge.report(try player.play(played, by: way)))
            }
        }
        return reports
    }
}
