package import EmbeddedPython
import Foundation

/// Which interpreters a run uses.
package enum Interpreters {
    /// The interpreter under which subjects run: the one named, else the system's, else the newest.
    /// Who needs WebSockets and names none gets the oracle's, which has the package for them.
    static func subject(
        _ path: String?, orWebSockets needsWebSockets: Bool = false
    ) throws(HarnessFault) -> PythonInstallation {
        if let path { return try probe(path) }
        if needsWebSockets, let oracle = try? oracle() { return oracle }
        if let system = try? PythonInstallation.probe("/usr/bin/python3") { return system }
        guard let found = PythonInstallation.discover().usable.last else {
            throw HarnessFault(
                "no CPython from 3.9 with a shared library was found; install libpython3-dev, or "
                    + "name one with --python")
        }
        return found
    }

    /// The interpreter that has `jsonschema`: `$ASSAY_VENV`, else the checkout's `.venv`.
    package static func oracle() throws(HarnessFault) -> PythonInstallation {
        let named = ProcessInfo.processInfo.environment["ASSAY_VENV"]
        guard let path = named ?? Installation.root.map({ "\($0)/.venv" }) else {
            throw HarnessFault(
                "no virtual environment for the oracle; set ASSAY_VENV to one with jsonschema")
        }
        return try probe(path)
    }

    private static func probe(_ path: String) throws(HarnessFault) -> PythonInstallation {
        do {
            return try PythonInstallation.probe(path)
        } catch {
            throw HarnessFault("\(error); scripts/conformance sets up what is missing")
        }
    }
}
