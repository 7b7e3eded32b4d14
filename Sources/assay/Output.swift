import Glibc

/// Text to the two standard streams, written whole and at once.
enum Output {
    /// Writes to standard output.
    static func show(_ text: String) { write(text, to: STDOUT_FILENO) }

    /// Writes a line to standard output.
    static func line(_ text: some CustomStringConvertible) { show("\(text)\n") }

    /// Writes a line to standard error.
    static func complain(_ text: some CustomStringConvertible) {
        write("\(text)\n", to: STDERR_FILENO)
    }

    /// Writes a line to standard error if somebody takes it at once: a log must neither hold a
    /// server up nor end it.
    static func note(_ text: String) {
        var item = pollfd(fd: STDERR_FILENO, events: Int16(POLLOUT), revents: 0)
        guard poll(&item, 1, 0) == 1, item.revents & Int16(POLLOUT) != 0 else { return }
        var line = text + "\n"
        // A pipe that is ready takes a page.
        line.withUTF8 { _ = Glibc.write(STDERR_FILENO, $0.baseAddress, min($0.count, 4096)) }
    }

    /// Writes to standard error, with no end of a line.
    static func complain(unended text: String) { write(text, to: STDERR_FILENO) }

    /// Writes bytes to standard output as they are.
    static func show(bytes: [UInt8]) {
        bytes.withUnsafeBytes { write($0, to: STDOUT_FILENO) }
    }

    /// Replaces the terminal's last line on standard error.
    static func progress(_ text: String) { write("\r\u{1B}[K\(text)", to: STDERR_FILENO) }

    private static func write(_ text: String, to descriptor: Int32) {
        var text = text
        text.withUTF8 { write(UnsafeRawBufferPointer($0), to: descriptor) }
    }

    private static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) {
        var rest = bytes[...]
        while let base = UnsafeRawBufferPointer(rebasing: rest).baseAddress, !rest.isEmpty {
            let count = Glibc.write(descriptor, base, rest.count)
            if count < 0 && errno == EINTR { continue }
            // A reader that has gone wants no more; what it read so far stands.
            if count <= 0 { exit(descriptor == STDOUT_FILENO ? 141 : ExitCode.inconclusive) }
            rest = rest.dropFirst(count)
        }
    }
}
