import Glibc

extension Socket {
    /// A connection to a host's port, the first of its addresses that answers.
    static func connect(
        host: String, port: UInt16, until deadline: ContinuousClock.Instant
    ) throws(SocketFault) -> Int32 {
        var wanted = addrinfo()
        wanted.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        let status = getaddrinfo(host, String(port), &wanted, &found)
        guard status == 0, let first = found else {
            throw SocketFault("the host '\(host)' is not known", errno: ENOENT)
        }
        defer { freeaddrinfo(found) }
        var fault = SocketFault("'\(host)' has no address", errno: ENOENT)
        for item in sequence(first: first, next: { $0.pointee.ai_next }) {
            do throws(SocketFault) {
                return try connect(
                    item.pointee.ai_family, item.pointee.ai_addr, item.pointee.ai_addrlen,
                    named: "\(host):\(port)", until: deadline)
            } catch {
                fault = error
            }
        }
        throw fault
    }

    /// A connection to a Unix socket.
    static func connect(
        path: String, until deadline: ContinuousClock.Instant
    ) throws(SocketFault) -> Int32 {
        var address = try unixAddress(path)
        return try withUnsafePointer(to: &address) { pointer throws(SocketFault) in
            try pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                address throws(SocketFault) in
                try connect(
                    AF_UNIX, address, socklen_t(MemoryLayout<sockaddr_un>.size), named: path,
                    until: deadline)
            }
        }
    }

    private static func connect(
        _ family: Int32, _ address: UnsafePointer<sockaddr>?, _ size: socklen_t,
        named name: String, until deadline: ContinuousClock.Instant
    ) throws(SocketFault) -> Int32 {
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
        let descriptor = socket(family, kind, 0)
        guard descriptor >= 0 else { throw SocketFault("cannot make a socket for '\(name)'") }
        var reason: Int32 = 0
        if Glibc.connect(descriptor, address, size) != 0 {
            reason = errno
            if reason == EINPROGRESS {
                let left = ContinuousClock.now.duration(to: deadline)
                let isReady = wait(descriptor, for: Int32(POLLOUT), atMost: max(.zero, left)) != 0
                reason = isReady ? pendingError(descriptor) : ETIMEDOUT
            }
        }
        guard reason == 0 else {
            close(descriptor)
            throw SocketFault("cannot connect to '\(name)'", errno: reason)
        }
        if family != AF_UNIX { sendAtOnce(descriptor) }
        return descriptor
    }

    private static func pendingError(_ descriptor: Int32) -> Int32 {
        var code: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        let status = getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &size)
        return status == 0 ? code : errno
    }
}
