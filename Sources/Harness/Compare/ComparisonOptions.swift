package import Conformance

/// What is compared, and how strictly.
package struct ComparisonOptions: Sendable {
    /// The version of the program, for the report.
    package var version: String
    package var old: PackageSource
    package var new: PackageSource
    package var normalisers: [Normaliser] = []
    /// Whether docstrings count in the tree of syntax.
    package var countsDocstrings = true
    /// The weakest level that is good enough.
    package var wanted = Likeness.identical
    /// An interpreter or virtual environment; nil takes the first usable one.
    package var pythonPath: String?
    /// Where the texts lie that documents refer to.
    package var references = ReferenceOptions()
    package var seed: UInt64 = 1
    /// How long one case, or one import, may take.
    package var timeout: Duration = .seconds(10)
    /// How long a generator may take for one document.
    package var generatorTimeout: Duration = .seconds(120)

    package init(version: String, old: PackageSource, new: PackageSource) {
        self.version = version
        self.old = old
        self.new = new
    }
}
