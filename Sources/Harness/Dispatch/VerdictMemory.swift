import Conformance
import Foundation
import Glibc
import WireJSON

/// The reports of cases that were played before with everything as it is now. Only a run without a
/// failure and without a doubt is remembered: what fails is always seen anew.
struct VerdictMemory {
    private let cache: BuildCache
    private let key: [String]

    private static let kind = "verdicts"
    private static let name = "reports.json"

    /// The memory of what a key stands for; the judge, which is this program, is part of it.
    init(_ key: [String]) throws(HarnessFault) {
        cache = try BuildCache.standard()
        self.key = try key + [Self.judge()]
    }

    /// The reports in the order of the cases; nil when nothing is remembered.
    var reports: [CaseReport]? {
        guard let folder = cache.known(Self.kind, key),
            let bytes = FileManager.default.contents(atPath: "\(folder)/\(Self.name)"),
            let list = (try? JSONValue.read([UInt8](bytes)))?.array
        else { return nil }
        let reports = list.compactMap(Self.report)
        return reports.count == list.count ? reports : nil
    }

    /// Remembers reports; a cache that cannot take them costs time alone.
    func keep(_ reports: [CaseReport]) {
        let isSound = reports.allSatisfy { [.passed, .unsupported].contains($0.verdict) }
        guard isSound, reports.contains(where: { $0.held > 0 }) else { return }
        let text = JSONValue.array(reports.map(Self.record)).text()
        _ = try? cache.entry(Self.kind, key) { folder throws(HarnessFault) in
            let file = "\(folder)/\(Self.name)"
            guard FileManager.default.createFile(atPath: file, contents: Data(text.utf8)) else {
                throw HarnessFault("the verdicts cannot be kept")
            }
        }
    }

    /// This program, told from every other build of it.
    private static func judge() throws(HarnessFault) -> String {
        var status = stat()
        guard stat("/proc/self/exe", &status) == 0 else {
            throw HarnessFault("this program does not find itself at /proc/self/exe")
        }
        let changed = status.st_mtim
        return "\(status.st_ino) \(status.st_size) \(changed.tv_sec).\(changed.tv_nsec)"
    }
}

// Reports as JSON.

extension VerdictMemory {
    private static func record(_ report: CaseReport) -> JSONValue {
        let held = report.judgements.map { judgement -> JSONValue in
            [
                "check": .string(judgement.check), "requirements": words(judgement.requirements),
                "holds": .bool(judgement.finding == .holds),
            ]
        }
        return [
            "id": .string(report.id), "title": .string(report.title),
            "requirements": words(report.requirements),
            "verdict": .string(report.verdict.rawValue),
            "reason": report.reason.map(JSONValue.string) ?? .null, "judgements": .array(held),
            "calls": .number(report.calls), "methods": words(report.methods),
        ]
    }

    private static func report(_ record: JSONValue) -> CaseReport? {
        guard let id = record["id"]?.string, let title = record["title"]?.string,
            let verdict = record["verdict"]?.string.flatMap(Verdict.init),
            let judgements = record["judgements"]?.array, let calls = record["calls"]?.int
        else { return nil }
        var report = CaseReport(
            id: id, title: title, requirements: words(record["requirements"]), verdict: verdict,
            reason: record["reason"]?.string, calls: calls)
        report.judgements = judgements.map { judgement in
            Judgement(
                check: judgement["check"]?.string ?? "",
                requirements: words(judgement["requirements"]),
                finding: judgement["holds"]?.bool == true ? .holds : .notApplicable)
        }
        report.methods = words(record["methods"])
        return report
    }

    private static func words(_ list: [String]) -> JSONValue {
        .array(list.map(JSONValue.string))
    }

    private static func words(_ list: JSONValue?) -> [String] {
        list?.array?.compactMap(\.string) ?? []
    }
}
