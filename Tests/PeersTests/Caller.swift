import Glibc
import JSONRPC
import Peers
import Testing
import WireJSON

/// A raw caller: it sends the bytes a test gives it, and reads what comes back.
final class Caller {
    private let descriptor: Int32
    /// Whether the mock's end of the connection came as a reset.
    private(set) var isReset = false

    /// Connects to a port of the loopback interface, once `prepare` has run with the socket made.
    init(port: UInt16, after prepare: () -> Void = {}) throws {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        inet_pton(AF_INET, "127.0.0.1", &address.sin_addr)
        descriptor = try Self.connect(AF_INET, to: &address, after: prepare)
    }

    /// Connects to a Unix socket.
    init(path: String) throws {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
        descriptor = try Self.connect(AF_UNIX, to: &address)
    }

    deinit { close(descriptor) }

    private struct Refused: Error { var code: Int32 }

    private static func connect<Address>(
        _ family: Int32, to address: inout Address, after prepare: () -> Void = {}
    ) throws -> Int32 {
        let descriptor = socket(family, Int32(SOCK_STREAM.rawValue), 0)
        prepare()
        let size = socklen_t(MemoryLayout<Address>.size)
        let status = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(descriptor, $0, size)
            }
        }
        guard status == 0 else {
            defer { close(descriptor) }
            throw Refused(code: errno)
        }
        // A mock that does not answer fails its test; it must not hang it.
        var patience = timeval(tv_sec: 20, tv_usec: 0)
        setsockopt(
            descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        var one: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, 4)
        return descriptor
    }

    /// Sends everything it can; false when the mock takes no more.
    @discardableResult func send(_ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    @discardableResult func send(_ text: String) -> Bool { send(Array(text.utf8)) }

    /// Says that nothing more will come.
    func finish() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// The next bytes; none when the mock has ended the connection.
    func read() -> [UInt8] {
        var chunk = [UInt8](repeating: 0, count: 65_536)
        let count = recv(descriptor, &chunk, chunk.count, 0)
        isReset = count < 0 && errno == ECONNRESET
        if count < 0 && errno == EAGAIN { Issue.record("the mock has left its caller waiting") }
        return Array(chunk.prefix(max(0, count)))
    }

    /// Reads until the bytes end with a text, or the mock has ended the connection.
    func receive(upTo end: String? = nil) -> String {
        var bytes: [UInt8] = []
        while end.map({ !bytes.suffix($0.utf8.count).elementsEqual($0.utf8) }) ?? true {
            let chunk = read()
            guard !chunk.isEmpty else { break }
            bytes += chunk
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// A mock at a free port for the length of one test.
func withMock<Result>(
    document: JSONValue? = nil, limits: MockLimits = MockLimits(), script: MockScript? = nil,
    _ body: (MockServer, UInt16) throws -> Result
) throws -> Result {
    let server = MockServer(
        document: document, documentBytes: document?.bytes(), limits: limits, isRecording: true)
    if let script { server.load(script) }
    let port = try server.listenTCP()
    defer { server.stop() }
    return try body(server, port)
}

/// A lawful call in HTTP.
func post(
    _ body: String, path: String = "/", fields: String = ""
) -> String {
    "POST \(path) HTTP/1.1\r\nHost: a\r\n\(fields)Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
}

/// The reply to a call, byte for byte.
func reply(_ body: String) -> String {
    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: \(body.utf8.count)"
        + "\r\n\r\n\(body)"
}

/// A document with one method, `echo.one`, whose result is always 1.
let tinyDocument: JSONValue = [
    "openrpc": "1.3.2", "info": ["title": "tiny", "version": "1"],
    "methods": [
        ["name": "one", "params": [], "result": ["name": "r", "schema": ["const": 1]]]
    ],
]

let callOne = #"{"jsonrpc":"2.0","method":"one","id":1}"#
let answerOne = #"{"jsonrpc":"2.0","result":1,"id":1}"#
let notifyOne = #"{"jsonrpc":"2.0","method":"one"}"#
