import EmbeddedPython
import Foundation
import Synchronization

/// A Rust compiler of this machine with the `cargo` that belongs to it.
package struct RustToolchain: Sendable {
    package let rustc: String
    /// nil where there is none; dependencies can then not be built.
    package let cargo: String?
    /// What the compiler says of itself, all lines.
    package let description: String

    package init(rustc: String, cargo: String?, description: String) {
        self.rustc = rustc
        self.cargo = cargo
        self.description = description
    }

    /// The version alone, such as `1.63.0`.
    package var version: String {
        let words = description.split(separator: "\n").first?.split(separator: " ") ?? []
        return words.count > 1 ? String(words[1]) : "unknown"
    }

    /// Whether the compiler has to do with the cargo of another.
    var isMixed: Bool {
        let folder = (rustc as NSString).deletingLastPathComponent
        return cargo.map { ($0 as NSString).deletingLastPathComponent != folder } ?? false
    }

    /// What to do when that does not go well.
    var mixture: String {
        "'\(cargo ?? "")' is not of '\(rustc)'; install the cargo that belongs to it "
            + "(Debian: apt-get install cargo)"
    }

    private static let remedy =
        "install rustc and cargo (Debian: apt-get install rustc cargo), or set ASSAY_RUSTC"

    /// What was found for the compiler of a path: it takes two processes to find out.
    private static let found = Mutex<[String: RustToolchain]>([:])

    /// The compiler that `$ASSAY_RUSTC` names, else the one on PATH, behind the shims of rustup.
    package static func find() throws(HarnessFault) -> RustToolchain {
        let environment = ProcessInfo.processInfo.environment
        let named = environment["ASSAY_RUSTC"].flatMap { $0.isEmpty ? nil : $0 }
        guard let rustc = named ?? onPath("rustc") else {
            throw HarnessFault("no rustc was found; \(remedy)")
        }
        return try found.withLock { found throws(HarnessFault) in
            if let known = found[rustc] { return known }
            let toolchain = try asked(rustc)
            found[rustc] = toolchain
            return toolchain
        }
    }

    private static func asked(_ rustc: String) throws(HarnessFault) -> RustToolchain {
        let sysroot = try answer([rustc, "--print", "sysroot"])
        let real = "\(sysroot)/bin/rustc"
        let isReal = FileManager.default.isExecutableFile(atPath: real)
        let compiler = isReal ? real : rustc
        let beside = "\((compiler as NSString).deletingLastPathComponent)/cargo"
        let hasCargo = FileManager.default.isExecutableFile(atPath: beside)
        return RustToolchain(
            rustc: compiler, cargo: hasCargo ? beside : onPath("cargo"),
            description: try answer([compiler, "-vV"]))
    }

    private static func answer(_ words: [String]) throws(HarnessFault) -> String {
        let report: ProgramReport
        do {
            report = try ProgramReport.running(words, timeout: .seconds(20))
        } catch {
            throw HarnessFault("'\(words[0])' cannot be run: \(error); \(remedy)")
        }
        guard report.end == .exited(0) else {
            let how = report.end.map(\.description) ?? "did not end"
            throw HarnessFault("'\(words.joined(separator: " "))' \(how); \(remedy)")
        }
        return report.output.standard.text.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// A program by its name, as PATH finds it.
    static func onPath(_ name: String) -> String? {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        return path.split(separator: ":").map { "\($0)/\(name)" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }
}
