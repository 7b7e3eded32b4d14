import Glibc

/// A caller that sends exactly the bytes it is given, to any JSON-RPC server, and takes what comes
/// back, whatever that is. Nothing waits beyond the deadline it is given. It judges nothing.
package final class RawCaller {
    /// How much is taken from a server before it counts as a flood.
    package struct Limits: Sendable {
        /// Bytes of one message.
        package var messageBytes = 64 << 20
        /// Bytes of one head, of HTTP or of a frame.
        package var headBytes = 64 << 10
        /// Bytes that a program may write to its standard error before they are taken.
        package var complaintBytes = Int.max
        /// How long a program may take to end when asked to, once by the end of its input and once
        /// by a signal.
        package var grace: Duration = .milliseconds(500)
        /// What a program may use up; nil sets no limit.
        package var program: ProgramLimits?

        package init() {}
    }

    /// What came, or did not, before a deadline.
    package enum Arrival: Sendable {
        case reply(RawReply)
        /// Nothing whole came in time.
        case late
        /// The server has closed the connection or ended; the text says how.
        case ended(String)
        /// What came is no message and never will be; the text says why.
        case broken(String)
    }

    package let address: ServerAddress
    private let limits: Limits
    private let headers: [(name: String, value: String)]
    private let environment: [String: String]
    private var channel: ByteChannel?
    private var stream: any MessageStream
    private var program: ChildProgram?
    private var fault: String?
    private var complaintsBefore: [UInt8] = []

    /// Headers go with each HTTP request and each handshake; a program sees this environment.
    package init(
        _ address: ServerAddress, headers: [(name: String, value: String)] = [],
        environment: [String: String] = [:], limits: Limits = Limits()
    ) {
        self.address = address
        self.headers = headers
        self.environment = environment
        self.limits = limits
        stream = Self.stream(address, headers, limits)
    }

    deinit { close() }

    /// Whether there is a connection, or a program, that has not ended as far as is known.
    package var isOpen: Bool { channel != nil && channel?.end == nil && fault == nil }

    /// Whether more came than the limits allow.
    package var isFlooded: Bool { channel?.end == .flooded }

    /// What the program has written to its standard error, as far as it is kept.
    package var complaints: String {
        String(decoding: complaintsBefore + (channel?.complaintBytes ?? []), as: UTF8.self)
    }

    /// What the program has written to its standard error since this was last asked.
    package func takeComplaints() -> String {
        let bytes = complaintsBefore + (channel?.takeComplaints() ?? [])
        complaintsBefore = []
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Connects or starts anew; what was open is closed before.
    package func open(until deadline: ContinuousClock.Instant) throws(SocketFault) {
        close()
        fault = nil
        stream = Self.stream(address, headers, limits)
        let limit = limits.messageBytes + limits.headBytes
        switch address.place {
        case .tcp(let host, let port):
            let socket = try Socket.connect(host: host, port: port, until: deadline)
            channel = ByteChannel(input: socket, output: socket, limit: limit)
        case .unix(let path):
            let socket = try Socket.connect(path: path, until: deadline)
            channel = ByteChannel(input: socket, output: socket, limit: limit)
        case .process(let words):
            let child = try ChildProgram(
                words, environment: environment, limits: limits.program)
            program = child
            channel = ByteChannel(
                input: child.output, output: child.input, complaints: child.complaints,
                limit: limit, complaintLimit: limits.complaintBytes)
        }
        if case .webSocket(let target) = address.speech { try shakeHands(target, until: deadline) }
    }

    /// Closes the connection, ends the program and all that it started, and says how it ended.
    @discardableResult
    package func close() -> String? {
        if let channel {
            complaintsBefore = (complaintsBefore + channel.complaintBytes).suffix(1 << 16)
        }
        channel?.finishSending()
        let ending = program?.end(grace: limits.grace)
        program = nil
        channel = nil
        return ending
    }
}

// Messages.

extension RawCaller {
    /// Sends one message in the framing of the address; nil when all of it went out, else why not.
    package func send(
        _ message: [UInt8], until deadline: ContinuousClock.Instant
    ) -> String? {
        send(message, verb: "POST", headers: [], until: deadline)
    }

    /// Sends one HTTP request with another verb or further headers; an empty value takes a usual
    /// header away. Elsewhere both mean nothing.
    package func send(
        _ message: [UInt8], verb: String, headers own: [(name: String, value: String)],
        until deadline: ContinuousClock.Instant
    ) -> String? {
        guard var http = stream as? HTTPStream else {
            return sendBytes(stream.wrapped(message), until: deadline)
        }
        let names = Set(own.map { $0.name.lowercased() })
        http.verb = verb
        http.headers = http.headers.filter { !names.contains($0.name.lowercased()) } + own
        let bytes = http.wrapped(message)
        http.headers = headers
        stream = http
        return sendBytes(bytes, until: deadline)
    }

    /// Sends bytes as they are, without any framing; nil when all of them went out, else why not.
    package func sendBytes(
        _ bytes: [UInt8], until deadline: ContinuousClock.Instant
    ) -> String? {
        guard let channel else { return "there is no connection" }
        switch channel.send(bytes, until: deadline) {
        case .more: return nil
        case .late: return "the server did not take \(bytes.count) bytes in time"
        case .ended: return ending(channel)
        }
    }

    /// The next message, in the order in which they come.
    package func receive(until deadline: ContinuousClock.Instant) -> Arrival {
        guard let channel else { return .ended("there is no connection") }
        if let fault { return .broken(fault) }
        while true {
            do throws(StreamFault) {
                let reply = try stream.next(&channel.intake, isLast: channel.end == .closed)
                let reaction = stream.takeReaction()
                if !reaction.isEmpty { _ = channel.send(reaction, until: deadline) }
                if let reply { return finish(reply) }
            } catch {
                _ = channel.send(stream.takeReaction(), until: deadline)
                fault = error.description
                return .broken(error.description)
            }
            if channel.end != nil { return .ended(ending(channel)) }
            if channel.fill(until: deadline) == .late { return .late }
        }
    }

    /// Whether the server has ended the connection by now, with nothing left to take.
    package func hasEnded() -> Bool {
        guard let channel else { return true }
        if channel.end == nil, channel.intake.isEmpty { _ = channel.fill(until: .now) }
        return channel.end != nil && channel.intake.isEmpty
    }

    /// Says that nothing more will be sent, and goes on receiving.
    package func finishSending() { channel?.finishSending() }

    /// A response that ends its connection leaves none to send the next request on.
    private func finish(_ reply: RawReply) -> Arrival {
        if let http = stream as? HTTPStream, http.isLast { fault = "the response was the last one" }
        return .reply(reply)
    }

    private func ending(_ channel: ByteChannel) -> String {
        switch channel.end {
        case .flooded: return "more came than \(limits.messageBytes) bytes at once"
        case .reset: return "the server reset the connection"
        case .closed, nil:
            if program != nil {
                return "the program ended: "
                    + (program?.end(grace: limits.grace) ?? "nobody knows how")
            }
            return "the server closed the connection"
        }
    }

    private func shakeHands(
        _ target: String, until deadline: ContinuousClock.Instant
    ) throws(SocketFault) {
        let hello = WebSocketStream.handshake(
            target: target, host: Self.host(address), headers: headers)
        if let why = sendBytes(hello, until: deadline) {
            throw SocketFault("no handshake with '\(address)'", because: why)
        }
        guard let channel else { return }
        while channel.intake.headEnd(within: limits.headBytes) == nil {
            guard channel.intake.count <= limits.headBytes, channel.fill(until: deadline) == .more
            else {
                throw SocketFault("no handshake with '\(address)'", because: "it was not answered")
            }
        }
        let end = channel.intake.headEnd(within: limits.headBytes) ?? 0
        if let why = WebSocketStream.objection(to: channel.intake.take(end)) {
            throw SocketFault("no handshake with '\(address)'", because: why)
        }
    }

    private static func stream(
        _ address: ServerAddress, _ headers: [(name: String, value: String)], _ limits: Limits
    ) -> any MessageStream {
        switch address.speech {
        case .http(let target):
            HTTPStream(
                target: target, host: host(address), headers: headers,
                limit: limits.messageBytes, headLimit: limits.headBytes)
        case .webSocket: WebSocketStream(limit: limits.messageBytes)
        case .frames(.newline): NewlineStream(limit: limits.messageBytes)
        case .frames(.contentLength):
            ContentLengthStream(limit: limits.messageBytes, headLimit: limits.headBytes)
        }
    }

    private static func host(_ address: ServerAddress) -> String {
        guard case .tcp(let host, let port) = address.place else { return "localhost" }
        return (host.contains(":") ? "[\(host)]" : host) + ":\(port)"
    }
}
