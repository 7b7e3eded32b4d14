/// How a subject is made to reach the peer: which of its clients makes the calls, and what carries
/// them. It is an axis beside the case: the id of a case does not name it.
package struct Way: Hashable, Sendable, CustomStringConvertible {
    /// Which client of a package makes the calls.
    package enum Client: String, Sendable, CaseIterable {
        /// The one whose methods wait.
        case sync
        /// The one whose methods are coroutines.
        case async
    }

    /// What carries the messages.
    package enum Transport: String, Sendable, CaseIterable {
        /// HTTP over TCP on loopback.
        case tcp
        /// HTTP over a Unix domain socket.
        case unix
        /// A transport object that the caller hands to the client.
        case injected
        /// The package's own transport to a service in the same program.
        case memory
        /// A child process that speaks in lines.
        case stdioLines = "stdio-lines"
        /// A child process that speaks in frames behind a Content-Length header.
        case stdioHeaders = "stdio-headers"
        /// One message in each frame of a WebSocket.
        case webSocket = "websocket"

        /// Whether both sides may speak at any time, and calls are told apart by their ids alone.
        package var isStream: Bool {
            switch self {
            case .tcp, .unix, .injected: false
            case .memory, .stdioLines, .stdioHeaders, .webSocket: true
            }
        }
    }

    package var client: Client
    package var transport: Transport

    package init(_ client: Client, over transport: Transport) {
        self.client = client
        self.transport = transport
    }

    /// Both words, such as `async/stdio-lines`.
    package var description: String { "\(client.rawValue)/\(transport.rawValue)" }

    /// Every way; the first that a case can be played is the one that all others are held against.
    package static let all = Transport.allCases.flatMap { transport in
        Client.allCases.map { Way($0, over: transport) }
    }
}

extension Case {
    /// The ways to play the case: those that match, or without any glob those of a quick run.
    ///
    /// A quick run plays each case the first way it can be. What an author has written, and the one
    /// case that stands for each method, it plays with both clients, and over memory besides.
    package func ways(matching globs: [Glob]) -> [Way] {
        guard case .calls = task else { return [] }
        if !globs.isEmpty {
            return ways.filter { way in globs.contains { $0.matches(way.description) } }
        }
        guard let first = ways.first else { return [] }
        let isSample = !id.hasPrefix("sweep/") || id.hasSuffix("/all-params")
        return ways.filter { way in
            way == first
                || isSample && (way.transport == first.transport || way.transport == .memory)
        }
    }
}
