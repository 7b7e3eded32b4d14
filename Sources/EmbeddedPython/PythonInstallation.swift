/// A CPython that a worker can embed: an interpreter, its shared library and its packages.
package struct PythonInstallation: Hashable, Sendable {
    /// The interpreter as it knows itself, in a virtual environment that environment's.
    package let executable: String
    /// Its version.
    package let version: PythonVersion
    /// The path of its shared library.
    package let library: String
    /// Where its packages are installed.
    package let prefix: String
    /// Where the interpreter itself is installed.
    package let basePrefix: String

    /// An installation that is known already; `probe` finds one out.
    package init(
        executable: String, version: PythonVersion, library: String, prefix: String,
        basePrefix: String
    ) {
        self.executable = executable
        self.version = version
        self.library = library
        self.prefix = prefix
        self.basePrefix = basePrefix
    }

    /// Whether its packages are its own while its interpreter is another's.
    package var isVirtualEnvironment: Bool { prefix != basePrefix }
}
