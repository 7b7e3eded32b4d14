import Foundation
import SDKGenerator
import TestSupport
import Testing

/// The Rust compiler of this machine, with the dependencies of generated crates built once for it.
struct RustToolchain {
    /// The folder of the dependencies' libraries.
    private let libraries: String

    /// The toolchain; its dependencies are built at the first question of this checkout.
    static let shared = Result { try RustToolchain() }

    private static let crates = [
        "serde", "serde_json", "serde_path_to_error", "async_trait", "tokio",
    ]

    static let isPresent =
        (try? Program.run(["/usr/bin/env", "cargo", "--version"]).status) == 0
        && (try? Program.run(["/usr/bin/env", "rustc", "--version"]).status) == 0
        && FileManager.default.fileExists(atPath: "/usr/share/cargo/registry/tokio-1.24.2")

    private init() throws {
        let script = "source scripts/rust-deps; printf '%s' \"$rust_deps\""
        let outcome = try Program.run(
            ["/usr/bin/env", "bash", "-c", script], in: Repository.root, timeout: .seconds(600))
        try #require(outcome.status == 0, "\(outcome.errors)")
        libraries = outcome.output
    }

    /// Compiles a file to `folder`, every warning an error; the outcome is the compiler's.
    func compile(
        _ root: String, as name: String, _ kind: String, to folder: String,
        with others: [String] = [], compiler: [String] = ["rustc"]
    ) throws -> Program.Outcome {
        var words = ["/usr/bin/env"] + compiler + ["--edition", "2021", "-D", "warnings"]
        words += ["-C", "debuginfo=0", "-L", "dependency=\(libraries)", "-L", folder]
        for crate in Self.crates { words += ["--extern", "\(crate)=\(try library(of: crate))"] }
        for other in others { words += ["--extern", "\(other)=\(folder)/lib\(other).rlib"] }
        words += ["--out-dir", folder, "--crate-name", name, "--crate-type", kind, root]
        return try Program.run(words)
    }

    private func library(of crate: String) throws -> String {
        let names = try FileManager.default.contentsOfDirectory(atPath: libraries).sorted()
        let name = names.first { name in
            name.hasPrefix("lib\(crate)-") && (name.hasSuffix(".rlib") || name.hasSuffix(".so"))
        }
        return "\(libraries)/\(try #require(name, "no library of \(crate)"))"
    }
}

extension Trait where Self == ConditionTrait {
    /// Skips where there is no Rust, and says so; in CI the test runs and fails for want of it.
    static var needsRust: Self {
        .enabled(
            if: RustToolchain.isPresent || Repository.isCI,
            "no cargo, no rustc or no librust-*-dev; scripts/setup installs them")
    }
}

/// A generated crate in a folder of its own, compiled.
struct RustGuest {
    let folder: TestFolder
    let crate: String
    let toolchain: RustToolchain

    /// Writes and compiles the crate of a document.
    init(_ generation: Generation) throws {
        try #require(!generation.isRefused, "\(generation.diagnostics)")
        toolchain = try RustToolchain.shared.get()
        folder = try TestFolder()
        crate = try #require(generation.entry).package
        try generation.write(to: folder.path + "/crate")
        let outcome = try toolchain.compile(
            source("lib.rs"), as: crate, "rlib", to: folder.path)
        try #require(outcome.status == 0, "\(outcome.errors)")
    }

    /// The path of a file below the crate's `src`.
    func source(_ name: String) -> String { "\(folder.path)/crate/src/\(name)" }

    /// Compiles a program that uses the crate; the path of the program is in the outcome's place.
    func program(_ root: String, as name: String) throws -> String {
        let outcome = try compile(root, as: name)
        try #require(outcome.status == 0, "\(outcome.errors)")
        return "\(folder.path)/\(name)"
    }

    /// What the compiler says of a program that uses the crate.
    func compile(_ root: String, as name: String) throws -> Program.Outcome {
        try toolchain.compile(root, as: name, "bin", to: folder.path, with: [crate])
    }
}
