import Glibc
import Synchronization

/// A thread of a test; the pool that runs tests is too small for tests that wait for each other.
final class TestThread: Sendable {
    private let handle: pthread_t

    private final class Job: Sendable {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }

    init(_ body: @escaping @Sendable () -> Void) {
        var handle = pthread_t()
        let job = Unmanaged.passRetained(Job(body))
        pthread_create(
            &handle, nil,
            { job in
                if let job { Unmanaged<Job>.fromOpaque(job).takeRetainedValue().body() }
                return nil
            }, job.toOpaque())
        self.handle = handle
    }

    func join() { pthread_join(handle, nil) }
}

extension Atomic where Value == Int {
    /// One more.
    func add() { _ = wrappingAdd(1, ordering: .relaxed) }
}

/// SplitMix64: the same numbers in every run.
struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
