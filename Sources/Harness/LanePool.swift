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

    /// Plays every case; `tell` is called once for each, in order, from one thread at a time.
    func play(_ cases: [Case], tell: @escaping @Sendable (Int, CaseReport) -> Void) {
        let queue = CaseQueue(cases, tell: tell)
        let lanes = max(1, min(jobs, cases.count))
        let threads = (0..<lanes).map { number in
            LaneThread { self.work(lane: number, queue) }
        }
        for thread in threads { thread.join() }
    }

    private func work(lane number: Int, _ queue: CaseQueue) {
        do {
            let directory = try scratch.directory("lane-\(number)")
            let lane = Lane(staged, settings, directory: directory)
            while let (index, subject) = queue.next() {
                queue.finish(index, report(subject, on: lane))
            }
        } catch {
            while let (index, subject) = queue.next() {
                queue.finish(
                    index, Judge.report(subject, .inconclusive, because: error.description))
            }
        }
    }

    private func report(_ subject: Case, on lane: Lane) -> CaseReport {
        if let reason = subject.unsupported {
            return Judge.report(subject, .unsupported, because: reason)
        }
        if control.isCancelled {
            return Judge.report(subject, .inconclusive, because: "the run was interrupted")
        }
        do {
            return try lane.play(subject)
        } catch {
            return Judge.report(subject, .inconclusive, because: error.description)
        }
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

/// Hands out cases in order and tells their reports in order, however the lanes finish.
private final class CaseQueue: Sendable {
    private struct State {
        var next = 0
        var told = 0
        var finished: [Int: CaseReport] = [:]
    }

    private let cases: [Case]
    private let tell: @Sendable (Int, CaseReport) -> Void
    private let state = Mutex(State())

    init(_ cases: [Case], tell: @escaping @Sendable (Int, CaseReport) -> Void) {
        self.cases = cases
        self.tell = tell
    }

    func next() -> (Int, Case)? {
        state.withLock { state in
            guard state.next < cases.count else { return nil }
            defer { state.next += 1 }
            return (state.next, cases[state.next])
        }
    }

    func finish(_ index: Int, _ report: CaseReport) {
        state.withLock { state in
            state.finished[index] = report
            while let report = state.finished.removeValue(forKey: state.told) {
                tell(state.told, report)
                state.told += 1
            }
        }
    }
}

/// A thread that can be waited for; lanes block, so they do not run on the cooperative pool.
private final class LaneThread: Sendable {
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
