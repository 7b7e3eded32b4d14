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
        options: [
            .init(
                name: "crates", value: "NAME",
                help: "build what generated Rust stands on, quick or fast, and print where it is")
        ],
        examples: ["assay doctor", "assay doctor --crates quick"]
    ) { arguments throws(UsageError) in
        guard arguments.operands.isEmpty else { throw UsageError("doctor takes no operand") }
        if let name = arguments.value("crates") {
            let profiles = ["quick": RustDependencies.Profile.quick, "fast": .fast]
            guard let profile = profiles[name] else {
                throw UsageError("'--crates' is '\(name)'; it is quick or fast")
            }
            return showCrates(profile)
        }
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

/// Prints `NAME=PATH`: the compiler, the folder of all libraries, and the library of each crate.
private func showCrates(_ profile: RustDependencies.Profile) -> Int32 {
    do throws(HarnessFault) {
        let toolchain = try RustToolchain.find()
        let crates = try RustDependencies.build(toolchain, profile, in: .standard())
        Output.line("rustc=\(toolchain.rustc)")
        Output.line("folder=\(crates.folder)")
        for (name, path) in crates.libraries.sorted(by: { $0.key < $1.key }) {
            Output.line("\(name)=\(path)")
        }
        return ExitCode.asExpected
    } catch {
        Output.complain("inconclusive: \(error)")
        return ExitCode.inconclusive
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
