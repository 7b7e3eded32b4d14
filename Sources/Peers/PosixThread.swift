import Glibc

/// A thread of the operating system that somebody will join. Every signal is blocked in it: signals
/// belong to the thread that started the program.
struct PosixThread: Sendable {
    private let handle: pthread_t

    /// Room for the deepest JSON that a reader lets through, in a build without optimisation.
    private static let stackBytes = 4 << 20

    private final class Job {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }

    /// Starts a thread, or says nil when the system has none to give.
    static func start(_ body: @escaping @Sendable () -> Void) -> PosixThread? {
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        defer { pthread_attr_destroy(&attributes) }
        pthread_attr_setstacksize(&attributes, stackBytes)

        var all = sigset_t()
        var before = sigset_t()
        sigfillset(&all)
        pthread_sigmask(SIG_SETMASK, &all, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }

        let job = Unmanaged.passRetained(Job(body))
        var handle = pthread_t()
        let status = pthread_create(
            &handle, &attributes,
            { job in
                if let job { Unmanaged<Job>.fromOpaque(job).takeRetainedValue().body() }
                return nil
            }, job.toOpaque())
        guard status == 0 else {
            job.release()
            return nil
        }
        return PosixThread(handle: handle)
    }

    /// Waits until the body has returned and the thread is gone; once per thread.
    func join() { pthread_join(handle, nil) }
}
