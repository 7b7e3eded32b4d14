import Conformance
import Foundation
import WireJSON

extension Run {
    /// The jobs that a change can reach; the others are told as left out. Where it cannot be known,
    /// a job is reached.
    func reached(_ jobs: [Job], _ summary: inout RunSummary) -> [Job] {
        guard let changes = options.changes else { return jobs }
        if let reason = reason(that: changes, reachAllOf: jobs) {
            remark("all is played: \(reason)")
            return jobs
        }
        var kept: [Job] = []
        for job in jobs {
            if changes.reach(job, options.references) {
                kept.append(job)
            } else {
                summary.leftOut.append(job.name)
                emit(
                    .documentLeftOut(
                        document: job.name,
                        because: "neither it, its cases nor the subject have changed since "
                            + changes.base))
            }
        }
        return kept
    }

    /// Why every document is reached; nil when what changed is none of the subject's.
    private func reason(that changes: ChangedFiles, reachAllOf jobs: [Job]) -> String? {
        let held = [options.configuration, options.ledger?.path].compactMap(\.self)
        if let changed = held.first(where: changes.touch) { return "'\(changed)' has changed" }
        if let sdk = options.sdk {
            if !changes.knows(sdk) { return "git does not watch '\(sdk)'" }
            return changes.touch(sdk) ? "'\(sdk)' has changed" : nil
        }
        if options.generator != nil || options.dispatch != nil || options.subject != nil {
            return changes.reason(outside: jobs, sources: options.sources)
        }
        // Our own generator: it changes with this program, which may be built here.
        guard let root = Installation.root.map(ChangedFiles.real), root == changes.root else {
            return nil
        }
        let own = ["Sources", "Package.swift"].first { changes.touch("\(root)/\($0)") }
        return own.map { "'\($0)' of this program has changed" }
    }
}

extension ChangedFiles {
    /// Whether a document is reached by its own text, by one it refers to, or by its cases.
    fileprivate func reach(_ job: Run.Job, _ references: ReferenceOptions) -> Bool {
        guard knows(job.path), !touch(job.path) else { return true }
        if let root = Installation.root,
            job.authored.contains(where: { touch("\(root)/conformance/cases/\($0.id).json") })
        {
            return true
        }
        guard case .success(let bytes) = DocumentFile.read(job.path),
            let root = try? JSONValue.read(bytes), root.leadsElsewhere
        else { return false }
        // What it refers to lies beside it or among the copies; which text it is matters little.
        let folder = URL(fileURLWithPath: job.path).deletingLastPathComponent().path
        return ([folder] + [references.copies].compactMap(\.self)).contains {
            !knows($0) || touch($0)
        }
    }

    /// Why a generator may have changed: a file has that is no document, and either is one of its
    /// sources or nobody has said which these are.
    fileprivate func reason(outside jobs: [Run.Job], sources: [Glob]?) -> String? {
        let documents = Set(jobs.map { Self.real($0.path) })
        let others = paths.subtracting(documents).sorted().map { $0.dropFirst(root.count + 1) }
        guard let sources else {
            return others.first.map {
                "'\($0)' has changed, and may be the subject's; 'sources' in assay.json says what "
                    + "its files are"
            }
        }
        return others.first { path in sources.contains { $0.matches(String(path)) } }
            .map { "'\($0)' has changed, which is one of the subject's sources" }
    }
}
