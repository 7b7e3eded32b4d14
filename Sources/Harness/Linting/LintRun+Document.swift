import Diagnostics
import Lint
import SDKGenerator
import WireJSON

extension LintRun {
    /// Everything about one document.
    func lint(_ path: String, _ configuration: Int?) -> LintedDocument {
        let isInput = path == "-"
        let name = isInput ? Self.inputName : path
        let bytes: [UInt8]
        switch isInput ? DocumentFile.readStandardInput(as: name) : DocumentFile.read(path) {
        case .success(let read): bytes = read
        case .failure(let refusal): return Self.unread(name, refusal.diagnostic)
        }
        if isInput && options.isMending { mendedInput = bytes }
        var job = DocumentJob(run: self, name: name, configuration: configuration)
        let look: Mending.Look
        switch job.inspect(bytes) {
        case .success(let read): look = read
        case .failure(let refusal):
            var document = LintedDocument(
                file: SourceFile(name: name, bytes: bytes), findings: [refusal.finding])
            document.isRefused = true
            return document
        }
        return finish(look, &job, path)
    }

    private func finish(
        _ look: Mending.Look, _ job: inout DocumentJob, _ path: String
    ) -> LintedDocument {
        var look = look
        var mending: Mending?
        if options.isMending {
            let done = Mending(look) { bytes in try? job.inspect(bytes).get() }
            if let fault = write(done, over: look.file.bytes, path) {
                job.trouble = job.trouble ?? fault.description
            } else {
                look = done.look
                mending = done
            }
        }
        var document = LintedDocument(file: look.file, findings: look.findings)
        document.trouble = job.trouble
        document.skipped = job.skipped
        document.undecided = undecided
        document.mended = mending?.mended ?? []
        document.withheld = mending?.withheld ?? []
        return document
    }

    /// Puts a mended text where it belongs; the fault when that cannot be.
    private func write(_ mending: Mending, over old: [UInt8], _ path: String) -> HarnessFault? {
        if mending.mended.isEmpty { return nil }
        if path == "-" {
            mendedInput = mending.look.file.bytes
            return nil
        }
        do throws(HarnessFault) {
            try FileReplacement.write(mending.look.file.bytes, to: path, over: old)
            return nil
        } catch {
            return error
        }
    }

    private static func unread(_ name: String, _ diagnostic: Diagnostic) -> LintedDocument {
        let file = SourceFile(name: name, bytes: [])
        var document = LintedDocument(
            file: file, findings: [Finding(diagnostic)].compactMap { $0 })
        document.isRefused = true
        return document
    }
}

/// One document on its way, which is looked at again after each round of fixes.
private struct DocumentJob {
    let run: LintRun
    let name: String
    let configuration: Int?
    var trouble: String?
    var skipped: [String] = []

    struct Refusal: Error {
        var finding: Finding
    }

    /// Every finding in a text, those that are ignored marked.
    mutating func inspect(_ bytes: [UInt8]) -> Result<Mending.Look, Refusal> {
        let file = SourceFile(name: name, bytes: bytes)
        let root: JSONValue
        do throws(JSONFault) {
            root = try JSONValue.read(bytes)
        } catch {
            return .failure(Refusal(finding: Reading.refusal(of: file, error)))
        }
        let beside = name == LintRun.inputName ? "./stdin.json" : name
        let texts = ReferenceFolder(document: beside, references: run.options.references)
        let reading = Reading(root, of: file, loader: texts.library)
        let findings = marked(examine(reading) + secondOpinion(of: reading), file)
        return .success(Mending.Look(file: file, findings: findings))
    }

    private var rules: [Rule] {
        guard let configuration else { return run.options.rules }
        return run.configurations.found[configuration].ledger.configuration
            .weigh(run.options.rules)
    }

    private mutating func examine(_ reading: Reading) -> [Finding] {
        let linter = Linter(rules)
        run.undecided = []
        let asking = linter.rules.filter(\.asksValidator).map(\.id)
        guard run.options.asksValidator else {
            skipped = asking
            return linter.findings(in: reading)
        }
        let run = run
        do throws(HarnessFault) {
            return try linter.findings(in: reading) { questions, reading throws(HarnessFault) in
                try run.answer(questions, reading)
            }
        } catch {
            trouble = error.description
            skipped = asking
            return linter.findings(in: reading)
        }
    }

    private func marked(_ findings: [Finding], _ file: SourceFile) -> [Finding] {
        guard let configuration else { return findings }
        let held = Set(rules.map(\.id)).subtracting(skipped)
        var marked = findings
        run.configurations.mark(configuration) { found in
            let paths = found
            marked = found.ledger.mark(findings, in: file, rules: held) { paths.path(of: $0) }
        }
        return marked
    }

    /// What the meta-schema says, and whether the structure's rules say as much.
    private mutating func secondOpinion(of reading: Reading) -> [Finding] {
        guard let path = run.options.metaschema else { return [] }
        let metaschema: [UInt8]
        switch DocumentFile.read(path) {
        case .success(let bytes): metaschema = bytes
        case .failure(let refusal):
            trouble = "\(refusal.diagnostic)"
            return []
        }
        do throws(HarnessFault) {
            let problems = try run.opinion(metaschema, reading)
            return OutsideOpinion(metaschema: path, problems: problems)
                .findings(in: reading, Linter(Rule.all.filter { $0.layer == .structure }))
        } catch {
            trouble = error.description
            return []
        }
    }
}
