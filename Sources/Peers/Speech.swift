/// What is spoken on a listener.
package enum Speech: Sendable, Equatable {
    /// HTTP/1.1: a call is the body of a `POST`; a `GET` with the handshake of RFC 6455, to any
    /// path, turns the connection into a WebSocket.
    case http
    /// Messages in both directions, one after the other, and nothing else.
    case frames(Framing)
}

/// How messages are told apart in a stream of bytes that carries nothing else.
package enum Framing: String, Sendable, CaseIterable {
    /// Each message ends with a line feed, and holds none.
    case newline
    /// Each message follows a head: `Content-Length: N`, CRLF, perhaps more fields, CRLF, as the
    /// Language Server Protocol has it.
    case contentLength = "content-length"
}
