import Conformance
import Glibc
import Harness
import Reporting

extension Command {
    static let coverage = Command(
        name: "coverage", operands: "",
        summary: "run all that is shipped, and show what was compared of each requirement",
        details: """
            Plays the built-in services' cases and the lock-in suite on generated SDKs, the server suite
            on the mock, and each rule of the linter on its fixtures, and counts from their reports what
            was compared of each requirement: for clients, for servers and dispatch, for documents.
            A level (conformance/levels) says which requirements count; later ones are pending.
            Fails where one that counts is untested, or is recorded as excluded and was tested.
            """,
        options: [
            .init(name: "level", value: "DAY", help: "the level of that day (default: the latest)"),
            .init(name: "python", value: "PATH", help: "an interpreter or a virtual environment"),
        ],
        examples: ["assay coverage", "assay coverage --level 2026-11-26"]
    ) { arguments throws(UsageError) in
        guard arguments.operands.isEmpty else {
            throw UsageError("coverage takes no document; it runs what is shipped")
        }
        do throws(HarnessFault) {
            let root = try Installation.shipped()
            let catalogue = try RequirementCatalogue.load(root: root)
            let day = arguments.value("level")
            guard let level = catalogue.level(day) else {
                let days = catalogue.levels.map(\.day.text).joined(separator: ", ")
                return CommandLineTool.complain("no level is of '\(day ?? "")'; there is \(days)")
            }
            var options = RunOptions(version: CommandLineTool.version)
            options.pythonPath = arguments.value("python")
            options.jobs = Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))
            let run = CoverageRun(options, catalogue, level: level, root: root) {
                Output.complain("running \($0)")
            }
            Interrupt.forward(to: run.control)
            try run.perform()
            return told(run)
        } catch {
            Output.complain("assay: \(error)")
            return ExitCode.inconclusive
        }
    }

    private static func told(_ run: CoverageRun) -> Int32 {
        Output.show(CoverageReport.text(run.table))
        for problem in run.failures + run.doubts { Output.complain("assay: \(problem)") }
        if !run.failures.isEmpty || run.table.count(.misstated) > 0 {
            return ExitCode.subjectFailed
        }
        // What was not run has no say on what is untested.
        if !run.doubts.isEmpty { return ExitCode.inconclusive }
        return run.table.count(.untested) == 0 ? ExitCode.asExpected : ExitCode.subjectFailed
    }
}
