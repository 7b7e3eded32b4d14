import Glibc

/// Where a JSON-RPC server is, and how its messages travel.
package struct ServerAddress: Sendable, Equatable {
    package var place: Place
    package var speech: Speech

    package init(place: Place, speech: Speech) {
        self.place = place
        self.speech = speech
    }

    /// What is connected to.
    package enum Place: Sendable, Equatable {
        /// A name or an address of either family.
        case tcp(host: String, port: UInt16)
        case unix(path: String)
        /// A program to start, as words; its standard input and output are spoken to.
        case process([String])
    }

    /// How one message is told from the next.
    package enum Speech: Sendable, Equatable {
        /// A `POST` to the target for each message.
        case http(target: String)
        /// A text message of RFC 6455 for each message; the target is that of the handshake.
        case webSocket(target: String)
        case frames(Framing)
    }
}

/// Why a text names no server.
package struct ServerAddressFault: Error, Sendable, CustomStringConvertible {
    package let description: String
}

extension ServerAddress {
    /// Reads `http://HOST:PORT/PATH`, `ws://…`, `tcp://HOST:PORT` or `unix:PATH`; nil when a text
    /// has none of these beginnings. What is `unix:` speaks HTTP unless a framing is given.
    package static func read(
        _ text: String, framing: Framing?
    ) throws(ServerAddressFault) -> ServerAddress? {
        if text.hasPrefix("unix:") {
            let path = String(text.dropFirst(5))
            guard !path.isEmpty else { throw ServerAddressFault("'unix:' is followed by a path") }
            return ServerAddress(
                place: .unix(path: path), speech: framing.map(Speech.frames) ?? .http(target: "/"))
        }
        guard let mark = text.firstRange(of: "://") else { return nil }
        let rest = text[mark.upperBound...]
        let slash = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
        let (authority, tail) = (rest[..<slash], String(rest[slash...]))
        let target = tail.hasPrefix("/") ? tail : "/" + tail
        guard target.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x23 }) else {
            throw ServerAddressFault("'\(text)' has a character that no address holds; encode it")
        }
        let scheme = text[..<mark.lowerBound]
        switch scheme {
        case "http" where framing == nil:
            return ServerAddress(place: try place(authority, or: 80), speech: .http(target: target))
        case "ws" where framing == nil:
            return ServerAddress(
                place: try place(authority, or: 80), speech: .webSocket(target: target))
        case "tcp" where tail.isEmpty || tail == "/":
            return ServerAddress(
                place: try place(authority, or: nil), speech: .frames(framing ?? .newline))
        case "http", "ws":
            throw ServerAddressFault("'\(scheme)://' parts messages itself; leave out the framing")
        case "tcp": throw ServerAddressFault("'\(text)' has a path; tcp://HOST:PORT has none")
        default:
            throw ServerAddressFault(
                "'\(scheme)://' is not known; there are http://, ws://, tcp:// and unix:PATH")
        }
    }

    /// Whether it cannot lead off this machine.
    package var isLocal: Bool {
        switch place {
        case .unix, .process: return true
        case .tcp(let host, _):
            var four = in_addr()
            var six = in6_addr()
            if host.lowercased() == "localhost" { return true }
            if inet_pton(AF_INET, host, &four) == 1 {
                return UInt32(bigEndian: four.s_addr) >> 24 == 127
            }
            guard inet_pton(AF_INET6, host, &six) == 1 else { return false }
            return withUnsafeBytes(of: six) { $0.dropLast().allSatisfy { $0 == 0 } && $0[15] == 1 }
        }
    }

    private static func place(
        _ authority: Substring, or usual: UInt16?
    ) throws(ServerAddressFault) -> Place {
        guard !authority.contains("@") else {
            throw ServerAddressFault("an address holds no credentials; use a header")
        }
        var host = authority
        var port = usual
        let bracket = authority.lastIndex(of: "]") ?? authority.startIndex
        if let colon = authority[bracket...].lastIndex(of: ":") {
            host = authority[..<colon]
            port = UInt16(authority[authority.index(after: colon)...])
        }
        if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
        guard !host.isEmpty, let port, port > 0 else {
            throw ServerAddressFault("'\(authority)' is not HOST:PORT")
        }
        return .tcp(host: String(host), port: port)
    }
}

extension ServerAddressFault {
    fileprivate init(_ description: String) { self.init(description: description) }
}

extension ServerAddress: CustomStringConvertible {
    /// The address as a person writes it.
    package var description: String {
        let where_: String
        switch place {
        case .tcp(let host, let port):
            where_ = host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
        case .unix(let path): return "unix:\(path)\(framingNote)"
        case .process(let words): return words.joined(separator: " ") + framingNote
        }
        switch speech {
        case .http(let target): return "http://\(where_)\(target)"
        case .webSocket(let target): return "ws://\(where_)\(target)"
        case .frames: return "tcp://\(where_)\(framingNote)"
        }
    }

    private var framingNote: String {
        if case .frames(let framing) = speech { " (\(framing.rawValue))" } else { "" }
    }
}
