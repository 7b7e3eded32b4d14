import Glibc

/// Why a socket could not be had; the surroundings' fault, never a subject's.
package struct SocketFault: Error, Sendable, CustomStringConvertible {
    /// One phrase in the house wording.
    package let description: String

    init(_ action: String, errno code: Int32 = errno) {
        description = "\(action): \(String(cString: strerror(code)))"
    }

    init(_ action: String, because reason: String) { description = "\(action): \(reason)" }
}

/// The few things done to a socket, none of which can raise SIGPIPE or survive an exec.
enum Socket {
    /// A listening TCP socket and the port it got. The host is an address of either family or
    /// `localhost`, which is 127.0.0.1.
    static func listenTCP(
        host: String, port: UInt16
    ) throws(SocketFault) -> (descriptor: Int32, port: UInt16) {
        var four = sockaddr_in()
        var six = sockaddr_in6()
        if inet_pton(AF_INET, host == "localhost" ? "127.0.0.1" : host, &four.sin_addr) == 1 {
            four.sin_family = sa_family_t(AF_INET)
            four.sin_port = port.bigEndian
            let descriptor = try listen(AF_INET, at: &four, named: "\(host):\(port)")
            return (descriptor, UInt16(bigEndian: own(descriptor, &four).sin_port))
        }
        guard inet_pton(AF_INET6, host, &six.sin6_addr) == 1 else {
            throw SocketFault("'\(host)' is not an address to listen on", errno: EINVAL)
        }
        six.sin6_family = sa_family_t(AF_INET6)
        six.sin6_port = port.bigEndian
        let descriptor = try listen(AF_INET6, at: &six, named: "[\(host)]:\(port)")
        return (descriptor, UInt16(bigEndian: own(descriptor, &six).sin6_port))
    }

    /// A listening Unix socket at a path where nothing is yet.
    static func listenUnix(path: String) throws(SocketFault) -> Int32 {
        var address = try unixAddress(path)
        return try listen(AF_UNIX, at: &address, named: path)
    }

    /// The address of a Unix socket.
    static func unixAddress(_ path: String) throws(SocketFault) -> sockaddr_un {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let room = MemoryLayout.size(ofValue: address.sun_path)
        let bytes = Array(path.utf8)
        guard bytes.count < room, !bytes.contains(0) else {
            throw SocketFault("'\(path)' does not fit a socket address", errno: ENAMETOOLONG)
        }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        return address
    }

    /// The next connection of a listener that does not block; nil when there is none after all.
    static func accept(_ listener: Int32) -> Int32? {
        let descriptor = Glibc.accept(listener, nil, nil)
        guard descriptor >= 0 else { return nil }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        return descriptor
    }

    /// Whether a descriptor is a Unix socket.
    static func isUnix(_ descriptor: Int32) -> Bool {
        var address = sockaddr_un()
        return own(descriptor, &address).sun_family == sa_family_t(AF_UNIX)
    }

    /// Small replies leave at once; nothing waits longer than the given times.
    static func configure(_ descriptor: Int32, receive: Duration, send: Duration) {
        sendAtOnce(descriptor)
        set(descriptor, SOL_SOCKET, SO_RCVTIMEO, timeval(receive))
        set(descriptor, SOL_SOCKET, SO_SNDTIMEO, timeval(send))
    }

    /// Small messages do not wait for further ones.
    static func sendAtOnce(_ descriptor: Int32) {
        set(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, Int32(1))
    }

    /// Sends everything; false when the other side is gone or does not take it in time.
    static func send(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Bool {
        var rest = bytes
        while !rest.isEmpty {
            let count = Glibc.send(
                descriptor, rest.baseAddress, rest.count, Int32(MSG_NOSIGNAL))
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
        return true
    }

    /// Closing this socket now sends a reset instead of an orderly end.
    static func resetOnClose(_ descriptor: Int32) {
        set(descriptor, SOL_SOCKET, SO_LINGER, linger(l_onoff: 1, l_linger: 0))
    }

    /// Waits until one of the events, an error or a hang-up, or the time has passed; the events
    /// seen, empty after the time.
    static func wait(_ descriptor: Int32, for events: Int32, atMost time: Duration) -> Int32 {
        wait([(descriptor, events)], until: .now + time)[0]
    }

    /// The same of several descriptors at once, of which -1 has no events, up to a moment or for
    /// ever.
    static func wait(
        _ sources: [(descriptor: Int32, events: Int32)], until end: ContinuousClock.Instant?
    ) -> [Int32] {
        var items = sources.map { source in
            pollfd(fd: source.descriptor, events: Int16(source.events), revents: 0)
        }
        while true {
            let left = end.map { max(.zero, ContinuousClock.now.duration(to: $0)).milliseconds }
            let status = poll(&items, nfds_t(items.count), left ?? -1)
            if status < 0 && errno == EINTR { continue }
            return items.map { status > 0 ? Int32($0.revents) : 0 }
        }
    }

    private static func listen<Address>(
        _ family: Int32, at address: inout Address, named name: String
    ) throws(SocketFault) -> Int32 {
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        let descriptor = socket(family, kind, 0)
        guard descriptor >= 0 else { throw SocketFault("cannot make a socket for '\(name)'") }
        if family != AF_UNIX { set(descriptor, SOL_SOCKET, SO_REUSEADDR, Int32(1)) }
        let size = socklen_t(MemoryLayout<Address>.size)
        let bound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, size)
            }
        }
        guard bound == 0, Glibc.listen(descriptor, 512) == 0 else {
            let fault = SocketFault("cannot listen on '\(name)'")
            close(descriptor)
            throw fault
        }
        return descriptor
    }

    /// The address that a bound socket has.
    private static func own<Address>(_ descriptor: Int32, _ address: inout Address) -> Address {
        var size = socklen_t(MemoryLayout<Address>.size)
        _ = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                getsockname(descriptor, $0, &size)
            }
        }
        return address
    }

    private static func set<Value>(
        _ descriptor: Int32, _ level: Int32, _ option: Int32, _ value: Value
    ) {
        withUnsafePointer(to: value) {
            _ = setsockopt(
                descriptor, level, option, $0, socklen_t(MemoryLayout<Value>.size))
        }
    }
}

extension timeval {
    fileprivate init(_ time: Duration) {
        let parts = time.components
        let micro = Int(parts.attoseconds / 1_000_000_000_000)
        // A timeout of zero would mean none at all.
        self.init(tv_sec: Int(parts.seconds), tv_usec: parts.seconds == 0 ? max(micro, 1) : micro)
    }
}

extension Duration {
    /// Whole milliseconds, rounded up, within what `poll` takes.
    var milliseconds: Int32 {
        let (seconds, atto) = components
        let (scaled, overflow) = seconds.multipliedReportingOverflow(by: 1000)
        let whole = scaled + (atto + 999_999_999_999_999) / 1_000_000_000_000_000
        return overflow ? .max : Int32(clamping: whole)
    }
}
