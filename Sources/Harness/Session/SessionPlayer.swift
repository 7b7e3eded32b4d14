import Conformance
import EmbeddedPython
import Foundation
import Peers
import WireJSON

/// Plays cases of sessions with one subject, one case after the other. An adapter that has passed
/// a case plays the next one too; after a failure there is a new process.
final class SessionPlayer {
    private let words: [String]
    /// A folder for sockets, with a short path.
    private let directory: String
    /// How long any one step may take.
    private let timeout: Duration
    /// The interpreter of the child processes that clients start.
    private let interpreter: String
    private var adapter: SessionAdapter?

    /// How long an adapter may take to start and describe itself.
    private static let patience = Duration.seconds(20)

    init(_ words: [String], directory: String, timeout: Duration) throws(HarnessFault) {
        self.words = words
        self.directory = directory
        self.timeout = timeout
        interpreter = try Interpreters.subject(nil).executable
    }

    deinit { adapter?.close() }

    /// What the subject says of itself.
    func describe() throws(HarnessFault) -> SubjectDescription {
        let adapter = try started()
        if let description = adapter.describe() { return description }
        let why = adapter.breach ?? "it does not answer 'describe'"
        let told = adapter.takeOutput().split(separator: "\n").last.map { "; \($0)" } ?? ""
        throw HarnessFault("the adapter cannot be spoken with: \(why)\(told)")
    }

    private func started() throws(HarnessFault) -> SessionAdapter {
        if let adapter { return adapter }
        let made = try SessionAdapter(words, patience: Self.patience)
        adapter = made
        return made
    }

    /// Plays one case one way and says what was seen.
    func play(_ played: SessionCase, by way: Way) throws(HarnessFault) -> SessionTranscript {
        let isNew = adapter == nil
        let adapter = try started()
        // Its start must not count as part of the first step.
        if isNew { _ = adapter.describe() }
        let number = UInt32.random(in: 0...UInt32.max)
        let peer: StreamPeer
        do {
            peer = try StreamPeer(
                way.carrier, path: "\(directory)/\(String(number, radix: 36)).sock")
        } catch {
            throw HarnessFault("\(error); set TMPDIR to a shorter path")
        }
        var conversation = SessionConversation(
            SessionTranscript(subject: played, way: way), adapter: adapter, peer: peer,
            timeout: timeout, interpreter: interpreter)
        try conversation.hold()
        if !conversation.isClean {
            adapter.close()
            self.adapter = nil
        }
        conversation.transcript.complaints = adapter.takeOutput()
        return conversation.transcript
    }
}

extension Way {
    fileprivate var carrier: StreamPeer.Carrier {
        switch transport {
        case .stdioLines: .child(.newline)
        case .stdioHeaders: .child(.contentLength)
        case .webSocket: .webSocket
        case .memory, .tcp, .unix, .injected: .memory
        }
    }
}
