package import Diagnostics
import Glibc

/// The bytes of a document that somebody named, or a diagnostic in place of them.
package enum DocumentFile {
    /// Documents beyond this size are refused before they are read.
    package static let limit = 256 << 20

    /// The bytes of a document; refused when it is missing, neither file nor pipe, or too long.
    package static func read(_ path: String) -> Result<[UInt8], Refusal> {
        // A pipe that nobody writes to is opened all the same.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return .failure(refusal(path, errno)) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return .failure(refusal(path, errno)) }
        switch status.st_mode & S_IFMT {
        case S_IFREG: break
        case S_IFIFO: _ = fcntl(descriptor, F_SETFL, 0)
        case S_IFDIR:
            return .failure(
                Refusal(path, "file.directory", "a document is a file; this is a directory"))
        default:
            return .failure(Refusal(path, "file.kind", "a document is a file; this is a device"))
        }
        return readAll(descriptor, path)
    }

    /// All that comes from standard input, as a document of that name.
    package static func readStandardInput(as name: String) -> Result<[UInt8], Refusal> {
        readAll(STDIN_FILENO, name)
    }

    private static func readAll(_ descriptor: Int32, _ path: String) -> Result<[UInt8], Refusal> {
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let count = Glibc.read(descriptor, &piece, piece.count)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { return .failure(refusal(path, errno)) }
            if count == 0 { return .success(bytes) }
            guard bytes.count + count <= limit else {
                return .failure(
                    Refusal(path, "file.size", "a document has at most \(limit) bytes"))
            }
            bytes += piece[..<count]
        }
    }

    private static func refusal(_ path: String, _ number: Int32) -> Refusal {
        switch number {
        case ENOENT, ENOTDIR: Refusal(path, "file.missing", "the file does not exist")
        case EACCES:
            Refusal(path, "file.unreadable", "the file cannot be read; check its permissions")
        default:
            Refusal(
                path, "file.unreadable",
                "the file cannot be read: \(String(cString: strerror(number)))")
        }
    }

    /// Why a file gave no bytes.
    package struct Refusal: Error, Sendable {
        package let diagnostic: Diagnostic

        init(_ diagnostic: Diagnostic) { self.diagnostic = diagnostic }

        init(_ path: String, _ rule: String, _ message: String) {
            let file = SourceFile(name: path, bytes: [])
            diagnostic = Diagnostic(
                .error, rule: rule, message, at: SourceSpan(file: file, bytes: 0..<0))
        }
    }
}
