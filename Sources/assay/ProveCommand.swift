import Conformance
import Glibc
import Harness
import Reporting

extension Command {
    static let prove = Command(
        name: "prove", operands: "[GLOB …]",
        summary: "spoil subjects on purpose, and show that each check and case can fail",
        details: """
            Tries the mutants of conformance/mutants: each is a generated client, a dispatch or the mock
            with one thing wrong, the case that must fail, and the check it must fail by. A verdict is 'killed'
            only for the stated reason; 'survived', 'wrong reason', 'unviable', 'not applied' and 'not
            executed' are told apart, and controls show that they are. Operators spoil some places of each
            generated file, or every one. With no GLOB all are tried, and what can gate and was never
            seen to fail is a failure too.
            """,
        options: [
            .init(
                name: "jobs", value: "N",
                help: "mutants tried at once (default: two a processor, for many only wait)"),
            .init(name: "shard", value: "K/N", help: "try the K-th of N parts"),
            .init(
                name: "everywhere", value: nil, help: "have operators spoil every place they find"),
            .init(
                name: "resume", value: "FILE",
                help: "keep what was tried in FILE, and go on from what it has"),
            .init(name: "python", value: "PATH", help: "an interpreter or a virtual environment"),
            .init(name: "timeout", value: "S", help: "seconds for one case (default: 3)"),
        ],
        examples: [
            "assay prove", "assay prove 'python-client/*'", "assay prove '*/id-*'",
            "assay prove --shard 1/4",
        ]
    ) { arguments throws(UsageError) in
        var options = RunOptions(version: CommandLineTool.version)
        options.pythonPath = arguments.value("python")
        options.timeout = .seconds(try arguments.integer("timeout", in: 1...86_400, or: 3))
        options.jobs = try arguments.integer(
            "jobs", in: 1...256, or: 2 * Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
        let shard = try shard(arguments.value("shard"))
        do throws(HarnessFault) {
            let root = try Installation.shipped()
            let all = try MutantCatalogue.load(
                root: root, everywhere: arguments.has("everywhere"))
            let record = try arguments.value("resume").map { path throws(HarnessFault) in
                try ProofRecord(path: path, root: root, mutants: all)
            }
            let mutants = chosen(of: all, arguments.operands.map(Glob.init), shard)
            guard !mutants.isEmpty else {
                return CommandLineTool.complain("no mutant matches; 'assay list mutants' shows all")
            }
            let run = ProofRun(options, root: root, record: record) {
                Output.show(ProofReport.line($0))
            }
            return try proved(mutants, of: all, by: run)
        } catch {
            Output.complain("assay: \(error)")
            return ExitCode.inconclusive
        }
    }

    private static func shard(_ text: String?) throws(UsageError) -> (part: Int, of: Int) {
        guard let text else { return (1, 1) }
        let parts = text.split(separator: "/").compactMap { Int($0) }
        guard parts.count == 2, parts[1] > 0, (1...parts[1]).contains(parts[0]) else {
            throw UsageError("'--shard' is '\(text)'; it is K/N, such as 1/4")
        }
        return (parts[0], parts[1])
    }

    /// The mutants that are tried: those that are named, and the controls of their subjects.
    private static func chosen(
        of all: [Mutant], _ globs: [Glob], _ shard: (part: Int, of: Int)
    ) -> [Mutant] {
        let named = all.filter { mutant in
            globs.isEmpty || globs.contains { $0.matches(mutant.path) }
        }
        let paths = Set(named.map(\.path))
        // A subject that fails unspoilt would have every mutant killed.
        let subjects = Set(named.map(\.subject))
        let chosen = all.filter { mutant in
            paths.contains(mutant.path)
                || (mutant.due == .survived && subjects.contains(mutant.subject))
        }
        return chosen.enumerated().filter { $0.offset % shard.of == shard.part - 1 }.map(\.element)
    }

    private static func proved(
        _ mutants: [Mutant], of all: [Mutant], by run: ProofRun
    ) throws(HarnessFault) -> Int32 {
        Interrupt.forward(to: run.control)
        var proof = try run.prove(mutants)
        if mutants.count == all.count { proof.gating = try run.gating() }
        Output.show(ProofReport.summary(proof))
        if run.control.isCancelled {
            Output.complain("assay: the run was interrupted")
            return ExitCode.inconclusive
        }
        return proof.undue.isEmpty && proof.unproved.isEmpty
            ? ExitCode.asExpected : ExitCode.subjectFailed
    }
}
