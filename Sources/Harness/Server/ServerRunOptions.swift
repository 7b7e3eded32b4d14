package import Conformance
package import Peers
import WireJSON

/// What a run against a server is asked to do.
package struct ServerRunOptions: Sendable {
    /// The version of the program, for the report.
    package var version: String
    package var server: ServerAddress
    /// The path of the document that the server is said to keep to; nil asks the server itself.
    package var document: String?
    /// A call that the server takes, for when there is no document.
    package var call: KnownCall?
    /// Recorded conversations to replay instead of playing the suite.
    package var transcripts: [String] = []
    /// Headers of each HTTP request and each handshake.
    package var headers: [ServerCase.Header] = []
    /// Play only cases whose id one of these matches; none plays all.
    package var only: [Glob] = []
    /// Play only cases of which this holds.
    var isPlayed: @Sendable (String) -> Bool = { _ in true }
    /// Play only what is at least of this weight.
    package var level = Check.Level.derived
    package var seed: UInt64 = 1
    /// How long the server may take for one reply.
    package var timeout: Duration = .seconds(5)
    /// The failures that are known.
    package var ledger: LedgerOrder?
    /// How many comparisons must be made; nil demands what the level does.
    package var floor: Int?
    /// The command that repeats the run, for the report.
    package var replay = "assay run"

    package init(version: String, server: ServerAddress) {
        self.version = version
        self.server = server
    }

    /// Whether only some of the cases are asked for.
    var isSelection: Bool { !only.isEmpty || level != .derived || !transcripts.isEmpty }

    func selects(_ id: String, _ level: Check.Level) -> Bool {
        level.weight >= self.level.weight && isPlayed(id)
            && (only.isEmpty || only.contains { $0.matches(id) })
    }
}

extension Check.Level {
    fileprivate var weight: Int {
        switch self {
        case .must: 2
        case .should: 1
        case .derived: 0
        }
    }
}
