import Glibc
import JSONRPC
import WireJSON

/// Messages that end with a line feed. A carriage return before it is white space of JSON, and an
/// empty line is a message that is no JSON.
struct LineCodec: MessageCodec {
    let limit: Int
    /// How much of the intake is known to hold no line feed.
    private var scanned = 0

    init(limit: Int) { self.limit = limit }

    mutating func next(_ intake: inout Intake) throws(CodecFault) -> Parcel? {
        let length = intake.distance(to: 0x0A, from: scanned)
        guard (length ?? intake.count) <= limit else { throw overflow }
        guard let length else {
            scanned = intake.count
            return nil
        }
        scanned = 0
        let line = intake.take(length)
        intake.start += 1
        return .message(line)
    }

    /// The last line may lack its line feed.
    mutating func finish(_ intake: inout Intake) -> Parcel? {
        intake.isEmpty ? nil : .message(intake.take())
    }

    func framed(_ text: [UInt8]) -> [UInt8] { text + [0x0A] }

    func cargo(_ text: [UInt8]) -> Cargo { .line(text: text) }

    var farewell: [UInt8] { [] }
    var tardiness: CodecFault {
        CodecFault(reason: "a message did not arrive in time", error: .parseError, in: self)
    }
    var isAtRest: Bool { true }

    private var overflow: CodecFault {
        CodecFault(
            reason: "a message holds at most \(limit) bytes", error: .invalidRequest, in: self)
    }
}

extension CodecFault {
    /// A fault that JSON-RPC has to tell: the reason is the error's `data`.
    init(reason: String, error: ErrorObject, in codec: some MessageCodec) {
        let response = Response(id: .null, .error(error.because(.string(reason))))
        let text = response.value.bytes()
        self.init(reason: reason, reply: text, parting: codec.framed(text))
    }
}
