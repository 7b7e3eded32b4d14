import Dispatch
import Glibc
import Harness

/// Ctrl-C and SIGTERM, handed to whoever can stop in good order.
enum Interrupt {
    /// Lets the run finish the cases in hand and report what was judged so far; a second signal
    /// ends the process at once.
    static func forward(to control: RunControl) {
        watch {
            if control.isCancelled {
                Scratch.removeAll()
                _exit(130)
            }
            control.cancel()
        }
    }

    /// Ends the process at the first signal, in good order.
    static func end(by abandon: @escaping @Sendable (_ status: Int32) -> Void) {
        watch { abandon(130) }
    }

    /// Counts the signals from now on, for a `wait` later.
    static func arrivals() -> DispatchSemaphore {
        let arrived = DispatchSemaphore(value: 0)
        watch { arrived.signal() }
        return arrived
    }

    /// Returns at the first arrival, or when the work beside it is done; looks round meanwhile.
    static func wait(
        for arrived: DispatchSemaphore, alongside work: (@Sendable () -> Void)?,
        lookingRound look: () -> Void
    ) {
        if let work {
            DispatchQueue.global().async {
                work()
                arrived.signal()
            }
        }
        while arrived.wait(timeout: .now() + .milliseconds(300)) == .timedOut { look() }
    }

    /// Calls `body` on another thread for each SIGINT and SIGTERM from now on. The handler writes
    /// to a pipe and stands when this returns, so that no signal is lost, as one is that comes
    /// while a dispatch source for signals starts; and programs that we start get theirs as ever.
    private static func watch(_ body: @escaping @Sendable () -> Void) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        let source = DispatchSource.makeReadSource(fileDescriptor: ends[0], queue: .global())
        source.setEventHandler { [reading = ends[0]] in
            var byte: UInt8 = 0
            if read(reading, &byte, 1) == 1 { body() }
        }
        source.resume()
        listener = source
        bell = ends[1]
        for number in [SIGINT, SIGTERM] {
            signal(number) { _ in
                let before = errno
                var byte: UInt8 = 0
                _ = write(Interrupt.bell, &byte, 1)
                errno = before
            }
        }
    }

    nonisolated(unsafe) private static var listener: (any DispatchSourceRead)?
    nonisolated(unsafe) private static var bell: Int32 = -1
}
