import Foundation
import Synchronization
package import Testing

/// A program that a test has started; it and all it started end with it.
package final class Program {
    /// How a program ended, and all that it wrote.
    package struct Outcome: Sendable {
        /// The exit status; 128 and the signal's number where one ended it, as a shell says it.
        package let status: Int32
        package let output: String
        package let errors: String
    }

    package let pid: Int32
    private let output: FileHandle
    private let errors: String
    private var unread: [UInt8] = []
    private var isReaped = false

    /// Starts a program with nothing on its standard input. `environment` is added to the test's
    /// own; an empty text takes a variable away.
    package init(
        _ words: [String], in directory: String? = nil, environment: [String: String] = [:]
    ) throws {
        errors = NSTemporaryDirectory() + "assay-errors-\(UUID().uuidString)"
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 2, errors, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // A group of its own, and no signal ignored or blocked on our account.
        let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
        posix_spawnattr_setflags(&attributes, Int16(flags))
        var none = sigset_t()
        posix_spawnattr_setsigmask(&attributes, &none)
        var all = sigset_t()
        sigfillset(&all)
        posix_spawnattr_setsigdefault(&attributes, &all)
        let start = directory.map { ["/usr/bin/env", "--chdir=\($0)"] } ?? []
        // One at a time: a pipe that another program inherits never seems to end.
        (pid, output) = try Self.spawning.withLock { _ in
            let pipe = Pipe()
            let ends = [pipe.fileHandleForReading, pipe.fileHandleForWriting]
            for end in ends { _ = fcntl(end.fileDescriptor, F_SETFD, FD_CLOEXEC) }
            posix_spawn_file_actions_adddup2(&actions, ends[1].fileDescriptor, 1)
            let pid = try Self.spawn(
                start + words, Self.variables(environment), &actions, &attributes)
            try ends[1].close()
            return (pid, ends[0])
        }
    }

    /// Nothing stays unreaped: the test library's watch over exit tests spins while a child that
    /// has ended is not its own, and then sees no end of those that are.
    deinit {
        killpg(pid, SIGKILL)
        if !isReaped { _ = reap() }
        unlink(errors)
    }

    private func reap() -> Int32 {
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0 && errno == EINTR {}
        isReaped = true
        return status
    }

    /// Runs a program to its end; one that takes longer than `timeout` is killed, and is an issue.
    package static func run(
        _ words: [String], in directory: String? = nil, environment: [String: String] = [:],
        timeout: Duration = .seconds(300), sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> Outcome {
        try Program(words, in: directory, environment: environment)
            .finish(within: timeout, sourceLocation: sourceLocation)
    }

    /// Sends a signal to the program alone.
    package func signal(_ number: Int32) { kill(pid, number) }

    /// The next line of standard output without its end; nil at the end of the output.
    package func nextLine() -> String? {
        while true {
            if let end = unread.firstIndex(of: 0x0A) {
                defer { unread.removeFirst(end + 1) }
                return String(decoding: unread[..<end], as: UTF8.self)
            }
            let piece = output.availableData
            if piece.isEmpty { return nil }
            unread += piece
        }
    }

    /// Closes our end of the program's standard output.
    package func stopReading() throws { try output.close() }

    /// Waits for the end; what `nextLine` has not taken is the outcome's output.
    package func finish(
        within timeout: Duration, isReading: Bool = true,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> Outcome {
        let watch = Watch(pid, timeout)
        let rest = isReading ? try output.readToEnd() ?? Data() : Data()
        let status = reap()
        if watch.cancel() {
            Issue.record("it did not end within \(timeout)", sourceLocation: sourceLocation)
        }
        let signal = status & 0x7F
        return Outcome(
            status: signal == 0 ? status >> 8 & 0xFF : 128 + signal,
            output: String(decoding: unread + rest, as: UTF8.self),
            errors: String(decoding: Repository.bytes(of: errors) ?? [], as: UTF8.self))
    }

    private static let spawning = Mutex(())

    private static func variables(_ changes: [String: String]) -> [String] {
        let all = ProcessInfo.processInfo.environment.merging(changes) { $1 }
        return all.filter { !$0.value.isEmpty }.map { "\($0.key)=\($0.value)" }.sorted()
    }

    private static func spawn(
        _ words: [String], _ variables: [String], _ actions: inout posix_spawn_file_actions_t,
        _ attributes: inout posix_spawnattr_t
    ) throws -> pid_t {
        var arguments = words.map { strdup($0) } + [nil]
        var environment = variables.map { strdup($0) } + [nil]
        defer { for text in arguments + environment { free(text) } }
        var pid: pid_t = 0
        let fault = posix_spawn(
            &pid, try #require(words.first), &actions, &attributes, &arguments, &environment)
        try #require(fault == 0, "\(words[0]): \(String(cString: strerror(fault)))")
        return pid
    }
}

/// Kills a process group when its time is up.
private final class Watch: Sendable {
    private enum State { case waiting, over, fired }
    private let state = Mutex(State.waiting)

    init(_ group: pid_t, _ timeout: Duration) {
        DispatchQueue.global().asyncAfter(deadline: .now() + timeout / .seconds(1)) { [self] in
            state.withLock { state in
                guard state == .waiting else { return }
                state = .fired
                killpg(group, SIGKILL)
            }
        }
    }

    /// Ends the watch; true when it has killed.
    func cancel() -> Bool {
        state.withLock { state in
            defer { if state == .waiting { state = .over } }
            return state == .fired
        }
    }
}

extension Program {
    /// The built programs, which lie beside the tests' own.
    package static let assay = built("assay")
    package static let bench = built("bench")

    private static func built(_ name: String) -> String {
        let runner = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
        let folder = (runner ?? "").split(separator: "/").dropLast().joined(separator: "/")
        let built = "/\(folder)/\(name)"
        if !FileManager.default.isExecutableFile(atPath: built) {
            Issue.record("no '\(name)' beside \(runner ?? "?")")
        }
        return built
    }

    /// Runs `assay` with some words.
    package static func assay(
        _ words: [String], in directory: String? = nil, environment: [String: String] = [:],
        timeout: Duration = .seconds(300), sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> Outcome {
        try run(
            [assay] + words, in: directory, environment: environment, timeout: timeout,
            sourceLocation: sourceLocation)
    }
}
