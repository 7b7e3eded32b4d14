import CSystem
import Glibc

/// Two connected descriptors, both closed on exec and out of the way of a child's first ones.
struct Pair {
    var ours: Int32
    var theirs: Int32

    /// Two ends of a local socket.
    static func socket() throws(WorkerFault) -> Pair {
        var ends: [Int32] = [-1, -1]
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else {
            throw WorkerFault("no socket can be opened: \(message(errno))")
        }
        return Pair(ours: raised(ends[0]), theirs: raised(ends[1]))
    }

    /// The reading and the writing end of a pipe.
    static func pipe() throws(WorkerFault) -> Pair {
        var ends: [Int32] = [-1, -1]
        guard csystem_pipe(&ends) == 0 else {
            throw WorkerFault("no pipe can be opened: \(message(errno))")
        }
        return Pair(ours: raised(ends[0]), theirs: raised(ends[1]))
    }

    private static func raised(_ descriptor: Int32) -> Int32 {
        let copy = csystem_raise_descriptor(descriptor)
        close(descriptor)
        return copy
    }
}

/// The system's words for an error number.
func message(_ number: Int32) -> String { String(cString: strerror(number)) }

/// Lends a list of texts as C wants it: pointers, the last of them null.
func withCStrings<Result>(
    _ texts: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
) -> Result {
    let copies = texts.map { strdup($0) } + [nil]
    defer { copies.forEach { free($0) } }
    return copies.withUnsafeBufferPointer { buffer in
        // The list has its terminating null, so it has a base address.
        guard let base = buffer.baseAddress else { preconditionFailure("an empty list of texts") }
        return body(base)
    }
}
