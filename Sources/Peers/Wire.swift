import Glibc

/// The bytes of one connection, both ways: a socket, or two descriptors of any kind. It knows
/// nothing of what they mean.
final class Wire {
    let input: Int32
    let output: Int32
    private let isSocket: Bool
    private let limits: MockLimits
    /// What has come and has not been taken.
    var intake = Intake()
    /// What is ready to go; it leaves before anything more is waited for.
    var outgoing: [UInt8] = []
    /// Whether the caller will send nothing more.
    private(set) var hasEnded = false
    private let scratch = UnsafeMutableRawBufferPointer.allocate(
        byteCount: 64 << 10, alignment: 16)

    /// How waiting for bytes ended.
    enum Reading { case more, ended, late }

    /// How long a caller may go on talking after the last reply before the connection is cut: cut
    /// at once, it could lose the reply as well.
    private static let lingering: Duration = .seconds(1)
    /// What a pipe that can be written to at all takes without blocking.
    private static let pipeBytes = 4096

    /// A connected socket.
    init(socket: Int32, limits: MockLimits) {
        input = socket
        output = socket
        isSocket = true
        self.limits = limits
        Socket.configure(socket, receive: limits.idle, send: limits.transfer)
    }

    /// Two descriptors, such as standard input and output.
    init(input: Int32, output: Int32, limits: MockLimits) {
        self.input = input
        self.output = output
        isSocket = false
        self.limits = limits
    }

    deinit { scratch.deallocate() }

    /// Takes what has come, or waits for it; a socket waits for the idle time at most.
    func read() -> Reading {
        guard !hasEnded else { return .ended }
        while true {
            let count =
                isSocket
                ? recv(input, scratch.baseAddress, scratch.count, 0)
                : Glibc.read(input, scratch.baseAddress, scratch.count)
            if count > 0 {
                intake.append(UnsafeRawBufferPointer(rebasing: scratch[..<count]))
                return .more
            }
            if count < 0 && errno == EINTR { continue }
            if count < 0 && errno == EAGAIN { return .late }
            hasEnded = true
            return .ended
        }
    }

    /// As `read`, but waits no longer than that moment.
    func read(until end: ContinuousClock.Instant) -> Reading {
        guard !hasEnded else { return .ended }
        let left = ContinuousClock.now.duration(to: end)
        return Socket.wait(input, for: Int32(POLLIN), atMost: left) == 0 ? .late : read()
    }

    /// How waiting for several things ended.
    enum Awaited { case readable, gone, bell, late }

    /// Waits for bytes, if they are wanted, until a moment, if there is one, or until a bell rings.
    func await(
        reading: Bool, until end: ContinuousClock.Instant?, or bell: Bell
    ) -> Awaited {
        // The hang-up of a pipe says no more than its end, which is known by then.
        let source = reading || isSocket ? input : -1
        let items = [(source, reading ? Int32(POLLIN) : 0), (bell.descriptor, Int32(POLLIN))]
        let seen = Socket.wait(items, until: end)
        if seen[1] != 0 { return .bell }
        if seen[0] != 0 { return reading ? .readable : .gone }
        return .late
    }

    /// Sends what is ready; false when nobody takes it in time.
    func flush() -> Bool {
        guard !outgoing.isEmpty else { return true }
        let isSent = outgoing.withUnsafeBytes { isSocket ? Socket.send($0, to: output) : write($0) }
        outgoing.removeAll(keepingCapacity: outgoing.capacity <= 1 << 20)
        return isSent
    }

    /// Nobody here may make a descriptor that others share stop blocking: a piece at a time, each
    /// once there is room for it.
    private func write(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var rest = bytes
        while !rest.isEmpty {
            let seen = Socket.wait(output, for: Int32(POLLOUT), atMost: limits.transfer)
            guard seen & Int32(POLLOUT) != 0 else { return false }
            let count = Glibc.write(output, rest.baseAddress, min(rest.count, Self.pipeBytes))
            if count < 0 && (errno == EINTR || errno == EAGAIN) { continue }
            guard count > 0 else { return false }
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
        return true
    }

    /// Says that nothing more will come and waits for the caller to say so too; what still comes is
    /// handed over.
    func linger(_ take: ([UInt8]) -> Void = { _ in }) {
        guard isSocket, !hasEnded, shutdown(output, Int32(SHUT_WR)) == 0 else { return }
        let end = ContinuousClock.now + Self.lingering
        while read(until: end) == .more { take(intake.take()) }
    }

    /// Writes so many bytes to standard error, where both descriptors are this program's streams.
    func complain(_ count: Int) {
        guard !isSocket else { return }
        let line = Array("assay: this line is noise, of which there is a flood\n".utf8)
        let noise = (0..<count).map { line[$0 % line.count] }
        noise.withUnsafeBytes { bytes in
            var rest = bytes
            while !rest.isEmpty {
                let written = Glibc.write(STDERR_FILENO, rest.baseAddress, rest.count)
                if written < 0 && errno == EINTR { continue }
                guard written > 0 else { return }
                rest = UnsafeRawBufferPointer(rebasing: rest[written...])
            }
        }
    }

    /// Makes the end of the connection a reset instead of an orderly one.
    func resetOnClose() {
        if isSocket { Socket.resetOnClose(output) }
    }
}
