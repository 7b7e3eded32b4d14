import CSystem
import Glibc

/// A program that was started with pipes for its standard streams, in a session of its own. It and
/// what it started in that session are gone when `end` returns.
final class ChildProgram {
    /// Our ends; whoever takes them closes them.
    let input: Int32
    let output: Int32
    let complaints: Int32
    private let process: pid_t
    private var status: String?

    /// Starts the program that the first word names, as a shell would find it, with these words and
    /// nothing else; no shell runs.
    init(_ words: [String], environment: [String: String], limits: ProgramLimits? = nil)
        throws(SocketFault)
    {
        guard let first = words.first, let path = Self.path(of: first) else {
            throw SocketFault("no program '\(words.first ?? "")'", errno: ENOENT)
        }
        var pipes: [(reading: Int32, writing: Int32)] = []
        for _ in 0..<3 { pipes.append(try Self.pipe()) }
        (input, output, complaints) = (pipes[0].writing, pipes[1].reading, pipes[2].reading)
        let theirs = [pipes[0].reading, pipes[1].writing, pipes[2].writing]
        let settings = environment.map { "\($0.key)=\($0.value)" }.sorted()
        process = Self.withPointers(words) { arguments in
            Self.withPointers(settings) { variables in
                guard var confinement = limits?.confinement else {
                    return csystem_spawn(path, arguments, variables, theirs, 3)
                }
                return csystem_spawn_confined(path, arguments, variables, theirs, 3, &confinement)
            }
        }
        let reason = errno
        theirs.forEach { _ = close($0) }
        guard process > 0 else {
            [input, output, complaints].forEach { _ = close($0) }
            throw SocketFault("'\(first)' cannot be started", errno: reason)
        }
    }

    deinit { _ = end(grace: .zero) }

    /// How the program ended by itself; nil while it runs.
    func ending() -> String? {
        if status == nil, hasEnded(within: .zero) { reap() }
        return status
    }

    /// Asks the program to end, then makes it; returns how it ended. Close its input first.
    func end(grace: Duration) -> String {
        if status == nil {
            if !hasEnded(within: grace) { kill(-process, SIGTERM) }
            _ = hasEnded(within: grace)
            reap()
        }
        return status ?? "it was ended"
    }

    /// Until it is reaped no other group has its number: what it started goes with it.
    private func reap() {
        kill(-process, SIGKILL)
        var word: Int32 = 0
        while waitpid(process, &word, 0) < 0 && errno == EINTR {}
        let signal = word & 0x7F
        status =
            signal == 0
            ? "it ended with status \((word >> 8) & 0xFF)" : "it was ended by signal \(signal)"
    }

    private func hasEnded(within time: Duration) -> Bool {
        let watcher = csystem_open_process(process)
        guard watcher >= 0 else { return true }
        defer { close(watcher) }
        return Socket.wait(watcher, for: Int32(POLLIN), atMost: time) != 0
    }

    private static func path(of word: String) -> String? {
        if word.contains("/") { return access(word, X_OK) == 0 ? word : nil }
        let folders = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
        return folders.split(separator: ":").map { "\($0)/\(word)" }
            .first { access($0, X_OK) == 0 }
    }

    private static func pipe() throws(SocketFault) -> (reading: Int32, writing: Int32) {
        var ends: [Int32] = [-1, -1]
        guard csystem_pipe(&ends) == 0 else { throw SocketFault("cannot make a pipe") }
        let raised = ends.map { end in
            defer { close(end) }
            return csystem_raise_descriptor(end)
        }
        return (raised[0], raised[1])
    }

    private static func withPointers<Result>(
        _ texts: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
    ) -> Result {
        let copies = texts.map { strdup($0) } + [nil]
        defer { copies.forEach { free($0) } }
        return copies.withUnsafeBufferPointer { buffer in
            guard let start = buffer.baseAddress else { preconditionFailure("an empty list") }
            return body(start)
        }
    }
}
