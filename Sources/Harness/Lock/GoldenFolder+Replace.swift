import CSystem
import Foundation
import Glibc
import SDKGenerator

extension GoldenFolder {
    /// Writes the new golden beside the old one and exchanges the two in one step; what was never
    /// locked is not thrown away.
    func replace(
        _ name: String, with generation: Generation, _ lock: GoldenLock, _ report: GoldenReport
    ) throws(HarnessFault) {
        if let foreign = report.problems.first(where: { $0.kind == .foreign }) {
            throw HarnessFault(
                "'\(path)/\(foreign.path)' was never locked; move it away, then accept again")
        }
        let golden = "\(path)/\(name)"
        if report.problems.contains(where: { $0.kind == .broken }),
            report.drift.contains(where: { $0.kind == .foreign })
        {
            throw HarnessFault(
                "'\(golden)' has no lock and holds files of others; move it away, then accept again"
            )
        }
        let stage = "\(path)/.assay-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: stage) }
        do {
            try generation.write(to: stage)
            try Data(lock.text.utf8).write(
                to: URL(fileURLWithPath: "\(stage)/\(GoldenLock.fileName)"))
        } catch {
            throw HarnessFault("the golden cannot be written: \(error)")
        }
        // A folder with files in it is exchanged; the stage is then the old one, and goes.
        guard rename(stage, golden) == 0 || csystem_exchange(stage, golden) == 0 else {
            throw HarnessFault(
                "'\(golden)' cannot be replaced: \(String(cString: strerror(errno)))")
        }
    }
}
