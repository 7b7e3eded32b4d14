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

    /// Returns at the first signal, or when the work beside it is done; looks round meanwhile.
    static func wait(alongside work: (@Sendable () -> Void)?, lookingRound look: () -> Void) {
        let arrived = DispatchSemaphore(value: 0)
        watch { arrived.signal() }
        if let work {
            DispatchQueue.global().async {
                work()
                arrived.signal()
            }
        }
        while arrived.wait(timeout: .now() + .milliseconds(300)) == .timedOut { look() }
    }

    /// Calls `body` on another thread for each SIGINT and SIGTERM from now on.
    private static func watch(_ body: @escaping @Sendable () -> Void) {
        for number in [SIGINT, SIGTERM] {
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler(handler: body)
            source.resume()
            sources.append(source)
        }
    }

    nonisolated(unsafe) private static var sources: [any DispatchSourceSignal] = []
}
