import Foundation
import Synchronization

/// `bench fuzz`: sends seeded sessions of texts, lawful and not, to a running server over one
/// transport, and holds every reply against JSON-RPC, RFC 9112 or RFC 6455.
enum FuzzRun {
    private static let usage = """
        usage: bench fuzz CARRIER ADDRESS [--frames N] [--seed S] [--session K] [--jobs J]
               [--methods A,B]
          CARRIER   http, websocket, newline or content-length
          ADDRESS   a port on 127.0.0.1, a path, or '-- PROGRAM WORDS…' last
          --session K replays one session of the seed and shows it
        """

    /// Frames of one session; a program's start costs more than a connection.
    private static func size(_ address: FuzzChannel.Address) -> Int {
        if case .program = address { 5_000 } else { 48 }
    }

    static func run(_ words: [String]) -> Int32 {
        signal(SIGPIPE, SIG_IGN)
        var words = words
        var program: [String] = []
        if let mark = words.firstIndex(of: "--") {
            program = Array(words[(mark + 1)...])
            words = Array(words[..<mark])
        }
        func option(_ name: String) -> String? {
            guard let place = words.firstIndex(of: "--\(name)"), place + 1 < words.count else {
                return nil
            }
            defer { words.removeSubrange(place...(place + 1)) }
            return words[place + 1]
        }
        let frames = option("frames").flatMap { Int($0) } ?? 100_000
        let seed = option("seed").flatMap { UInt64($0) } ?? 1
        let jobs = option("jobs").flatMap { Int($0) } ?? 2
        let session = option("session").flatMap { Int($0) }
        let methods = (option("methods") ?? "").split(separator: ",").map(String.init)
        let place = program.isEmpty ? words.dropFirst().first : ""
        guard let carrier = words.first.flatMap(carrier), let place else {
            print(usage)
            return 64
        }
        let address: FuzzChannel.Address =
            program.isEmpty
            ? UInt16(place).map { .tcp(port: $0) } ?? .unix(path: place) : .program(program)
        let trial = FuzzTrial(
            carrier: carrier, address: address, methods: methods, seed: seed,
            frames: size(address))
        if let session { return trial.show(session) }
        return trial.play(frames: frames, jobs: jobs)
    }

    private static func carrier(_ name: String) -> (any FuzzCarrier & Sendable)? {
        switch name {
        case "http": FuzzHTTP()
        case "websocket": FuzzWebSocket()
        case "newline": FuzzLines()
        case "content-length": FuzzLengths()
        default: nil
        }
    }
}

/// One seed over one transport.
struct FuzzTrial: Sendable {
    let carrier: any FuzzCarrier & Sendable
    let address: FuzzChannel.Address
    let methods: [String]
    let seed: UInt64
    /// Frames of one session.
    let frames: Int

    private struct Count {
        var frames = 0
        var replies = 0
        var failures: [(session: Int, reason: String)] = []
    }

    /// Failures after which there is no use in going on.
    private static let patience = 5

    func play(frames wanted: Int, jobs: Int) -> Int32 {
        let count = Mutex(Count())
        let begin = Date()
        let sessions = (wanted + frames - 1) / frames
        DispatchQueue.concurrentPerform(iterations: jobs) { job in
            for session in stride(from: job, to: sessions, by: jobs) {
                guard count.withLock({ $0.failures.count }) < Self.patience else { return }
                let (sent, replies, failure) = outcome(session)
                count.withLock { count in
                    count.frames += sent
                    count.replies += replies
                    if let failure { count.failures.append((session, failure)) }
                }
            }
        }
        let (all, replies, failures) = count.withLock { ($0.frames, $0.replies, $0.failures) }
        let seconds = Date().timeIntervalSince(begin)
        for failure in failures.sorted(by: { $0.session < $1.session }) {
            print("FAILED seed \(seed) session \(failure.session): \(failure.reason)")
        }
        let rate = Int(Double(all) / max(seconds, 0.001))
        print(
            "\(all) frames in \(sessions) sessions, \(replies) replies judged, seed \(seed), "
                + "\(rate) frames a second, \(failures.count) failed")
        return failures.isEmpty && replies > 0 ? 0 : 1
    }

    /// Plays one session and shows its bytes.
    func show(_ session: Int) -> Int32 {
        let made = make(session)
        print("sent     \(FuzzSession.shown(made.bytes.suffix(2000)))")
        let (_, replies, failure) = outcome(session)
        print(failure.map { "FAILED \($0)" } ?? "\(replies) replies, as they must be")
        return failure == nil ? 0 : 1
    }

    private func make(_ session: Int) -> FuzzSession {
        var text = FuzzText(
            random: FuzzRandom(seed: seed, session: session), methods: methods)
        return carrier.session(
            &text, frames: frames, methods: Set(methods.map { Array($0.utf8) }))
    }

    private func outcome(_ session: Int) -> (sent: Int, replies: Int, failure: String?) {
        let made = make(session)
        do throws(FuzzFault) {
            let received = try FuzzChannel.exchange(made.bytes, with: address)
            let units = try carrier.units(received)
            return (made.frames, units.count, made.objection(to: units))
        } catch {
            return (made.frames, 0, error.reason)
        }
    }
}
