import CSystem
import Glibc

/// Waits for one frame on a descriptor while it drains two streams, of which it keeps a beginning.
struct Reception {
    enum Event {
        case message(Frame)
        /// The writers are gone, or what they wrote is no frame.
        case closed
        case deadline
    }

    private var source: Int32
    private var streams: [Int32]
    private var received: [UInt8] = []
    private var chunk = [UInt8](repeating: 0, count: 64 << 10)
    private(set) var output = GuestOutput()

    /// A reception of one frame from `source`; negative streams are left out.
    init(from source: Int32, standard: Int32 = -1, error: Int32 = -1) {
        self.source = source
        streams = [standard, error]
    }

    /// Waits until the frame is complete, or until `deadline`; may be called again after that.
    mutating func wait(until deadline: ContinuousClock.Instant) -> Event {
        while true {
            let left = deadline - .now
            let ready = poll(for: max(left, .zero))
            for index in streams.indices where ready[index + 1] { drain(index) }
            if ready[0], let event = receive() {
                // A source that has ended stays ready for ever.
                if case .closed = event { source = -1 }
                return event
            }
            if left <= .zero && !ready[0] { return .deadline }
        }
    }

    /// Takes what the streams hold by now, without waiting for more than they can hold at once.
    mutating func drain() {
        for _ in 0..<64 {
            let ready = poll(for: .zero, streamsOnly: true)
            guard ready.contains(true) else { return }
            for index in streams.indices where ready[index + 1] { drain(index) }
        }
    }

    private func poll(for time: Duration, streamsOnly: Bool = false) -> [Bool] {
        var entries = ([streamsOnly ? -1 : source] + streams).map {
            pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
        }
        let limit = min(time.milliseconds, 60_000)
        guard Glibc.poll(&entries, nfds_t(entries.count), Int32(limit)) > 0 else {
            return entries.map { _ in false }
        }
        return entries.map { $0.fd >= 0 && $0.revents != 0 }
    }

    private mutating func drain(_ index: Int) {
        let count = read(streams[index], &chunk, chunk.count)
        // A stream that has ended stays ready for ever: it is left out from here on.
        if count == 0 { streams[index] = -1 }
        guard count > 0 else { return }
        if index == 0 {
            output.standard.append(chunk[..<count])
        } else {
            output.error.append(chunk[..<count])
        }
    }

    /// Reads on, never past the frame: what follows may carry a descriptor.
    private mutating func receive() -> Event? {
        var wanted = Frame.headerSize - received.count
        if received.count >= Frame.headerSize {
            guard let size = payloadSize else { return .closed }
            wanted += size
        }
        let count = read(source, &chunk, min(wanted, chunk.count))
        if count < 0 { return errno == EINTR || errno == EAGAIN ? nil : .closed }
        if count == 0 { return .closed }
        received.append(contentsOf: chunk[..<count])
        return completed
    }

    private var payloadSize: Int? {
        var header = MessageReader(Array(received.prefix(Frame.headerSize)))
        return header.integer().flatMap { $0 <= UInt64(Frame.limit) ? Int($0) : nil }
    }

    private var completed: Event? {
        guard received.count >= Frame.headerSize else { return nil }
        guard let size = payloadSize else { return .closed }
        guard received.count == Frame.headerSize + size else { return nil }
        var header = MessageReader(Array(received.prefix(Frame.headerSize)))
        _ = header.integer()
        let number = header.integer() ?? 0
        return .message(Frame(number: number, payload: Array(received.dropFirst(Frame.headerSize))))
    }
}

extension Duration {
    /// Whole milliseconds, rounded up, so that a wait never ends just before its deadline.
    var milliseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
    }
}

/// Sends everything over a socket, or gives up at the deadline or when its reader is gone. A socket
/// that is to keep the deadline must not block.
func sendAll(
    _ bytes: [UInt8], over socket: Int32, until deadline: ContinuousClock.Instant? = nil
) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
        let left = deadline.map { $0 - .now }
        if let left, left <= .zero { return false }
        var entry = pollfd(fd: socket, events: Int16(POLLOUT), revents: 0)
        let limit = left.map { Int32(min($0.milliseconds, 60_000)) } ?? -1
        guard poll(&entry, 1, limit) > 0 else { continue }
        let count = rest.withUnsafeBytes {
            send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
        if count < 0 && errno != EINTR && errno != EAGAIN { return false }
        rest = rest.dropFirst(max(count, 0))
    }
    return true
}
