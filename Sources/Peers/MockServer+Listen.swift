import Glibc
import JSONRPC

// Listening.

extension MockServer {
    /// Listens on an address and says which port it is; port 0 takes a free one.
    package func listenTCP(
        host: String = "127.0.0.1", port: UInt16 = 0, speaking speech: Speech = .http
    ) throws(SocketFault) -> UInt16 {
        let (descriptor, port) = try Socket.listenTCP(host: host, port: port)
        try serve(listener: descriptor, speaking: speech)
        return port
    }

    /// Listens on a Unix socket made at that path and removed when the server stops.
    package func listenUnix(
        path: String, speaking speech: Speech = .http
    ) throws(SocketFault) {
        let descriptor = try Socket.listenUnix(path: path)
        doors.keep(path)
        try serve(listener: descriptor, speaking: speech)
    }

    /// Serves a listening socket made elsewhere, which is closed when the server stops. Frames have
    /// no place for a token: where one is asked for, nobody may come in by them.
    package func serve(
        listener: Int32, speaking speech: Speech = .http
    ) throws(SocketFault) {
        _ = fcntl(listener, F_SETFL, fcntl(listener, F_GETFL) | O_NONBLOCK)
        let isGuarded = speech == .http || gate.token == nil
        if isGuarded, doors.open({ self.accept(from: listener, speaking: speech) }) { return }
        close(listener)
        throw isGuarded
            ? SocketFault("cannot serve a listening socket", errno: EAGAIN)
            : SocketFault("cannot listen for frames", because: "they cannot bear a token")
    }

    /// Serves one caller that writes to one descriptor and reads from another, until it says no
    /// more and has had its replies, or the server stops; the descriptors stay open.
    package func serve(
        input: Int32, output: Int32, speaking framing: Framing
    ) throws(SocketFault) {
        let visit = Visit(socket: nil)
        let over = Bell()
        let isBegun = visitors.begin(visit) { [self] in
            serve(Wire(input: input, output: output, limits: limits), framing, on: visit)
            over.ring()
        }
        guard isBegun else {
            throw SocketFault("cannot serve a pair of descriptors", errno: EAGAIN)
        }
        _ = Socket.wait([(over.descriptor, Int32(POLLIN))], until: nil)
    }

    /// Takes no more connections and no more requests, answers what has been asked, for so long at
    /// most, and stops.
    package func drain(atMost time: Duration) {
        doors.close()
        visitors.finish(atMost: time)
        stop()
    }

    /// Closes listeners and connections and returns when their threads are gone; once is enough.
    package func stop() {
        doors.stop()
        visitors.dismiss()
    }

    /// Lets this process have as many descriptors as the system lets it have at all.
    package static func raiseDescriptorLimit() {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
        limit.rlim_cur = limit.rlim_max
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
}

// Connections.

extension MockServer {
    /// Takes connections until the doors close.
    private func accept(from listener: Int32, speaking speech: Speech) {
        var spare = Self.makeSpare()
        defer {
            close(listener)
            close(spare)
        }
        let wanted = [(listener, Int32(POLLIN)), (doors.closing.descriptor, Int32(POLLIN))]
        var looks = 0
        while true {
            let seen = Socket.wait(wanted, until: nil)
            if seen[1] != 0 { return }
            if let descriptor = Socket.accept(listener) {
                looks = 0
                admit(descriptor, speaking: speech)
                continue
            }
            switch errno {
            case EAGAIN, ECONNABORTED, EINTR: continue
            // Whoever made the listener has shut it down.
            case EINVAL: return
            case EMFILE, ENFILE:
                // Out of descriptors: a silent caller gives up its own, or the new one is told.
                looks += 1
                if visitors.makeRoom() || looks < Self.looks { break }
                close(spare)
                if let descriptor = Socket.accept(listener) { turnAway(descriptor, speech) }
                spare = Self.makeSpare()
            default: break
            }
            pause()
        }
    }

    /// How often room is looked for: a caller who has its reply may not be seen to be silent yet.
    private static let looks = 4

    /// Lets a moment pass, unless the doors close.
    private func pause() {
        _ = Socket.wait(doors.closing.descriptor, for: Int32(POLLIN), atMost: .milliseconds(5))
    }

    /// A descriptor to give up when there is no other.
    private static func makeSpare() -> Int32 { open("/dev/null", O_RDONLY | O_CLOEXEC) }

    /// Gives a connection a thread of its own, or turns it away.
    private func admit(_ descriptor: Int32, speaking speech: Speech) {
        let visit = Visit(socket: descriptor)
        let serve: @Sendable () -> Void = { [self] in
            let wire = Wire(socket: descriptor, limits: limits)
            switch speech {
            case .http: HTTPConnection(wire, of: self, on: visit).run()
            case .frames(let framing): self.serve(wire, framing, on: visit)
            }
        }
        for _ in 0..<Self.looks {
            if visitors.begin(visit, serve) { return }
            pause()
        }
        turnAway(descriptor, speech)
    }

    private func turnAway(_ descriptor: Int32, _ speech: Speech) {
        if speech == .http {
            let reply = HTTPReply.bare(503)
            let bytes = reply.head(connection: "close") + reply.body
            _ = bytes.withUnsafeBytes { Socket.send($0, to: descriptor) }
        }
        close(descriptor)
    }

    private func serve(_ wire: Wire, _ framing: Framing, on visit: Visit) {
        let codec: any MessageCodec =
            switch framing {
            case .newline: LineCodec(limit: limits.bodyBytes)
            case .contentLength:
                LengthCodec(limit: limits.bodyBytes, headLimit: limits.headBytes)
            }
        MessageConnection(wire, codec, .frames, of: self, on: visit).run()
    }
}
