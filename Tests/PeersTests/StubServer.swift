import Glibc

/// A server that says what it is told to, whatever it is asked.
final class StubServer: Sendable {
    /// What it does after its words.
    enum Then: Sendable {
        case close, reset, stall
        /// The same words again, for as long as anybody takes them.
        case again
    }

    let port: UInt16
    private let listener: Int32
    private let thread: TestThread

    init(_ words: [UInt8], then: Then) throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        inet_pton(AF_INET, "127.0.0.1", &address.sin_addr)
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = bind(listener, $0, size)
                _ = listen(listener, 8)
                _ = getsockname(listener, $0, &size)
            }
        }
        self.listener = listener
        port = UInt16(bigEndian: address.sin_port)
        thread = TestThread {
            while true {
                let caller = accept(listener, nil, nil)
                guard caller >= 0 else { return }
                Self.serve(caller, words, then)
            }
        }
    }

    convenience init(_ words: String, then: Then) throws {
        try self.init(Array(words.utf8), then: then)
    }

    deinit {
        shutdown(listener, Int32(SHUT_RDWR))
        thread.join()
        close(listener)
    }

    /// Hears the caller's first words, says its own, and goes on as told until the caller leaves.
    private static func serve(_ caller: Int32, _ words: [UInt8], _ then: Then) {
        var heard = [UInt8](repeating: 0, count: 4096)
        _ = recv(caller, &heard, heard.count, 0)
        repeat {
            let sent = send(caller, words, words.count, Int32(MSG_NOSIGNAL))
            guard sent == words.count else { break }
        } while then == .again
        if then == .stall { while recv(caller, &heard, heard.count, 0) > 0 {} }
        if then == .reset {
            var hard = linger(l_onoff: 1, l_linger: 0)
            setsockopt(
                caller, SOL_SOCKET, SO_LINGER, &hard, socklen_t(MemoryLayout<linger>.size))
        } else {
            shutdown(caller, Int32(SHUT_WR))
            while recv(caller, &heard, heard.count, Int32(MSG_DONTWAIT)) > 0 {}
        }
        close(caller)
    }
}
