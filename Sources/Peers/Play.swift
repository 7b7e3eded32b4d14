import JSONRPC
import Synchronization
import WireJSON

/// The case that is being played: what its script still holds and what has been seen of it.
final class Play: Sendable {
    /// One exchange as it grows; it becomes an `Exchange` when it is taken.
    struct Record: Sendable {
        var carrier = Exchange.Carrier.http
        var role = Exchange.Role.request
        /// Why the carrier could read no further.
        var fault: String?
        var requestHead: [UInt8] = []
        var requestBody: [UInt8] = []
        var codedRequestBody: [UInt8]?
        var interimHead: [UInt8] = []
        var responseHead: [UInt8] = []
        var responseBody: [UInt8] = []

        /// The memory it holds, roughly.
        var weight: Int {
            256 + requestHead.count + requestBody.count + (codedRequestBody?.count ?? 0)
                + responseHead.count + responseBody.count
        }

        var exchange: Exchange {
            Exchange(
                carrier: carrier, role: role, fault: fault, requestHead: requestHead,
                requestBody: requestBody,
                codedRequestBody: codedRequestBody, interimHead: interimHead,
                responseHead: responseHead, responseBody: responseBody)
        }
    }

    /// The place of a record in the recording it belongs to.
    struct Ticket: Sendable {
        fileprivate var recording: Int
        fileprivate var index: Int
    }

    /// What is to be done with a call.
    enum Answer: Sendable {
        case scripted(ScriptedReply)
        case documentBehaviour
        case refuse
        /// The recording is full.
        case overflow
    }

    /// A request as it was let in.
    struct Admission: Sendable {
        /// Nil when nothing is recorded.
        var ticket: Ticket?
        var answer: Answer
        /// Which case it belongs to.
        var round: Int
        /// Which of the case's calls it is, from 1 on; 0 where it is none.
        var sequence = 0
        /// What the script does wrong.
        var steering: [Steering] = []
    }

    private struct State {
        var round = 0
        var script = MockScript(afterwards: .documentBehaviour)
        var next = 0
        var calls = 0
        var recording = 0
        var records: [Record] = []
        var weight = 0

        mutating func takeAnswer() -> Answer {
            if next < script.replies.count {
                defer { next += 1 }
                return .scripted(script.replies[next])
            }
            switch script.afterwards {
            case .documentBehaviour: return .documentBehaviour
            case .refuse: return .refuse
            }
        }
    }

    private let isRecording: Bool
    private let recordedBytes: Int
    private let state = Mutex(State())

    init(isRecording: Bool, recordedBytes: Int) {
        self.isRecording = isRecording
        self.recordedBytes = recordedBytes
    }

    /// Begins the next case.
    func load(_ script: MockScript) {
        state.withLock { state in
            state = State(
                round: state.round + 1, script: script, recording: state.recording + 1)
        }
    }

    /// Notes a request that has arrived; only calls use up a scripted reply.
    func arrive(_ record: Record, isCall: Bool) -> Admission {
        state.withLock { state in
            guard state.weight <= recordedBytes else {
                return Admission(answer: .overflow, round: state.round)
            }
            var ticket: Ticket?
            if isRecording {
                ticket = Ticket(recording: state.recording, index: state.records.count)
                state.records.append(record)
                state.weight += record.weight
            }
            if isCall { state.calls += 1 }
            return Admission(
                ticket: ticket, answer: isCall ? state.takeAnswer() : .documentBehaviour,
                round: state.round, sequence: isCall ? state.calls : 0,
                steering: state.script.steering)
        }
    }

    /// What a connection that carries messages is sent when it begins, and in which case.
    func greeting() -> (messages: [JSONValue], round: Int) {
        state.withLock { ($0.script.greeting, $0.round) }
    }

    /// Whether no other case has begun since a request was let in.
    func isCurrent(_ round: Int) -> Bool { state.withLock { $0.round == round } }

    /// Changes a record, unless another recording has begun since.
    func amend(_ ticket: Ticket?, _ change: (inout Record) -> Void) {
        guard let ticket else { return }
        state.withLock { state in
            guard state.recording == ticket.recording else { return }
            let before = state.records[ticket.index].weight
            change(&state.records[ticket.index])
            state.weight += state.records[ticket.index].weight - before
        }
    }

    /// Hands over the recording in order of arrival and begins another; the script goes on.
    func take() -> [Exchange] {
        let records = state.withLock { state in
            defer {
                state.records = []
                state.weight = 0
                state.recording += 1
            }
            return state.records
        }
        return records.map(\.exchange)
    }
}
