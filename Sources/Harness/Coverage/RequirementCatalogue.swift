package import Conformance
import Diagnostics
import Foundation

/// The requirements that the project is shipped with, and the levels that count them.
package struct RequirementCatalogue: Sendable {
    /// In order of their ids.
    package let requirements: [Requirement]
    /// In order of their days.
    package let levels: [RequirementLevel]

    /// Reads `conformance/requirements` and `conformance/levels` below a root.
    package static func load(root: String) throws(HarnessFault) -> RequirementCatalogue {
        var requirements: [Requirement] = []
        for (file, bytes) in files("\(root)/conformance/requirements") {
            let (read, diagnostics) = Requirement.read(bytes, file: file)
            if let first = diagnostics.first { throw HarnessFault(first.description) }
            requirements += read
        }
        guard !requirements.isEmpty else {
            throw HarnessFault("'\(root)' has no requirements; set ASSAY_ROOT to a checkout")
        }
        if Set(requirements.map(\.id)).count != requirements.count {
            throw HarnessFault("a requirement of '\(root)' is recorded twice")
        }
        return RequirementCatalogue(
            requirements: requirements.sorted { $0.id < $1.id },
            levels: try levels(root, Set(requirements.map(\.id))))
    }

    /// The level of a day as the calendar writes it; of none, the latest.
    package func level(_ day: String?) -> RequirementLevel? {
        guard let day else { return levels.last }
        return levels.first { $0.day.text == day }
    }

    private static func levels(
        _ root: String, _ known: Set<String>
    ) throws(HarnessFault) -> [RequirementLevel] {
        var levels: [RequirementLevel] = []
        for (file, bytes) in files("\(root)/conformance/levels") {
            let (level, diagnostics) = RequirementLevel.read(bytes, file: file)
            if let first = diagnostics.first { throw HarnessFault(first.description) }
            guard let level else { continue }
            if let stray = level.requirements.subtracting(known).min() {
                throw HarnessFault("'\(file)' names '\(stray)', which is no requirement")
            }
            levels.append(level)
        }
        return levels.sorted { $0.day < $1.day }
    }

    private static func files(_ folder: String) -> [(String, [UInt8])] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.hasSuffix(".json") }.sorted().map { name in
            let bytes = FileManager.default.contents(atPath: "\(folder)/\(name)") ?? Data()
            return ("\(folder)/\(name)", [UInt8](bytes))
        }
    }
}
