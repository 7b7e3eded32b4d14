import Foundation

/// The subjects that the project is shipped with, below `conformance/subjects`.
package enum SubjectCatalogue {
    /// One of them, known by the file that is started.
    package struct Entry: Sendable {
        package var name: String
        package var kind: Kind
        /// Whether it has a ledger of known failures.
        package var hasLedger: Bool
    }

    /// What of it is judged.
    package enum Kind: String, Sendable, CaseIterable {
        case client, server, dispatch

        /// How the name of the file begins that is started.
        fileprivate var file: String {
            switch self {
            case .client: "adapter."
            case .server: "server."
            case .dispatch: "subject."
            }
        }
    }

    /// Reads the folder, in order of the names.
    package static func load(root: String) throws(HarnessFault) -> [Entry] {
        let folder = "\(root)/conformance/subjects"
        let files = FileManager.default
        let names = ((try? files.contentsOfDirectory(atPath: folder)) ?? []).sorted()
        let entries = names.compactMap { name -> Entry? in
            let own = (try? files.contentsOfDirectory(atPath: "\(folder)/\(name)")) ?? []
            let kind = Kind.allCases.first { kind in own.contains { $0.hasPrefix(kind.file) } }
            let ledger = "\(root)/conformance/ledgers/\(name).txt"
            return kind.map {
                Entry(name: name, kind: $0, hasLedger: files.fileExists(atPath: ledger))
            }
        }
        guard !entries.isEmpty else {
            throw HarnessFault("'\(root)' has no subjects; set ASSAY_ROOT to a checkout")
        }
        return entries
    }
}
