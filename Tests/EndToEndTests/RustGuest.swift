import Foundation
import Harness
import SDKGenerator
import TestSupport
import Testing

/// The Rust compiler of this machine, with the crates that generated ones stand on, from the cache.
struct RustTools {
    private let toolchain: RustToolchain
    private let crates: RustDependencies

    /// What there is; the crates are built at the first question.
    static let shared = Result { try RustTools() }

    static let isPresent =
        (try? RustToolchain.find().cargo) != nil && RustDependencies.missingSources == nil

    private init() throws {
        toolchain = try RustToolchain.find()
        crates = try RustDependencies.build(toolchain, in: .standard())
    }

    /// Compiles a file to `folder`, every warning an error; the outcome is the compiler's, which is
    /// rustc unless other words are given.
    func compile(
        _ root: String, as name: String, _ kind: String, to folder: String,
        with others: [String] = [], compiler: [String]? = nil
    ) throws -> Program.Outcome {
        let program = compiler.map { ["/usr/bin/env"] + $0 } ?? [toolchain.rustc]
        var words = program + ["--edition", "2021", "-D", "warnings", "-C", "debuginfo=0"]
        words += ["-L", "dependency=\(crates.folder)", "-L", folder]
        for (crate, path) in crates.libraries.sorted(by: { $0.key < $1.key }) {
            words += ["--extern", "\(crate)=\(path)"]
        }
        for other in others { words += ["--extern", "\(other)=\(folder)/lib\(other).rlib"] }
        words += ["--out-dir", folder, "--crate-name", name, "--crate-type", kind, root]
        return try Program.run(words)
    }
}

extension Trait where Self == ConditionTrait {
    /// Skips where there is no Rust, and says so; in CI the test runs and fails for want of it.
    static var needsRust: Self {
        .enabled(
            if: RustTools.isPresent || Repository.isCI,
            "no cargo, no rustc or no librust-*-dev; scripts/setup installs them")
    }
}

/// A generated crate in a folder of its own, compiled.
struct RustGuest {
    let folder: TestFolder
    let crate: String
    let tools: RustTools

    /// Writes and compiles the crate of a document.
    init(_ generation: Generation) throws {
        try #require(!generation.isRefused, "\(generation.diagnostics)")
        tools = try RustTools.shared.get()
        folder = try TestFolder()
        crate = try #require(generation.entry).package
        try generation.write(to: folder.path + "/crate")
        let outcome = try tools.compile(
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
        try tools.compile(root, as: name, "bin", to: folder.path, with: [crate])
    }
}
