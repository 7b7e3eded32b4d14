// EmbeddedPython: CPython in a worker process. Text in, text out: no Python object leaves it, and
// no code of a guest runs in this process.

/// Why an interpreter cannot be used.
package struct PythonFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// The path that was asked for.
    package let path: String
    /// The rule that it breaks, then the way out.
    package let reason: String

    /// A fault of the interpreter at `path`.
    package init(path: String, reason: String) {
        self.path = path
        self.reason = reason
    }

    package var description: String { "'\(path)': \(reason)" }
}

/// Why a worker could not be started: our surroundings, never a guest.
package struct WorkerFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// What failed, and the system's reason where there is one.
    package let description: String

    /// A fault described by `description`.
    package init(_ description: String) { self.description = description }
}
