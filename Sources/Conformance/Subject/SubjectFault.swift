/// How an adapter breaks the subject protocol. Each is one failure of the case in hand, after which
/// the process is done with.
package enum SubjectFault: Error, Sendable, Equatable {
    /// Its process came to an end; the text says how.
    case ended(String)
    /// It did not answer in time; the text says what.
    case silent(String)
    /// More came than anybody asked for.
    case flooded(String)
    /// A request was answered again.
    case answeredTwice(String)
    /// It answered what nobody asked.
    case unknownID(String)
    /// What it wrote is no JSON.
    case notJSON(String)
    /// What it wrote is JSON, and no message that is due.
    case notAMessage(String)
    /// It speaks another version of the protocol.
    case otherVersion(String)
    /// A result is not of the form that the protocol's document gives.
    case misshapen(String)
    /// An error of JSON-RPC where an outcome is due.
    case refused(String)

    /// The fault in one line.
    package var description: String {
        switch self {
        case .ended(let how): "the adapter is gone: \(how)"
        case .silent(let what): "the adapter hangs: \(what)"
        case .flooded(let what): "the adapter floods: \(what)"
        case .answeredTwice(let what): "the adapter answered twice: \(what)"
        case .unknownID(let id): "the adapter answered what nobody asked: id \(id)"
        case .notJSON(let text): "the adapter wrote what is no JSON: \(text)"
        case .notAMessage(let why): "the adapter wrote what is no message: \(why)"
        case .otherVersion(let version):
            "the adapter speaks version \(version) of the protocol, not "
                + SubjectDescription.protocolVersion
        case .misshapen(let why): "the adapter's result is misshapen: \(why)"
        case .refused(let error): "the adapter refused a lawful request: \(error)"
        }
    }

    /// What the case that was in hand is told of it.
    package var ending: Observation.Ending {
        switch self {
        case .silent: .timedOut(description)
        default: .died(description)
        }
    }
}
