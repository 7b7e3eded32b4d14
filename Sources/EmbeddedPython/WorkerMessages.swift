/// What a worker is told before anything else.
struct WorkerSetup {
    var library: String
    var executable: String
    var bootstrap: String
    var workingDirectory: String
    var limits: GuestLimits?
    var isolatesNetwork: Bool

    var payload: [UInt8] {
        var writer = MessageWriter()
        writer.put(library)
        writer.put(executable)
        writer.put(bootstrap)
        writer.put(workingDirectory)
        writer.put(isolatesNetwork)
        writer.put(limits != nil)
        let limits = limits ?? GuestLimits()
        writer.put(limits.memory)
        writer.put(limits.fileSize)
        writer.put(limits.openFiles)
        writer.put(limits.processes)
        writer.put(limits.processorSeconds)
        return writer.bytes
    }
}

extension WorkerSetup {
    init?(payload: [UInt8]) {
        var reader = MessageReader(payload)
        guard let library = reader.text(), let executable = reader.text(),
            let bootstrap = reader.text(), let workingDirectory = reader.text(),
            let isolatesNetwork = reader.flag(), let isLimited = reader.flag(),
            let memory = reader.integer(), let fileSize = reader.integer(),
            let openFiles = reader.integer(), let processes = reader.integer(),
            let processorSeconds = reader.integer()
        else { return nil }
        var limits = GuestLimits()
        limits.memory = memory
        limits.fileSize = fileSize
        limits.openFiles = openFiles
        limits.processes = processes
        limits.processorSeconds = processorSeconds
        self.init(
            library: library, executable: executable, bootstrap: bootstrap,
            workingDirectory: workingDirectory, limits: isLimited ? limits : nil,
            isolatesNetwork: isolatesNetwork)
    }
}

/// What a worker answers when its interpreter runs, or why it does not. The descriptor of the
/// listener follows.
enum WorkerReadiness {
    case ready(process: Int32, user: UInt32?, port: UInt16, isNetworkIsolated: Bool)
    case failed(String)

    var payload: [UInt8] {
        var writer = MessageWriter()
        switch self {
        case .ready(let process, let user, let port, let isNetworkIsolated):
            writer.put(true)
            writer.put(UInt64(UInt32(bitPattern: process)))
            writer.put(UInt64(user ?? 0))
            writer.put(UInt64(port))
            writer.put(isNetworkIsolated)
        case .failed(let reason):
            writer.put(false)
            writer.put(reason)
        }
        return writer.bytes
    }

    init?(payload: [UInt8]) {
        var reader = MessageReader(payload)
        switch reader.flag() {
        case true?:
            guard let process = reader.integer(), let user = reader.integer(),
                let port = reader.integer(), let isNetworkIsolated = reader.flag()
            else { return nil }
            self = .ready(
                process: Int32(truncatingIfNeeded: process),
                user: user == 0 ? nil : UInt32(truncatingIfNeeded: user),
                port: UInt16(truncatingIfNeeded: port), isNetworkIsolated: isNetworkIsolated)
        case false?:
            guard let reason = reader.text() else { return nil }
            self = .failed(reason)
        case nil: return nil
        }
    }
}

/// One call: what runs, and where.
struct WorkerRequest {
    var forks: Bool
    var function: String
    var argument: String
    var timeout: Duration

    var payload: [UInt8] {
        var writer = MessageWriter()
        writer.put(forks)
        writer.put(function)
        writer.put(argument)
        writer.put(UInt64(max(timeout.milliseconds, 0)))
        return writer.bytes
    }
}

extension WorkerRequest {
    init?(payload: [UInt8]) {
        var reader = MessageReader(payload)
        guard let forks = reader.flag(), let function = reader.text(),
            let argument = reader.text(), let timeout = reader.integer()
        else { return nil }
        self.init(
            forks: forks, function: function, argument: argument,
            timeout: .milliseconds(Int64(clamping: timeout)))
    }
}

/// What Python made of a call: a text, returned or raised.
struct CallResult {
    var isReturned: Bool
    var text: String

    var payload: [UInt8] {
        var writer = MessageWriter()
        writer.put(isReturned)
        writer.put(text)
        return writer.bytes
    }

    func outcome(_ output: GuestOutput) -> WorkerOutcome {
        isReturned ? .returned(text, output: output) : .raised(text, output: output)
    }
}

extension CallResult {
    init?(payload: [UInt8]) {
        var reader = MessageReader(payload)
        guard let isReturned = reader.flag(), let text = reader.text() else { return nil }
        self.init(isReturned: isReturned, text: text)
    }
}

extension WorkerOutcome {
    /// The outcome of a forked call, packed for the way to the harness.
    var payload: [UInt8] {
        var writer = MessageWriter()
        switch self {
        case .returned(let text, _): writer.put(kind: 0, text)
        case .raised(let text, _): writer.put(kind: 1, text)
        case .timedOut(let text, _): writer.put(kind: 2, text)
        case .died(.exited(let status), _): writer.put(kind: 3, String(status))
        case .died(.signalled(let signal), _): writer.put(kind: 4, String(signal))
        case .workerLost(let text): writer.put(kind: 5, text)
        }
        for stream in [output.standard, output.error] {
            writer.put(stream.bytes)
            writer.put(UInt64(stream.total))
        }
        return writer.bytes
    }

    init?(payload: [UInt8]) {
        var reader = MessageReader(payload)
        guard let kind = reader.integer(), let text = reader.text(),
            let standard = reader.stream(), let error = reader.stream()
        else { return nil }
        var output = GuestOutput()
        output.standard = standard
        output.error = error
        switch kind {
        case 0: self = .returned(text, output: output)
        case 1: self = .raised(text, output: output)
        case 2: self = .timedOut(text, output: output)
        case 3: self = .died(.exited(Int32(text) ?? -1), output: output)
        case 4: self = .died(.signalled(Int32(text) ?? -1), output: output)
        case 5: self = .workerLost(text)
        default: return nil
        }
    }
}

extension MessageWriter {
    fileprivate mutating func put(kind: UInt64, _ text: String) {
        put(kind)
        put(text)
    }
}

extension MessageReader {
    fileprivate mutating func stream() -> CapturedStream? {
        guard let bytes = data(), let total = integer() else { return nil }
        return CapturedStream(bytes: bytes, total: Int(clamping: total))
    }
}
