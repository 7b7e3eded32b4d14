import Conformance
import JSONRPC

/// The cases of the sweep, played with two packages side by side.
struct BehaviourComparison {
    let old: Lane?
    let new: Lane?
    let cases: [Case]
    let control: RunControl

    /// So many cases may run into their time; whoever hangs once hangs in all of them.
    private static let patience = 3

    /// Plays every case with both; the first that goes differently is the evidence.
    func report() throws(HarnessFault) -> LevelReport {
        if let refusal = try notLoaded() { return refusal }
        guard let old, let new else { return try onlyOneCanBeCalled() }
        var (same, different, slow) = (0, 0, 0)
        var first: [Evidence] = []
        var unknown: String?
        let played = cases.filter { $0.unsupported == nil }
        for subject in played where slow < Self.patience {
            if control.isCancelled { throw HarnessFault("the comparison was interrupted") }
            let seen = (old: try old.observe(subject), new: try new.observe(subject))
            if seen.old.isTimedOut || seen.new.isTimedOut { slow += 1 }
            switch try Self.compare(seen, again: (old, new)) {
            case .same: same += 1
            case .differs(var evidence):
                different += 1
                evidence.place = "\(subject.id): \(evidence.place)"
                if first.isEmpty { first.append(evidence) }
            case .unknown(let reason): unknown = unknown ?? "\(subject.id): \(reason)"
            }
        }
        let left = cases.count - played.count
        var rest = left > 0 ? ", \(left) that the document does not support" : ""
        if slow == Self.patience { rest += "; given up after \(slow) that ran into their time" }
        if different > 0 {
            return LevelReport(
                level: .behaviour, outcome: .differs,
                note: "\(different) of \(played.count) cases go differently\(rest)",
                evidence: first)
        }
        if let unknown { return inconclusive(unknown + rest) }
        guard same > 0 else { return inconclusive("the document gives no case to play\(rest)") }
        return LevelReport(
            level: .behaviour, outcome: .holds, note: "\(same) cases go the same way\(rest)")
    }

    /// Compares what was seen. What differs is played again: a package that does not do the same
    /// twice shows nothing about the other.
    private static func compare(
        _ seen: (old: Observation, new: Observation), again lanes: (old: Lane, new: Lane)
    ) throws(HarnessFault) -> Observation.Sameness {
        let found = seen.old.compare(with: seen.new)
        guard case .differs = found else { return found }
        for (side, lane, before) in [
            ("old", lanes.old, seen.old), ("new", lanes.new, seen.new),
        ] where !before.isTimedOut {
            let after = try lane.observe(before.subject)
            if case .differs(let evidence) = before.compare(with: after) {
                let place = evidence.place
                return .unknown("the \(side) package does not do the same twice: \(place)")
            }
        }
        return found
    }

    private func inconclusive(_ note: String) -> LevelReport {
        LevelReport(level: .behaviour, outcome: .inconclusive, note: note)
    }

    private func notLoaded() throws(HarnessFault) -> LevelReport? {
        for (side, lane) in [("old", old), ("new", new)] {
            if let failure = try lane?.open() {
                return inconclusive("the \(side) package does not load: \(failure.summary)")
            }
        }
        return old == nil && new == nil
            ? inconclusive(
                "neither package can be driven: no single module has METHODS, to_wire and a client")
            : nil
    }

    /// Whoever calls the one as the cases do cannot call the other at all.
    private func onlyOneCanBeCalled() throws(HarnessFault) -> LevelReport {
        let cannot =
            "no client that can be called so: no single module has METHODS, to_wire and a client"
        guard let lane = old ?? new,
            let subject = cases.first(where: { $0.unsupported == nil })
        else { return inconclusive("the document gives no case to play") }
        let seen = try lane.observe(subject).exchanges.first
        let wire = seen.map { String(decoding: $0.requestBody, as: UTF8.self) } ?? "no request"
        return LevelReport(
            level: .behaviour, outcome: .differs, note: "one package alone can be called",
            evidence: [
                Evidence(
                    place: subject.id, old: old == nil ? cannot : wire,
                    new: new == nil ? cannot : wire)
            ])
    }
}

extension Observation {
    fileprivate var isTimedOut: Bool { if case .timedOut = ending { true } else { false } }
}
