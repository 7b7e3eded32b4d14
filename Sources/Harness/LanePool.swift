import Conformance
import Foundation
import Synchronization

/// Plays the cases of one subject on several lanes and tells the reports in the cases' order.
struct LanePool {
    let staged: StagedSubject
    let settings: LaneSettings
    let scratch: Scratch
    let jobs: Int
    let control: RunControl
    /// The reports of a case that need not be played.
    let recall: @Sendable (_ index: Int, Playing) -> [CaseReport]?

    /// Plays every case that is not recalled; `tell` is called once for each, in order, from one
    /// thread at a time, with a report for each of its ways.
    func play(_ playings: [Playing], tell: @escaping @Sendable (Int, [CaseReport]) -> Void) {
        let queue = CaseQueue(playings, tell: tell)
        let lanes = max(1, min(jobs, playings.count))
        let threads = (0..<lanes).map { number in
            LaneThread { self.work(lane: number, queue) }
        }
        for thread in threads { thread.join() }
    }

    private func work(lane number: Int, _ queue: CaseQueue<Playing, [CaseReport]>) {
        do {
            let directory = try scratch.directory("lane-\(number)")
            // A lane that has nothing to play costs nothing.
            lazy var lane = Lane(staged, settings, directory: directory)
            while let (index, playing) = queue.next() {
                queue.finish(index, told(index, playing) ?? lane.play(playing))
            }
        } catch {
            while let (index, playing) = queue.next() {
                queue.finish(index, playing.reports(.inconclusive, because: error.description))
            }
        }
    }

    /// The reports of a case that is not to be played; nil for one that is.
    private func told(_ index: Int, _ playing: Playing) -> [CaseReport]? {
        if let reason = playing.subject.unsupported {
            return playing.reports(.unsupported, because: reason)
        }
        if let known = recall(index, playing) { return known }
        guard control.isCancelled else { return nil }
        return playing.reports(.inconclusive, because: "the run was interrupted")
    }
}

/// A case and the ways on which it is played; none where it calls nothing.
struct Playing: Sendable {
    var subject: Case
    var ways: [Way]

    /// How a case is to be played; nil where it makes sense on none of the ways asked for.
    init?(_ subject: Case, by globs: [Glob]) {
        self.subject = subject
        ways = []
        guard case .calls = subject.task, subject.unsupported == nil else { return }
        ways = subject.ways(matching: globs)
        if ways.isEmpty { return nil }
    }

    /// A case on these ways.
    init(_ subject: Case, ways: [Way]) {
        self.subject = subject
        self.ways = ways
    }

    /// How many reports there will be.
    var count: Int { max(1, ways.count) }

    /// The reports of a case that could not be played at all.
    func reports(_ verdict: Verdict, because reason: String) -> [CaseReport] {
        let ways = self.ways.isEmpty ? [nil] : self.ways.map(Optional.some)
        return ways.map { Judge.report(subject, by: $0, verdict, because: reason) }
    }
}

/// Says whether somebody asked the run to stop; lanes finish the case they are in.
package final class RunControl: Sendable {
    private let cancelled = Atomic<Bool>(false)

    package init() {}

    package var isCancelled: Bool { cancelled.load(ordering: .relaxed) }
    /// Lets the cases in hand end and starts no more.
    package func cancel() { cancelled.store(true, ordering: .relaxed) }
}

/// A thread that can be waited for; lanes block, so they do not run on the cooperative pool.
final class LaneThread: Sendable {
    private let done = DispatchSemaphore(value: 0)

    init(_ body: @escaping @Sendable () -> Void) {
        let done = self.done
        let thread = Thread {
            body()
            done.signal()
        }
        thread.stackSize = 8 << 20
        thread.start()
    }

    func join() { done.wait() }
}
