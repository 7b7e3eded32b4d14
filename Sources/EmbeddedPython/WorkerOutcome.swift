/// How one call into a worker ended.
package enum WorkerOutcome: Sendable {
    /// The function returned this text.
    case returned(String, output: GuestOutput)
    /// It raised, `SystemExit` included; the text is the traceback.
    case raised(String, output: GuestOutput)
    /// It was still running at its deadline; the text says where, as far as it let itself be asked.
    case timedOut(String, output: GuestOutput)
    /// Its process ended without a result; an exit status of 0 is no result either.
    case died(ProcessEnd, output: GuestOutput)
    /// The worker itself is gone or silent; the text says how that was noticed.
    case workerLost(String)

    /// What was printed meanwhile; nothing when the worker was lost.
    package var output: GuestOutput {
        switch self {
        case .returned(_, let output), .raised(_, let output), .timedOut(_, let output),
            .died(_, let output):
            output
        case .workerLost: GuestOutput()
        }
    }
}

/// How a process ended.
package enum ProcessEnd: Hashable, Sendable, CustomStringConvertible {
    /// With this exit status.
    case exited(Int32)
    /// By this signal.
    case signalled(Int32)

    /// Reads what `waitpid` stores.
    init(status: Int32) {
        let signal = status & 0x7f
        self = signal == 0 ? .exited(status >> 8 & 0xff) : .signalled(signal)
    }

    package var description: String {
        switch self {
        case .exited(let status): "exited with status \(status)"
        case .signalled(let signal): "killed by signal \(signal)"
        }
    }
}

/// What a guest printed.
package struct GuestOutput: Hashable, Sendable {
    /// Its standard output.
    package var standard = CapturedStream()
    /// Its standard error.
    package var error = CapturedStream()

    /// Nothing printed.
    package init() {}
}

/// The beginning of a stream, and how long the whole was.
package struct CapturedStream: Hashable, Sendable {
    /// How many bytes are kept.
    package static let limit = 64 << 10

    /// The first bytes, at most `limit`.
    package private(set) var bytes: [UInt8] = []
    /// How many bytes there were in all.
    package private(set) var total = 0

    /// Nothing captured.
    package init() {}

    init(bytes: [UInt8], total: Int) {
        self.bytes = bytes
        self.total = total
    }

    /// Whether only a beginning was kept.
    package var isTruncated: Bool { total > bytes.count }
    /// The kept bytes as text, with malformed ones replaced.
    package var text: String { String(decoding: bytes, as: UTF8.self) }

    mutating func append(_ chunk: some Collection<UInt8>) {
        total += chunk.count
        bytes.append(contentsOf: chunk.prefix(Self.limit - bytes.count))
    }
}
