import EmbeddedPython
import Foundation

/// Looks at our surroundings and says what to do about what is not there.
package enum Doctor {
    /// One thing that was looked for.
    package struct Finding: Sendable {
        /// Whether it was found, and whether that matters.
        package enum State: Sendable {
            case found
            /// Not there, and not needed for a run.
            case absent
            /// Not there, and needed.
            case missing
        }

        package var state: State
        package var what: String
        package var remedy: String?
    }

    /// Everything, in the order in which a run needs it.
    package static func examine() -> [Finding] {
        let found = PythonInstallation.discover()
        return interpreters(found) + [oracle(), isolation(found.usable)] + rust() + tools()
    }

    private static func interpreters(_ found: PythonInstallation.Discovery) -> [Finding] {
        var findings = found.usable.map {
            Finding(
                state: .found, what: "CPython \($0.version)  \($0.executable)  \($0.library)")
        }
        if findings.isEmpty {
            findings.append(
                Finding(
                    state: .missing, what: "CPython 3.9 or newer with a shared library",
                    remedy: "apt-get install libpython3-dev python3-venv"))
        }
        return findings
            + found.unusable.map { Finding(state: .absent, what: $0.path, remedy: $0.reason) }
    }

    private static func oracle() -> Finding {
        do throws(HarnessFault) {
            let python = try Interpreters.oracle()
            let scratch = try Scratch()
            _ = try Oracle(python, directory: scratch.directory("oracle"))
            return Finding(state: .found, what: "jsonschema under \(python.executable)")
        } catch {
            return Finding(
                state: .missing, what: "the oracle: \(error)",
                remedy: "run scripts/conformance once, or set ASSAY_VENV")
        }
    }

    private static func isolation(_ usable: [PythonInstallation]) -> Finding {
        guard let python = usable.last, let scratch = try? Scratch(),
            let directory = try? scratch.directory("probe"),
            let worker = try? PythonWorker(
                PythonWorker.Configuration(
                    installation: python, bootstrap: "", workingDirectory: directory))
        else {
            return Finding(state: .absent, what: "isolation of guests could not be probed")
        }
        defer { worker.close() }
        return worker.isNetworkIsolated
            ? Finding(state: .found, what: "guests run without a network but the mock's")
            : Finding(
                state: .absent, what: "guests share this host's network",
                remedy: "run as root, or allow unprivileged user namespaces")
    }

    /// What the judging of Rust needs; without it Rust is inconclusive.
    private static func rust() -> [Finding] {
        let cache = BuildCache.standardRoot
        do throws(HarnessFault) {
            let toolchain = try RustToolchain.find()
            let compiler = Finding(
                state: .found, what: "rustc \(toolchain.version)  \(toolchain.rustc)")
            let cargo = toolchain.cargo.map { Finding(state: .found, what: "cargo  \($0)") }
            let crates =
                RustDependencies.missingSources.map {
                    Finding(state: .absent, what: "crates for Rust", remedy: $0)
                } ?? Finding(state: .found, what: "crates for Rust, built into \(cache)")
            return [
                compiler,
                cargo
                    ?? Finding(
                        state: .absent, what: "cargo", remedy: "apt-get install cargo"),
                crates,
            ]
        } catch {
            return [Finding(state: .absent, what: "Rust", remedy: "\(error)")]
        }
    }

    private static func tools() -> [Finding] {
        let venv = Installation.root.map { "\($0)/.venv/bin" } ?? ""
        return [
            tool("mypy", [venv], "scripts/test installs it into .venv"),
            tool("ruff", [venv], "scripts/test installs it into .venv"),
            tool("git", path, "apt-get install git"),
        ]
    }

    private static func tool(_ name: String, _ folders: [String], _ remedy: String) -> Finding {
        let found = folders.map { "\($0)/\(name)" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
        guard let found else { return Finding(state: .absent, what: name, remedy: remedy) }
        return Finding(state: .found, what: "\(name)  \(found)")
    }

    private static var path: [String] {
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
    }
}
