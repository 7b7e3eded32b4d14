package import Conformance

/// What a run is asked to do; every default works without a flag.
package struct RunOptions: Sendable {
    /// The version of the program, for the report.
    package var version: String
    /// Play only cases whose id one of these matches; none plays all.
    package var only: [Glob] = []
    /// An interpreter or virtual environment; nil takes the first usable one.
    package var pythonPath: String?
    /// A package to judge instead of generating one.
    package var sdk: String?
    /// Where generated packages stay; nil keeps nothing.
    package var keep: String?
    package var seed: UInt64 = 1
    package var jobs = 2
    /// How long one case may take.
    package var timeout: Duration = .seconds(10)
    /// The command that repeats the run, for the report.
    package var replay = "assay run"

    package init(version: String) { self.version = version }

    func selects(_ id: String) -> Bool { only.isEmpty || only.contains { $0.matches(id) } }
}
