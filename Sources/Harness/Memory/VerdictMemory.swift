import Conformance
import Foundation
import SDKGenerator
import Synchronization
import WireJSON

/// The reports of cases that one subject passed before, each under the digest of all that its
/// verdict depends on. What failed is never remembered: it is always seen anew.
final class VerdictMemory: Sendable {
    private struct State {
        /// What was remembered before this run, as events.
        var known: [String: JSONValue]
        /// What this run used or played, by the same keys.
        var used: [String: JSONValue] = [:]
        var hasLearned = false
    }

    private let cache: BuildCache
    private let subject: [String]
    private let isFresh: Bool
    private let state: Mutex<State>

    private static let kind = "verdicts"
    private static let name = "verdicts.json"
    /// Beyond this number a subject's cases go, first those that this run did not have.
    private static let limit = 20_000

    /// The memory of a subject and of what it is judged with; the judge, which is this program, is
    /// part of it. nil where nothing can be kept. A fresh one remembers nothing but learns.
    init?(of subject: [String], isFresh: Bool) {
        guard let cache = try? BuildCache.standard(), let judge = Judgeship.current else {
            return nil
        }
        self.cache = cache
        self.subject = subject + [judge]
        self.isFresh = isFresh
        state = Mutex(State(known: isFresh ? [:] : Self.read(cache, self.subject)))
    }

    /// The key of a case: what is played, and what of the document it reads.
    static func key(_ parts: [String]) -> String {
        String(
            Digest.sha256(Array(parts.map { "\($0.utf8.count):\($0)" }.joined().utf8)).prefix(32))
    }

    /// The reports of a case, one for each way; nil when it is not remembered.
    func reports(_ key: String) -> [CaseReport]? {
        let events = state.withLock { state in
            state.known[key].map { events in
                state.used[key] = events
                return events
            }
        }
        guard let list = events?.array else { return nil }
        var reports = list.compactMap(CaseReport.init(event:))
        guard reports.count == list.count, Self.areSound(reports) else { return nil }
        for index in reports.indices { reports[index].isRemembered = true }
        return reports
    }

    /// Learns how a case ended, if it is worth remembering.
    func learn(_ key: String, _ reports: [CaseReport]) {
        guard Self.areSound(reports), !reports[0].isRemembered else { return }
        let events = JSONValue.array(reports.map { .object($0.members) })
        state.withLock { state in
            state.used[key] = events
            state.hasLearned = true
        }
    }

    /// Writes down what was learned; a cache that cannot take it costs time alone.
    func save() {
        let (used, hasLearned) = state.withLock { ($0.used, $0.hasLearned) }
        guard hasLearned else { return }
        _ = try? cache.replace(Self.kind, subject) { (folder) throws(HarnessFault) in
            // Others have written meanwhile: parts of one run, played side by side.
            let others = Self.read(self.cache, self.subject).filter { used[$0.key] == nil }
            let kept = used.sorted { $0.key < $1.key } + others.sorted { $0.key < $1.key }
            let members = kept.prefix(Self.limit).map { JSONObject.Member($0.key, $0.value) }
            let text = JSONValue.object(Array(members)).text()
            let file = "\(folder)/\(Self.name)"
            guard FileManager.default.createFile(atPath: file, contents: Data(text.utf8)) else {
                throw HarnessFault("the verdicts cannot be kept")
            }
        }
    }

    /// Whether a case may be told again: what it found out held, or the subject has nothing for it.
    private static func areSound(_ reports: [CaseReport]) -> Bool {
        !reports.isEmpty
            && reports.allSatisfy { report in
                report.verdict == .unsupported || (report.verdict == .passed && report.held > 0)
            }
    }

    private static func read(_ cache: BuildCache, _ subject: [String]) -> [String: JSONValue] {
        guard let folder = cache.known(kind, subject),
            let bytes = FileManager.default.contents(atPath: "\(folder)/\(name)"),
            let members = (try? JSONValue.read([UInt8](bytes)))?.object?.members
        else { return [:] }
        return Dictionary(members.map { ($0.name, $0.value) }) { first, _ in first }
    }
}
