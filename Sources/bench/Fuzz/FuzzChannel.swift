import Foundation

/// One exchange of bytes with the server: everything goes out, then the sending side is closed, and
/// all that comes is taken until the other side closes too.
enum FuzzChannel {
    /// Where the server is.
    enum Address {
        case tcp(port: UInt16)
        case unix(path: String)
        /// A program that speaks on its standard streams.
        case program([String])
    }

    /// How long a session may lie still before it counts as a hang.
    static let patience: Int32 = 20_000

    /// What came back; throws when the server hangs or cannot be reached.
    static func exchange(_ bytes: [UInt8], with address: Address) throws(FuzzFault) -> [UInt8] {
        switch address {
        case .program(let words): return try run(words, bytes)
        case .tcp(let port):
            var name = sockaddr_in()
            name.sin_family = sa_family_t(AF_INET)
            name.sin_port = port.bigEndian
            inet_pton(AF_INET, "127.0.0.1", &name.sin_addr)
            return try talk(try connected(AF_INET, &name), bytes)
        case .unix(let path):
            var name = sockaddr_un()
            name.sun_family = sa_family_t(AF_UNIX)
            withUnsafeMutableBytes(of: &name.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
            return try talk(try connected(AF_UNIX, &name), bytes)
        }
    }

    /// A connected socket, for whoever closes it.
    static func connected<Name>(_ family: Int32, _ name: inout Name) throws(FuzzFault) -> Int32 {
        let descriptor = socket(family, Int32(SOCK_STREAM.rawValue), 0)
        let status = withUnsafePointer(to: &name) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<Name>.size))
            }
        }
        guard status == 0 else {
            let reason = String(cString: strerror(errno))
            close(descriptor)
            throw FuzzFault("no connection: \(reason)")
        }
        return descriptor
    }

    private static func talk(_ descriptor: Int32, _ bytes: [UInt8]) throws(FuzzFault) -> [UInt8] {
        defer { close(descriptor) }
        return try pump(bytes, into: descriptor, from: descriptor) {
            shutdown(descriptor, Int32(SHUT_WR))
        }
    }

    private static func run(_ words: [String], _ bytes: [UInt8]) throws(FuzzFault) -> [UInt8] {
        let process = Process()
        let (input, output) = (Pipe(), Pipe())
        process.executableURL = URL(filePath: words[0])
        process.arguments = Array(words.dropFirst())
        process.standardInput = input
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        do { try process.run() } catch { throw FuzzFault("no program: \(error)") }
        let (writing, reading) = (
            input.fileHandleForWriting.fileDescriptor, output.fileHandleForReading.fileDescriptor
        )
        let received = Result { () throws(FuzzFault) in
            try pump(bytes, into: writing, from: reading) {
                try? input.fileHandleForWriting.close()
            }
        }
        if case .failure = received { process.terminate() }
        process.waitUntilExit()
        let came = try received.get()
        guard process.terminationReason == .exit, process.terminationStatus == 0 else {
            throw FuzzFault("the program ended with \(process.terminationStatus)")
        }
        return came
    }

    /// Sends and takes at the same time: a server that waits for its reader holds up nobody.
    private static func pump(
        _ bytes: [UInt8], into writing: Int32, from reading: Int32, whenSent: () -> Void
    ) throws(FuzzFault) -> [UInt8] {
        _ = fcntl(writing, F_SETFL, fcntl(writing, F_GETFL) | O_NONBLOCK)
        var received: [UInt8] = []
        var sent = 0
        var isOpen = true
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            var items = [
                pollfd(fd: reading, events: Int16(POLLIN), revents: 0),
                pollfd(fd: isOpen ? writing : -1, events: Int16(POLLOUT), revents: 0),
            ]
            guard poll(&items, 2, patience) > 0 else {
                throw FuzzFault("nothing for \(patience / 1000) s, and no end")
            }
            if items[1].revents != 0 {
                let count = bytes.withUnsafeBytes { buffer in
                    write(writing, buffer.baseAddress.map { $0 + sent }, buffer.count - sent)
                }
                if count > 0 { sent += count }
                // Whoever ends the connection need not read what comes after.
                if sent == bytes.count || (count < 0 && errno != EAGAIN) {
                    isOpen = false
                    whenSent()
                }
            }
            if items[0].revents != 0 {
                let count = read(reading, &chunk, chunk.count)
                // A reset loses nothing that has been read, and is an end.
                guard count > 0 else { return received }
                received += chunk[..<count]
            }
        }
    }
}
