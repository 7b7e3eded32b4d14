import JSONRPC
import Peers
import WireJSON

/// The ways in which messages are carried.
enum Carriage: String, CaseIterable {
    case newline, contentLength, webSocket

    var speech: Speech {
        switch self {
        case .newline: .frames(.newline)
        case .contentLength: .frames(.contentLength)
        case .webSocket: .http
        }
    }

    var carrier: Exchange.Carrier { self == .webSocket ? .webSocket : .frames }

    /// The bytes that carry a text to the mock.
    func framed(_ text: String) -> [UInt8] {
        switch self {
        case .newline: Array((text + "\n").utf8)
        case .contentLength: Array("Content-Length: \(text.utf8.count)\r\n\r\n\(text)".utf8)
        case .webSocket: maskedFrame(0x81, Array(text.utf8))
        }
    }

    /// Takes the next message of the mock's off the front of some bytes.
    func take(_ bytes: inout [UInt8]) -> String? {
        switch self {
        case .newline:
            guard let end = bytes.firstIndex(of: 0x0A) else { return nil }
            defer { bytes.removeFirst(end + 1) }
            return String(decoding: bytes[..<end], as: UTF8.self)
        case .contentLength:
            guard let end = bytes.firstIndex(of: 0x0A), bytes.count >= end + 3,
                let length = Int(String(decoding: bytes[16..<(end - 1)], as: UTF8.self)),
                bytes.count >= end + 3 + length
            else { return nil }
            defer { bytes.removeFirst(end + 3 + length) }
            return String(decoding: bytes[(end + 3)..<(end + 3 + length)], as: UTF8.self)
        case .webSocket:
            return takeFrame(&bytes).map { String(decoding: $0.payload, as: UTF8.self) }
        }
    }
}

/// A frame as a client sends it, with a key that changes every byte.
func maskedFrame(_ first: UInt8, _ payload: [UInt8], key: [UInt8] = [0x37, 0xFA, 0x21, 0x3D])
    -> [UInt8]
{
    let count = payload.count
    var bytes: [UInt8] = [first]
    switch count {
    case ..<126: bytes.append(0x80 | UInt8(count))
    case ...0xFFFF: bytes += [0xFE, UInt8(count >> 8), UInt8(count & 0xFF)]
    default: bytes += [0xFF] + (0..<8).reversed().map { UInt8(count >> ($0 * 8) & 0xFF) }
    }
    return bytes + key + payload.enumerated().map { $0.element ^ key[$0.offset & 3] }
}

/// Takes a server's frame off the front of some bytes; nil while it is not whole.
func takeFrame(_ bytes: inout [UInt8]) -> (first: UInt8, payload: [UInt8])? {
    guard bytes.count >= 2 else { return nil }
    let extent = bytes[1] == 126 ? 2 : bytes[1] == 127 ? 8 : 0
    guard bytes.count >= 2 + extent else { return nil }
    let length =
        extent == 0 ? Int(bytes[1]) : bytes[2..<(2 + extent)].reduce(0) { $0 << 8 | Int($1) }
    guard bytes.count >= 2 + extent + length else { return nil }
    defer { bytes.removeFirst(2 + extent + length) }
    return (bytes[0], Array(bytes[(2 + extent)..<(2 + extent + length)]))
}

/// The request that opens a WebSocket, with the key of RFC 6455 §1.3.
func handshake(_ line: String = "GET / HTTP/1.1", fields: String = "") -> String {
    "\(line)\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
        + "\(fields)\r\n"
}

/// The answer to it.
let handshakeAnswer =
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
    + "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\nConnection: Upgrade\r\n\r\n"

/// A caller that sends and reads whole messages.
final class MessageCaller {
    let caller: Caller
    let carriage: Carriage
    private var bytes: [UInt8] = []

    init(_ carriage: Carriage, port: UInt16) throws {
        self.carriage = carriage
        caller = try Caller(port: port)
        guard carriage == .webSocket else { return }
        caller.send(handshake())
        // The first message may come with the answer.
        while bytes.count < handshakeAnswer.utf8.count {
            let more = caller.read()
            guard !more.isEmpty else { break }
            bytes += more
        }
        guard bytes.starts(with: handshakeAnswer.utf8) else { throw Refused() }
        bytes.removeFirst(handshakeAnswer.utf8.count)
    }

    private struct Refused: Error {}

    @discardableResult func send(_ texts: String...) -> Bool {
        caller.send(texts.flatMap(carriage.framed))
    }

    /// The next message; nil when the connection has ended.
    func receive() -> String? {
        while true {
            if let text = carriage.take(&bytes) { return text }
            let more = caller.read()
            guard !more.isEmpty else { return nil }
            bytes += more
        }
    }

    /// The next frame of a WebSocket, by its first byte and its payload.
    func receiveFrame() -> (first: UInt8, payload: [UInt8])? {
        while true {
            if let frame = takeFrame(&bytes) { return frame }
            let more = caller.read()
            guard !more.isEmpty else { return nil }
            bytes += more
        }
    }
}

/// A mock that carries messages in one of the ways, for the length of one test.
func withMessages<Result>(
    _ carriage: Carriage, document: JSONValue? = tinyDocument, limits: MockLimits = MockLimits(),
    script: MockScript? = nil, _ body: (MockServer, UInt16) throws -> Result
) throws -> Result {
    let server = MockServer(
        document: document, documentBytes: nil, limits: limits, isRecording: true)
    if let script { server.load(script) }
    let port = try server.listenTCP(speaking: carriage.speech)
    defer { server.stop() }
    return try body(server, port)
}
