import Glibc

/// Bytes to and from a peer. Nothing waits beyond its deadline, and whatever the peer says while we
/// speak is taken, so that two full pipes cannot hold each other up.
final class ByteChannel {
    /// Why no more bytes will come.
    enum End: Equatable {
        case closed, reset
        /// More came than anybody asked for.
        case flooded
    }

    /// How waiting ended.
    enum Progress { case more, ended, late }

    private(set) var end: End?
    var intake = Intake()
    private let input: Int32
    private var output: Int32
    /// Whether both ways are one descriptor, which is then closed once.
    private let isSocket: Bool
    /// The standard error of a program, or -1; it is read so that nobody blocks on it.
    private var complaints: Int32
    private(set) var complaintBytes: [UInt8] = []
    /// Bytes of complaints that have come since they were last taken.
    private var complaintCount = 0
    /// Bytes that may lie here untaken.
    private let limit: Int
    /// Bytes of complaints that may come untaken; more are a flood.
    private let complaintLimit: Int
    private let scratch = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)

    /// Of a program's standard error, so many bytes are kept.
    private static let keptComplaints = 64 << 10

    /// Writing to a pipe that nobody reads is an error here, never the end of this process.
    private static let ignoresBrokenPipes: Void = { signal(SIGPIPE, SIG_IGN) }()

    init(
        input: Int32, output: Int32, complaints: Int32 = -1, limit: Int,
        complaintLimit: Int = .max
    ) {
        _ = Self.ignoresBrokenPipes
        self.input = input
        self.output = output
        isSocket = input == output
        self.complaints = complaints
        self.limit = limit
        self.complaintLimit = complaintLimit
        for descriptor in [input, output, complaints] where descriptor >= 0 {
            _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
        }
    }

    deinit {
        close(input)
        if !isSocket, output >= 0 { close(output) }
        if complaints >= 0 { close(complaints) }
        scratch.deallocate()
    }

    /// Sends all of the bytes; `ended` when the peer takes no more, `late` at the deadline.
    func send(_ bytes: [UInt8], until deadline: ContinuousClock.Instant) -> Progress {
        var sent = 0
        while sent < bytes.count {
            guard output >= 0, end != .reset, end != .flooded else { return .ended }
            let events = poll(writing: true, until: deadline)
            if events.isLate { return .late }
            if events.canRead { take() }
            guard events.canWrite else { continue }
            let count = bytes.withUnsafeBytes { buffer in
                Glibc.write(output, buffer.baseAddress.map { $0 + sent }, buffer.count - sent)
            }
            if count > 0 {
                sent += count
            } else if errno != EAGAIN && errno != EINTR {
                take()
                return .ended
            }
        }
        return .more
    }

    /// Waits for more bytes.
    func fill(until deadline: ContinuousClock.Instant) -> Progress {
        let before = intake.count
        while end == nil {
            let events = poll(writing: false, until: deadline)
            if events.isLate { return .late }
            if events.canRead { take() }
            if intake.count > before { return .more }
        }
        return .ended
    }

    /// Says that nothing more will be sent.
    func finishSending() {
        if isSocket {
            shutdown(output, Int32(SHUT_WR))
        } else if output >= 0 {
            close(output)
            output = -1
        }
    }

    /// What was complained since it was last asked for, and whatever has come of it by now.
    func takeComplaints() -> [UInt8] {
        if complaints >= 0 { _ = poll(writing: false, until: .now) }
        defer { (complaintBytes, complaintCount) = ([], 0) }
        return complaintBytes
    }

    private struct Events {
        var canRead = false
        var canWrite = false
        var isLate = false
    }

    private func poll(writing: Bool, until deadline: ContinuousClock.Instant) -> Events {
        let inward = Int16(POLLIN)
        var items = [
            pollfd(fd: end == nil ? input : -1, events: inward, revents: 0),
            pollfd(fd: writing ? output : -1, events: Int16(POLLOUT), revents: 0),
            pollfd(fd: complaints, events: inward, revents: 0),
        ]
        let left = ContinuousClock.now.duration(to: deadline)
        let count = Glibc.poll(&items, 3, max(.zero, left).milliseconds)
        if count < 0 { return Events() }
        if items[2].revents != 0 { hear() }
        return Events(
            canRead: items[0].revents != 0, canWrite: items[1].revents != 0,
            isLate: count == 0 && ContinuousClock.now >= deadline)
    }

    private func take() {
        guard end == nil else { return }
        let count = Glibc.read(input, scratch.baseAddress, scratch.count)
        if count > 0 {
            intake.append(UnsafeRawBufferPointer(rebasing: scratch[..<count]))
            if intake.count > limit { end = .flooded }
        } else if count == 0 {
            end = .closed
        } else if errno != EAGAIN && errno != EINTR {
            end = errno == ECONNRESET ? .reset : .closed
        }
    }

    private func hear() {
        let count = Glibc.read(complaints, scratch.baseAddress, scratch.count)
        if count > 0 {
            complaintCount += count
            if complaintCount > complaintLimit { end = .flooded }
            let room = max(0, Self.keptComplaints - complaintBytes.count)
            complaintBytes += scratch[..<min(count, room)]
        } else if count == 0 || (errno != EAGAIN && errno != EINTR) {
            close(complaints)
            complaints = -1
        }
    }
}
