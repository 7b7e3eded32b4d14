import Glibc
import Peers
import TestSupport
import WireJSON

/// A small server of lines on a Unix socket, right but for what a test makes wrong.
final class WrongServer: Sendable {
    let address: ServerAddress
    private let folder: TestFolder
    private let listener: Int32

    /// `answer` gives the lines that are said to one line.
    init(_ answer: @escaping @Sendable (String) -> [String]) throws {
        folder = try TestFolder()
        let path = folder.path + "/s"
        var place = sockaddr_un()
        place.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &place.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
        let listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        withUnsafePointer(to: &place) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = bind(listener, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        listen(listener, 64)
        self.listener = listener
        address = ServerAddress(place: .unix(path: path), speech: .frames(.newline))
        Self.start {
            while true {
                let caller = accept(listener, nil, nil)
                guard caller >= 0 else { break }
                Self.start {
                    Self.serve(caller, answer)
                    close(caller)
                }
            }
            close(listener)
        }
    }

    deinit { shutdown(listener, Int32(SHUT_RDWR)) }

    private static let service: MockService? = {
        let bytes = Repository.bytes(of: ServerJudged.document) ?? []
        return (try? JSONValue.read(bytes)).map { MockService(document: MockDocument($0, seed: 1)) }
    }()

    /// What a lawful server says to a line.
    static func lawful(_ line: String, discovers: Bool = true) -> [String] {
        let isDiscovery = !discovers && line.contains("rpc.discover")
        let text = isDiscovery ? line.replacing("rpc.discover", with: "assay.none") : line
        return service?.answer(Array(text.utf8)).map { [String(decoding: $0, as: UTF8.self)] } ?? []
    }

    private final class Job: Sendable {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }

    /// A thread of its own: the pool that runs tests is too small for those that wait.
    private static func start(_ body: @escaping @Sendable () -> Void) {
        var handle = pthread_t()
        let job = Unmanaged.passRetained(Job(body))
        pthread_create(
            &handle, nil,
            { job in
                if let job { Unmanaged<Job>.fromOpaque(job).takeRetainedValue().body() }
                return nil
            }, job.toOpaque())
        pthread_detach(handle)
    }

    /// Lines may be of many MiB: each byte is looked at once.
    private static func serve(_ caller: Int32, _ answer: (String) -> [String]) {
        var line: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = recv(caller, &piece, piece.count, 0)
            guard count > 0 else { return }
            var start = 0
            while let end = newline(in: piece, start..<count) {
                line += piece[start..<end]
                for text in answer(String(decoding: line, as: UTF8.self)) {
                    guard say(Array(text.utf8) + [0x0A], to: caller) else { return }
                }
                line = []
                start = end + 1
            }
            line += piece[start..<count]
        }
    }

    private static func newline(in bytes: [UInt8], _ range: Range<Int>) -> Int? {
        bytes.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress,
                let place = memchr(base + range.lowerBound, 0x0A, range.count)
            else { return nil }
            return UnsafeRawPointer(place) - base
        }
    }

    private static func say(_ bytes: [UInt8], to caller: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let sent = rest.withUnsafeBytes {
                send(caller, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard sent > 0 else { return false }
            rest = rest.dropFirst(sent)
        }
        return true
    }
}
