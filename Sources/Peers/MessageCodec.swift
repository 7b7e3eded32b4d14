/// How messages are cut out of a stream of bytes, and put into one.
protocol MessageCodec {
    /// The next thing the caller sent; nil when more of it has to come.
    mutating func next(_ intake: inout Intake) throws(CodecFault) -> Parcel?

    /// What the caller meant by the bytes that are left when it sends nothing more.
    mutating func finish(_ intake: inout Intake) throws(CodecFault) -> Parcel?

    /// The bytes that carry a message.
    func framed(_ text: [UInt8]) -> [UInt8]

    /// A message as what could be carried wrongly.
    func cargo(_ text: [UInt8]) -> Cargo

    /// The bytes that end a connection in good order.
    var farewell: [UInt8] { get }

    /// What is said of a message that does not arrive in time.
    var tardiness: CodecFault { get }

    /// Whether nothing has been kept of a message that is not complete.
    var isAtRest: Bool { get }
}

/// What a codec makes of some bytes.
enum Parcel {
    case message([UInt8])
    /// The carrier's own business, with what to send back, if anything.
    case control(reply: [UInt8])
    /// The caller's last word, and the answer to it.
    case farewell(reply: [UInt8])
}

/// Why nothing more can be read from a connection.
struct CodecFault: Error {
    /// The rule that the caller broke.
    var reason: String
    /// The JSON-RPC text that says so, where the carrier has no words of its own.
    var reply: [UInt8] = []
    /// What is sent before the connection ends.
    var parting: [UInt8]
}
