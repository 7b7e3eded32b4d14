import CSystem
import Glibc

/// The service that a client on a stream talks with, which says and does what it is told. It judges
/// nothing, and nothing waits beyond its deadline.
package final class StreamPeer {
    /// What carries the messages.
    package enum Carrier: Sendable {
        /// A child process of the client's, which has handed over its standard streams.
        case child(Framing)
        case webSocket
        /// The client's own service in the same program, which passes frames on.
        case memory
    }

    /// What came, or did not, before a deadline.
    package enum Arrival: Sendable {
        case message([UInt8])
        /// Nothing whole came in time.
        case late
        /// The client has closed the connection; the text says how.
        case ended(String)
        /// What came is no message and never will be.
        case broken(String)
    }

    package let carrier: Carrier
    /// The Unix socket at which a child or a service in the client's program reports.
    package let path: String
    /// The port of a WebSocket.
    package let port: UInt16
    /// The target and the authorizations of the request that opened a WebSocket.
    package private(set) var greeting: (target: String, authorizations: [String])?
    private let listener: Int32
    private var control: Int32 = -1
    private var channel: ByteChannel?
    private var complaints: ByteChannel?
    private var codec: any MessageCodec

    private static let limit = 64 << 20
    private static let headLimit = 64 << 10
    private static let deaf: UInt8 = 255
    /// How long the client may take for the carrier's own business, such as a handshake.
    private static let patience = Duration.seconds(2)

    /// Waits for a client at a path where nothing is yet, or at a port of its own.
    package init(_ carrier: Carrier, path: String) throws(SocketFault) {
        self.carrier = carrier
        self.path = path
        codec = Self.codec(carrier)
        if case .webSocket = carrier {
            (listener, port) = try Socket.listenTCP(host: "127.0.0.1", port: 0)
        } else {
            listener = try Socket.listenUnix(path: path)
            port = 0
            chmod(path, 0o666)
        }
    }

    deinit {
        for descriptor in [listener, control] where descriptor >= 0 { close(descriptor) }
        if port == 0 { unlink(path) }
    }

    private static func codec(_ carrier: Carrier) -> any MessageCodec {
        switch carrier {
        case .child(.newline): LineCodec(limit: limit)
        case .child(.contentLength), .memory: LengthCodec(limit: limit, headLimit: headLimit)
        case .webSocket: WebSocketCodec(limit: limit)
        }
    }

    /// Whether a client is connected, as far as is known.
    package var isConnected: Bool { channel != nil }

    /// Takes the next client, and lets the one go that was there; false when none has come.
    package func accept(until deadline: ContinuousClock.Instant) throws(SocketFault) -> Bool {
        let left = ContinuousClock.now.duration(to: deadline)
        guard Socket.wait(listener, for: Int32(POLLIN), atMost: max(.zero, left)) != 0,
            let connection = Socket.accept(listener)
        else { return false }
        letGo()
        codec = Self.codec(carrier)
        guard case .child = carrier else {
            Socket.sendAtOnce(connection)
            let opened = ByteChannel(
                input: connection, output: connection, limit: Self.limit + Self.headLimit)
            if case .webSocket = carrier {
                guard shakeHands(opened, until: .now + Self.patience) else { return false }
            }
            channel = opened
            return true
        }
        control = connection
        let streams = (0..<3).map { _ in csystem_receive_descriptor(connection) }
        guard streams.allSatisfy({ $0 >= 0 }) else {
            throw SocketFault("a child has handed over no streams", because: "it ended early")
        }
        channel = ByteChannel(
            input: streams[0], output: streams[1], limit: Self.limit + Self.headLimit)
        complaints = ByteChannel(input: -1, output: streams[2], limit: 0)
        return true
    }

    private func letGo() {
        channel = nil
        complaints = nil
        if control >= 0 { close(control) }
        control = -1
    }

    private func shakeHands(
        _ opened: ByteChannel, until deadline: ContinuousClock.Instant
    ) -> Bool {
        while opened.intake.headEnd(within: Self.headLimit) == nil {
            guard opened.fill(until: deadline) == .more else { return false }
        }
        let bytes = opened.intake.take(opened.intake.headEnd(within: Self.headLimit) ?? 0)
        guard let head = try? HTTPHead.parse(bytes[...]) else { return false }
        let line = String(decoding: bytes.prefix { $0 != 0x0D }, as: UTF8.self)
        let target = line.split(separator: " ").dropFirst().first.map(String.init) ?? ""
        greeting = (target, head.fields.authorizations)
        let reply = WebSocketHandshake.answer(head, subprotocols: [])
        return opened.send(reply.head(connection: "Upgrade"), until: deadline) == .more
            && reply.status == 101
    }
}

// Messages.

extension StreamPeer {
    /// The next message of the client.
    package func hear(until deadline: ContinuousClock.Instant) -> Arrival {
        guard let channel else { return .ended("nobody is connected") }
        while true {
            do throws(CodecFault) {
                var parcel = try codec.next(&channel.intake)
                if parcel == nil, channel.end != nil {
                    parcel = try codec.finish(&channel.intake)
                }
                switch parcel {
                case .message(let text): return .message(text)
                case .control(let reply):
                    _ = channel.send(reply, until: .now + Self.patience)
                    continue
                case .farewell(let reply):
                    _ = channel.send(reply, until: .now + Self.patience)
                    // Who was greeted last ends the connection (RFC 6455, §7.1.1).
                    self.channel = nil
                    return .ended("the client said goodbye")
                case nil: break
                }
            } catch {
                return .broken(error.reason)
            }
            if channel.end != nil { return .ended("the client closed the connection") }
            if channel.fill(until: deadline) == .late { return .late }
        }
    }

    /// Says a message; nil when all of it was taken, else why not.
    package func say(_ text: [UInt8], until deadline: ContinuousClock.Instant) -> String? {
        guard let channel else { return "nobody is connected" }
        switch channel.send(codec.framed(text), until: deadline) {
        case .more: return nil
        case .late: return "the client does not take a message of \(text.count) bytes"
        case .ended: return "the client has closed the connection"
        }
    }

    /// Writes so many bytes to the standard error that the client gave its child; nil when all of
    /// them were taken, else why not.
    package func complain(_ count: Int, until deadline: ContinuousClock.Instant) -> String? {
        guard let complaints else { return "the peer is no child process" }
        let line = Array("the service says that something is not as it should be\n".utf8)
        var written = 0
        while written < count {
            let piece = Array(line.prefix(count - written))
            switch complaints.send(piece, until: deadline) {
            case .more: written += piece.count
            case .late:
                return "the client took \(written) of \(count) bytes of its child's standard error"
            case .ended: return "the client has closed its child's standard error"
            }
        }
        return nil
    }
}

// Life and death.

extension StreamPeer {
    /// Ends as a service that goes away, a child with this status.
    package func hangUp(status: UInt8) {
        if control >= 0 { _ = write(control, [status], 1) }
        channel = nil
        complaints = nil
    }

    /// Has the child outlive the end of its input, and SIGTERM; false where there is none.
    package func beDeaf(until deadline: ContinuousClock.Instant) -> Bool {
        guard control >= 0, write(control, [Self.deaf], 1) == 1 else { return false }
        let left = max(.zero, ContinuousClock.now.duration(to: deadline))
        var answer: UInt8 = 0
        return Socket.wait(control, for: Int32(POLLIN), atMost: left) != 0
            && read(control, &answer, 1) == 1
    }

    /// Whether the child has ended by then, or the client has ended the connection.
    package func isGone(by deadline: ContinuousClock.Instant) -> Bool {
        guard control >= 0 else {
            while true {
                switch hear(until: deadline) {
                case .message: continue
                case .late: return false
                case .ended, .broken: return true
                }
            }
        }
        let left = max(.zero, ContinuousClock.now.duration(to: deadline))
        var answer: UInt8 = 0
        guard Socket.wait(control, for: Int32(POLLIN), atMost: left) != 0,
            read(control, &answer, 1) <= 0
        else { return false }
        // Its streams end with a child; ours are copies that would keep them open.
        channel = nil
        complaints = nil
        return true
    }
}
