import EmbeddedPython
import Glibc
import Harness

extension Command {
    static let doctor = Command(
        name: "doctor", operands: "",
        summary: "say what was found here, and what to do about what was not",
        details: """
            Looks for CPython interpreters with a shared library (3.9 or newer), the oracle's virtual
            environment, isolation of guests, and the tools that checks use. Exits 3 when something that
            'assay run' needs is missing.
            """,
        options: [],
        examples: ["assay doctor"]
    ) { arguments throws(UsageError) in
        guard arguments.operands.isEmpty else { throw UsageError("doctor takes no operand") }
        let findings = Doctor.examine()
        for finding in findings {
            Output.line("\(finding.mark)  \(finding.what)")
            if let remedy = finding.remedy { Output.line("        \(remedy)") }
        }
        let isUsable = !findings.contains { $0.state == .missing }
        Output.line(isUsable ? "\nassay can run here" : "\nassay cannot run here yet")
        return isUsable ? ExitCode.asExpected : ExitCode.inconclusive
    }
}

extension Doctor.Finding {
    /// Four letters for the margin.
    fileprivate var mark: String {
        switch state {
        case .found: "ok   "
        case .absent: "none "
        case .missing: "MISS "
        }
    }
}
