import Foundation
import SDKGenerator

/// An adapter to begin with, by the language of the client that it is for.
package enum SubjectSkeleton: String, Sendable, CaseIterable {
    /// For clients that `assay generate` wrote.
    case python
    /// A crate with handlers to fill in.
    case rust
    /// For whatever can be run as a command.
    case command

    /// The command that judges it, once it is written and, where need be, built.
    package func check(in directory: String) -> String {
        switch self {
        case .python: "assay subject check 'python3 \(directory)/adapter.py SDK' DOCUMENT"
        case .rust:
            "cargo build --release --manifest-path \(directory)/Cargo.toml && "
                + "assay subject check \(directory)/target/release/adapter"
        case .command:
            "assay subject check 'python3 \(directory)/adapter.py \(directory)/call'"
        }
    }

    /// Writes the adapter and what it is made of into a folder that is not there, or empty.
    package func write(to directory: String) throws(HarnessFault) {
        let files = FileManager.default
        if let found = try? files.contentsOfDirectory(atPath: directory), !found.isEmpty {
            throw HarnessFault("'\(directory)' is not empty; name a folder that is to be made")
        }
        do {
            try files.createDirectory(atPath: directory, withIntermediateDirectories: true)
            for (path, text) in try contents() {
                let file = URL(fileURLWithPath: "\(directory)/\(path)")
                try files.createDirectory(
                    at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data(text).write(to: file)
            }
            if self == .command {
                try files.setAttributes(
                    [.posixPermissions: 0o755], ofItemAtPath: "\(directory)/call")
            }
        } catch let fault as HarnessFault {
            throw fault
        } catch {
            throw HarnessFault("'\(directory)' cannot be written: \(error)")
        }
    }

    private func contents() throws(HarnessFault) -> [(path: String, text: [UInt8])] {
        switch self {
        case .python: try [("adapter.py", PackageResources.adapter_py)] + generated()
        case .rust:
            try [
                ("Cargo.toml", PackageResources.Cargo_toml),
                ("src/main.rs", PackageResources.main_rs),
            ] + generated()
        case .command:
            [("adapter.py", PackageResources.command_py), ("call", PackageResources.call_sh)]
        }
    }

    /// The protocol's types, and in Rust its dispatch, as our own generator makes them.
    private func generated() throws(HarnessFault) -> [(path: String, text: [UInt8])] {
        let path = "\(try Installation.shipped())/\(SubjectTrial.protocolPath)"
        guard case .success(let bytes) = DocumentFile.read(path) else {
            throw HarnessFault("'\(path)' cannot be read; set ASSAY_ROOT to a checkout")
        }
        let generation =
            self == .rust
            ? Generation.rust(document: bytes, file: path)
            : Generation.python(document: bytes, file: path)
        if let problem = generation.problems.first, generation.isRefused {
            throw HarnessFault("\(problem)")
        }
        return generation.files.map { ("protocol/\($0.path)", Array($0.text.utf8)) }
    }
}
