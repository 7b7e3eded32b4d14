/// A difference in layout that a comparison is told to overlook. It changes both texts alike, and
/// never a string of Python.
package struct Normaliser: Sendable {
    package let name: String
    package let summary: String
    /// The endings of the paths it is for; none stands for every text.
    let endings: [String]
    private let change: @Sendable (Text) -> [ArraySlice<UInt8>]

    /// A text under normalisation.
    struct Text {
        /// Lines without their ends; of what is no Python, none lies in a string.
        var lines: [PythonLines.Line]
    }

    init(
        _ name: String, _ summary: String, for endings: [String] = [],
        _ change: @escaping @Sendable (Text) -> [ArraySlice<UInt8>]
    ) {
        self.name = name
        self.summary = summary
        self.endings = endings
        self.change = change
    }

    /// What several of them make of a file, in the order of `all`; what is no text stays as it is.
    static func apply(_ normalisers: [Normaliser], to bytes: [UInt8], at path: String) -> [UInt8] {
        guard !bytes.contains(0), String(validating: bytes, as: UTF8.self) != nil else {
            return bytes
        }
        let named = Set(normalisers.map(\.name))
        return all.filter { named.contains($0.name) }.reduce(bytes) { bytes, normaliser in
            let isMeant = normaliser.endings.contains { path.hasSuffix($0) }
            guard isMeant || normaliser.endings.isEmpty else { return bytes }
            let isPython = path.hasSuffix(".py") || path.hasSuffix(".pyi")
            return normaliser.apply(bytes, isPython: isPython)
        }
    }

    private func apply(_ bytes: [UInt8], isPython: Bool) -> [UInt8] {
        let lines =
            isPython
            ? PythonLines(bytes).lines
            : bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map {
                PythonLines.Line(text: $0, beginsInString: false, endsInString: false)
            }
        return Array(change(Text(lines: lines)).joined(separator: [0x0A]))
    }
}
