import EmbeddedPython
import Foundation

/// The tools of a Rust toolchain, run within limits.
struct RustProgram {
    var toolchain: RustToolchain
    var limits = Self.limits
    /// How long one run may take.
    var patience: Duration
    var isWanted: () -> Bool

    /// How it ended and what it said.
    struct End {
        var end: ProcessEnd?
        var said: String

        /// Whether a compiler that gave up blames the system, such as a full disk, and no source.
        var isOfTheSystem: Bool {
            said.split(separator: "\n").contains { line in
                line.hasPrefix("error") && line.contains("(os error ")
            }
        }

        /// How it failed, in its own words where it has some.
        var failure: String {
            let how = end.map(\.description) ?? "did not end in time"
            let lines = said.split(separator: "\n").prefix(30).joined(separator: "\n")
            return lines.isEmpty ? how : "\(how)\n\(lines)"
        }
    }

    /// What a compiler may use up: beyond it a document makes code that nobody can build.
    static var limits: GuestLimits {
        var limits = GuestLimits()
        limits.memory = 16 << 30
        limits.fileSize = 1 << 30
        limits.openFiles = 1024
        limits.processes = 0
        limits.processorSeconds = 1200
        return limits
    }

    /// Runs a tool; its standard output goes to a file, if one is named.
    func run(
        _ words: [String], in directory: String, output: String? = nil
    ) throws(HarnessFault) -> End {
        var surroundings = ProgramSurroundings()
        surroundings.directory = directory
        surroundings.limits = limits
        surroundings.environment = environment(directory)
        surroundings.output = output
        do {
            let report = try ProgramReport.running(
                words, in: surroundings, timeout: patience, isWanted: isWanted)
            guard isWanted() else { throw HarnessFault("the run was interrupted") }
            return End(end: report.end, said: report.output.error.text)
        } catch let fault as HarnessFault {
            throw fault
        } catch {
            throw HarnessFault("'\(words[0])' cannot be run: \(error)")
        }
    }

    /// Nothing of the user's settings reaches a build but where programs are found.
    private func environment(_ directory: String) -> [String] {
        let outside = ProcessInfo.processInfo.environment
        let kept = ["PATH", "HOME", "CARGO_HOME", "RUSTUP_HOME", "TMPDIR", "SSL_CERT_FILE"]
            .compactMap { name in outside[name].map { "\(name)=\($0)" } }
        return kept + [
            "RUSTC=\(toolchain.rustc)", "CARGO_TARGET_DIR=\(directory)/target", "LC_ALL=C.UTF-8",
            "CARGO_TERM_COLOR=never",
        ]
    }
}
