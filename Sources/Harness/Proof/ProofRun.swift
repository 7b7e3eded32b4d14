package import Conformance
import Foundation
import Synchronization

/// Tries each mutant, and says what nothing was seen to fail.
package final class ProofRun: Sendable {
    package let control = RunControl()
    private let root: String
    private let options: RunOptions
    private let record: ProofRecord?
    private let tell: @Sendable (MutantProof) -> Void

    /// `tell` hears of each mutant, in order; those that a record knows are not tried again.
    package init(
        _ options: RunOptions, root: String, record: ProofRecord? = nil,
        tell: @escaping @Sendable (MutantProof) -> Void
    ) {
        self.root = root
        self.options = options
        self.record = record
        self.tell = tell
    }

    /// Tries these mutants.
    package func prove(_ mutants: [Mutant]) throws(HarnessFault) -> Proof {
        let surroundings = try Surroundings(options, isBuiltIn: true)
        let untried = mutants.filter { record?.proof(of: $0) == nil }
        let clients = try ClientProof(untried, surroundings, root: root, control: control)
        let dispatches = try DispatchProof(root: root, control: control)
        let sessions = try SessionProof(root: root, patience: options.timeout, control: control)
        let mock = try MockProof(root: root, version: options.version)
        let needsRust = untried.contains { $0.subject == .dispatchRust }
        let workshop = needsRust ? try RustWorkshop { [control] in !control.isCancelled } : nil
        let proved = Mutex<[MutantProof]>([])
        let fault = Mutex<HarnessFault?>(nil)
        let queue = CaseQueue<Mutant, MutantProof?>(mutants) { [tell] _, proof in
            guard let proof else { return }
            proved.withLock { $0.append(proof) }
            tell(proof)
        }
        let work = { @Sendable (mutant: Mutant) throws(HarnessFault) -> MutantProof? in
            switch mutant.subject {
            case .pythonClient, .document: return try clients.prove(mutant)
            case .pythonSession: return try sessions.prove(mutant)
            case .dispatchPython: return try dispatches.provePython(mutant)
            case .mock: return try mock.prove(mutant)
            case .dispatchRust:
                return try workshop.map { workshop throws(HarnessFault) in
                    try dispatches.proveRust(mutant, workshop)
                }
            }
        }
        let threads = (0..<max(1, min(options.jobs, mutants.count))).map { _ in
            LaneThread { [self] in
                while let (index, mutant) = queue.next() {
                    var proof: MutantProof?
                    if !control.isCancelled {
                        do throws(HarnessFault) {
                            proof = try remembered(mutant, work)
                        } catch {
                            fault.withLock { $0 = $0 ?? error }
                            control.cancel()
                        }
                    }
                    queue.finish(index, control.isCancelled ? nil : proof)
                }
            }
        }
        for thread in threads { thread.join() }
        if let fault = fault.withLock({ $0 }) { throw fault }
        var proof = Proof()
        proof.mutants = proved.withLock { $0 }
        return proof
    }

    /// What a record knows of a mutant, or what becomes of it now.
    private func remembered(
        _ mutant: Mutant, _ work: (Mutant) throws(HarnessFault) -> MutantProof?
    ) throws(HarnessFault) -> MutantProof? {
        if let known = record?.proof(of: mutant) { return known }
        let proof = try work(mutant)
        if let proof, !control.isCancelled { try record?.keep(proof) }
        return proof
    }

    /// Every authored case and check that a run can fail by.
    package func gating() throws(HarnessFault) -> Set<String> {
        let servers = try MockProof(root: root, version: options.version).gating()
        let others = try ShippedTest.load(root: root).filter {
            [.clientCase, .dispatchCase, .sessionCase, .sessionCheck].contains($0.kind)
        }
        return servers.union(others.map(\.id) + Check.all.map(\.id))
    }
}
