import CSystem
import Glibc
import Synchronization
package import WireJSON

/// The judge's end of a subject's handlers: each call of a handler is told here, on one connection
/// over a Unix socket, and ends as it is told from here. It judges nothing.
package final class HandlerDesk: Sendable {
    /// How a handler's call is answered.
    package enum Ending: Sendable {
        /// A message with `result`, `error`, `panic` or `outbound`.
        case message(JSONObject)
        /// Nothing before `release`.
        case held
    }

    private struct Held {
        var call: JSONValue
        var method: String
    }

    private struct State {
        var endings: [String: [Ending]] = [:]
        var calls: [JSONValue] = []
        var strays: [JSONValue] = []
        var held: [Held] = []
        var connection: Int32 = -1
        var fault: String?
        var offers: Set<String> = []
    }

    private let state = Mutex(State())
    private let bell = Bell()
    private let listener: Int32
    private let path: String
    /// Rings once for each recorded call.
    private let ticks: (reading: Int32, writing: Int32)
    private let thread: Mutex<PosixThread?>
    private let helpers = Mutex<[PosixThread]>([])

    /// One line of a handler's call beyond this is a flood.
    private static let limit = 160 << 20

    /// Listens at a path where nothing is yet; `endings` by the method's name, the last of which
    /// serves every further call.
    package init(path: String, endings: [String: [Ending]]) throws(SocketFault) {
        self.path = path
        listener = try Socket.listenUnix(path: path)
        chmod(path, 0o666)
        var ends: [Int32] = [-1, -1]
        guard csystem_pipe(&ends) == 0 else { throw SocketFault("cannot make a pipe") }
        ticks = (ends[0], ends[1])
        _ = fcntl(ends[1], F_SETFL, O_NONBLOCK)
        thread = Mutex(nil)
        state.withLock { $0.endings = endings }
        guard let started = PosixThread.start({ self.serve() }) else {
            throw SocketFault("cannot start a thread", errno: EAGAIN)
        }
        thread.withLock { $0 = started }
    }

    /// Ends the thread and the connection, which keep the desk alive until then; calls that nobody
    /// took can still be asked for.
    package func close() {
        bell.ring()
        let running = thread.withLock { thread in
            defer { thread = nil }
            return thread
        }
        running?.join()
        let helping = helpers.withLock { helpers in
            defer { helpers = [] }
            return helpers
        }
        for helper in helping { helper.join() }
    }

    deinit {
        for descriptor in [listener, ticks.reading, ticks.writing] { _ = Glibc.close(descriptor) }
        unlink(path)
    }

    /// The next call that was recorded, `{"method": …, "params": …}`; nil at the deadline.
    package func take(until deadline: ContinuousClock.Instant) -> JSONValue? {
        while true {
            let next = state.withLock { state in
                state.calls.isEmpty ? nil : state.calls.removeFirst()
            }
            if let next { return next }
            let left = ContinuousClock.now.duration(to: deadline)
            guard left > .zero else { return nil }
            guard Socket.wait(ticks.reading, for: Int32(POLLIN), atMost: left) != 0 else {
                return nil
            }
            var bytes = [UInt8](repeating: 0, count: 4096)
            _ = read(ticks.reading, &bytes, bytes.count)
        }
    }

    /// Calls for which no ending was laid down.
    package var strays: [JSONValue] { state.withLock { $0.strays } }

    /// Whether the subject is connected, and so has started.
    package var isJoined: Bool { state.withLock { $0.connection >= 0 } }

    /// What the subject said it can do besides answering.
    package var offers: Set<String> { state.withLock { $0.offers } }

    /// Why calls can no longer be told, if that is so.
    package var fault: String? { state.withLock { $0.fault } }

    /// Ends the oldest held call of a method; false when there is none.
    package func release(_ method: String, _ message: JSONObject) -> Bool {
        state.withLock { state in
            guard let index = state.held.firstIndex(where: { $0.method == method }) else {
                return false
            }
            let held = state.held.remove(at: index)
            Self.answer(held.call, message, &state)
            return true
        }
    }

    /// Ends every held call, the last one first, and does not wait for that: a subject that answers
    /// meanwhile must be heard.
    package func releaseAll(_ message: JSONObject) {
        let worker = PosixThread.start {
            self.state.withLock { state in
                while let held = state.held.popLast() { Self.answer(held.call, message, &state) }
            }
        }
        guard let worker else { return }
        helpers.withLock { $0.append(worker) }
    }
}

// The thread.

extension HandlerDesk {
    private func serve() {
        guard let connection = accepted() else { return }
        state.withLock { $0.connection = connection }
        var intake = Intake()
        var scanned = 0
        let scratch = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 16)
        defer {
            scratch.deallocate()
            state.withLock { state in
                state.connection = -1
                Glibc.close(connection)
            }
        }
        while isReadable(connection) {
            let count = read(connection, scratch.baseAddress, scratch.count)
            guard count > 0 else { return }
            intake.append(UnsafeRawBufferPointer(rebasing: scratch[..<count]))
            while let end = intake.bytes[(intake.start + scanned)...].firstIndex(of: 0x0A) {
                let line = intake.take(end + 1 - intake.start).dropLast()
                scanned = 0
                guard take(Array(line)) else { return }
            }
            scanned = intake.count
            guard intake.count <= Self.limit else { return fail("a call's line has no end") }
        }
    }

    private func accepted() -> Int32? {
        guard isReadable(listener) else { return nil }
        guard let connection = Socket.accept(listener) else { return nil }
        // A subject that does not read what it asked for must not hold us up for good.
        Socket.configure(connection, receive: .seconds(3600), send: .seconds(5))
        return connection
    }

    /// Waits for a descriptor; false once the desk is to close.
    private func isReadable(_ descriptor: Int32) -> Bool {
        var items = [
            pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: bell.descriptor, events: Int16(POLLIN), revents: 0),
        ]
        while poll(&items, 2, -1) < 0 && errno == EINTR {}
        return items[0].revents != 0
    }

    private func fail(_ why: String) {
        state.withLock { $0.fault = why }
        _ = write(ticks.writing, [1], 1)
    }

    private func take(_ line: [UInt8]) -> Bool {
        let told = try? JSONValue.read(line)
        if let offers = told?["offers"]?.array {
            state.withLock { $0.offers.formUnion(offers.compactMap(\.string)) }
            return true
        }
        guard let told, let call = told["call"], let method = told["method"]?.string else {
            let text = String(decoding: line.prefix(200), as: UTF8.self)
            fail("a handler's call cannot be read: \(text)")
            return false
        }
        state.withLock { state in
            let record = told.object?.members.filter { $0.name != "call" } ?? []
            state.calls.append(JSONValue.object(record))
            Self.end(call, method, JSONValue.object(record), &state)
        }
        _ = write(ticks.writing, [1], 1)
        return true
    }

    private static func end(
        _ call: JSONValue, _ method: String, _ record: JSONValue, _ state: inout State
    ) {
        guard let endings = state.endings[method], let ending = endings.first else {
            state.strays.append(record)
            let text = "no ending was laid down for '\(method)'"
            let error: JSONValue = ["code": -32099, "message": .string(text)]
            return answer(call, JSONObject([.init("error", error)]), &state)
        }
        if endings.count > 1 { state.endings[method]?.removeFirst() }
        switch ending {
        case .message(let message): answer(call, message, &state)
        case .held: state.held.append(Held(call: call, method: method))
        }
    }

    private static func answer(_ call: JSONValue, _ message: JSONObject, _ state: inout State) {
        guard state.connection >= 0 else { return }
        let members = [JSONObject.Member("call", call)] + message.members
        let line = Array(JSONValue.object(members).text().utf8) + [0x0A]
        _ = line.withUnsafeBytes { Socket.send($0, to: state.connection) }
    }
}
