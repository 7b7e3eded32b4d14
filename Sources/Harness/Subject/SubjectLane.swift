import Conformance
import JSONRPC
import Peers
import WireJSON

/// One process of a subject and the mock that it talks to; plays one case at a time.
final class SubjectLane: CasePlayer {
    private let staged: StagedAdapter
    private let settings: LaneSettings
    private let peer: SubjectPeer
    private var process: SubjectProcess?

    init(_ staged: StagedAdapter, _ settings: LaneSettings, directory: String) {
        self.staged = staged
        self.settings = settings
        peer = SubjectPeer(
            staged.document, staged.documentBytes, settings, directory: directory)
    }

    deinit { process?.close() }

    /// Starts a process, asks what the subject is, and has it prepare for the document.
    func meet() throws(HarnessFault) -> Meeting {
        let process = try SubjectProcess(staged.command)
        self.process = process
        do throws(SubjectFault) {
            let description = try process.describe()
            let prepared = try process.ask(.prepare, staged.preparation(in: peer.directory))
            if let refusal = Refusal(prepared, of: "prepare") { return .refused(refusal) }
            return .met(description)
        } catch {
            close()
            return .refused(Refusal(.failed, error.description))
        }
    }

    /// What came of a first conversation.
    enum Meeting {
        case met(SubjectDescription)
        case refused(Refusal)
    }

    /// Lets go of a process; the next case gets another.
    private func close() {
        process?.close()
        process = nil
    }
}

// One case.

extension SubjectLane {
    func sight(of subject: Case, by way: Way?) throws(HarnessFault) -> Sight {
        if process == nil, case .refused(let refusal) = try meet() { return .refused(refusal) }
        guard let process else { throw HarnessFault("the subject did not start") }
        let seesShapes = process.description?.features.contains(.shapes) ?? false
        var conversation = CaseConversation(
            subject, by: way, at: try way.map(peer.connection), timeout: settings.timeout,
            seesShapes: seesShapes)
        peer.load(MockScript(subject, by: way))
        _ = process.takeOutput()
        var refusal: Refusal?
        do throws(SubjectFault) {
            refusal = try hold(&conversation, process)
            try process.settle()
        } catch {
            conversation.observation.ending = error.ending
        }
        conversation.observation.exchanges = peer.takeRequests()
        conversation.observation.output = process.takeOutput()
        if conversation.observation.ending != .reported { close() }
        if let refusal, conversation.observation.ending == .reported { return .refused(refusal) }
        return .seen(conversation.observation)
    }

    /// Asks for one thing after the other; says why nothing can be said of the subject, if so.
    private func hold(
        _ conversation: inout CaseConversation, _ process: SubjectProcess
    ) throws(SubjectFault) -> Refusal? {
        guard let opening = conversation.opening else {
            return Refusal(.unsupported, "it is about packages of Python")
        }
        let opened = try process.ask(opening.request, opening.params)
        if let refusal = conversation.take(opened, of: opening.request) { return refusal }
        guard case .connected(let session) = opened else { return nil }
        for question in conversation.questions(in: session) {
            let outcome = try process.ask(
                question.request, question.params,
                within: question.request == .close ? nil : settings.timeout)
            if let refusal = conversation.take(outcome, of: question.request) { return refusal }
        }
        return nil
    }
}

/// An adapter, and the document whose service it is to call.
struct StagedAdapter: Sendable {
    var command: SubjectCommand
    /// The document's name in reports.
    var service: String
    var document: JSONValue
    var documentBytes: [UInt8]

    func preparation(in directory: String) -> JSONValue {
        [
            "document": document, "service": .string(service), "directory": .string(directory),
        ]
    }
}
