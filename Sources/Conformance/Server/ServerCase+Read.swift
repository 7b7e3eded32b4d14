package import Diagnostics
import WireJSON

extension ServerCase {
    /// Reads the text of one case file; nil with diagnostics when it is not a server's case. `id`
    /// is its path under the cases' folder without the extension.
    package static func read(
        _ bytes: [UInt8], id: String, file: String
    ) -> (ServerCase?, [Diagnostic]) {
        var reader = ServerCaseReader(CaseText(source: SourceFile(name: file, bytes: bytes)))
        return (reader.read(id: id), reader.file.diagnostics)
    }
}

/// Walks one case file of a server; every member is known or refused.
private struct ServerCaseReader {
    var file: CaseText

    private static let about = [
        "title", "why", "requirement", "level", "side", "transports", "service",
    ]
    private static let step = [
        "send", "request", "reply", "replies", "silence", "mayClose", "http",
    ]

    init(_ file: CaseText) { self.file = file }

    mutating func read(id: String) -> ServerCase? {
        guard let root = file.root() else { return nil }
        let title = file.text(root, "title")
        let why = file.text(root, "why")
        let requirements = file.words(root, "requirement")
        if requirements.isEmpty { file.complain(root, "'requirement' names no requirement") }
        if root["side"]?.string != "server" {
            file.complain(root["side"] ?? root, "'side' is 'server' in a case below 'server'")
        }
        if let service = root["service"], service.string != "server" {
            file.complain(service, "'service' is 'server', the shipped document, or left out")
        }
        let level = root["level"]?.string.flatMap(Check.Level.init(rawValue:))
        if level == nil {
            file.complain(root["level"] ?? root, "'level' is one of 'must', 'should' and 'derived'")
        }
        let own = root["steps"] == nil ? Self.step : ["steps"]
        file.refuseUnknown(root, Self.about + own, in: "a server's case")
        let transports = transports(root)
        let steps = steps(root)
        guard file.diagnostics.isEmpty, let title, let why, let level, let steps else { return nil }
        return ServerCase(
            id: id, title: title, why: why, requirements: requirements, level: level,
            transports: transports, isOfShippedService: root["service"] != nil, steps: steps)
    }

    private mutating func transports(_ root: JSONValue) -> Set<ServerCase.Transport>? {
        guard let value = root["transports"] else { return nil }
        let named = file.words(root, "transports").map(ServerCase.Transport.init(rawValue:))
        let names = ServerCase.Transport.allCases.map(\.rawValue).joined(separator: ", ")
        if named.isEmpty || named.contains(nil) {
            file.complain(value, "'transports' are some of \(names)")
        }
        return Set(named.compactMap { $0 })
    }

    private mutating func steps(_ root: JSONValue) -> [ServerCase.Step]? {
        guard let list = root["steps"] else { return step(root).map { [$0] } }
        guard let elements = list.array, !elements.isEmpty else {
            file.complain(list, "'steps' is a list of at least one step")
            return nil
        }
        let read = elements.compactMap { element in
            file.refuseUnknown(element, Self.step, in: "a step")
            return step(element)
        }
        return read.count == elements.count ? read : nil
    }

    private mutating func step(_ value: JSONValue) -> ServerCase.Step? {
        guard let send = value["send"] else {
            file.complain(value, "'send' is missing; it is the message")
            return nil
        }
        guard let message = message(send), let expected = expected(value) else { return nil }
        var step = ServerCase.Step(message: message, expected: expected)
        if let request = value["request"] { read(request, into: &step) }
        if let flag = value["mayClose"] {
            if flag.bool != true { file.complain(flag, "'mayClose' is true or left out") }
            step.mayClose = true
        }
        if let http = value["http"] {
            file.refuseUnknown(http, ["status", "contentType"], in: "'http'")
            step.http = ServerCase.HTTPExpectation(
                status: http["status"].map { file.pattern($0) },
                contentType: http["contentType"].map { file.pattern($0) })
        }
        return step
    }

    private mutating func read(_ request: JSONValue, into step: inout ServerCase.Step) {
        file.refuseUnknown(request, ["verb", "headers"], in: "'request'")
        if let verb = request["verb"] {
            step.verb = verb.string ?? ""
            if step.verb.isEmpty { file.complain(verb, "'verb' is a text, such as 'GET'") }
        }
        for member in request["headers"]?.object?.members ?? [] {
            guard let value = member.value.string else {
                file.complain(member.value, "a header's value is a text")
                continue
            }
            step.headers.append(ServerCase.Header(name: member.name, value: value))
        }
    }

    private mutating func expected(_ value: JSONValue) -> ServerCase.Expected? {
        let stated = ["reply", "replies", "silence"].filter { value[$0] != nil }
        guard stated.count == 1, let given = value[stated[0]] else {
            file.complain(
                value, "a step states exactly one of 'reply', 'replies' and 'silence'")
            return nil
        }
        switch (stated[0], given.kind) {
        case ("reply", _): return .replies([file.pattern(given)])
        case ("replies", .array(let patterns)) where !patterns.isEmpty:
            return .replies(patterns.map { file.pattern($0) })
        case ("silence", .bool(true)): return .silence
        default:
            file.complain(given, "'\(stated[0])' is \(given.text()), which states nothing")
            return nil
        }
    }

    private mutating func message(_ value: JSONValue) -> ServerMessage? {
        if value["rawText"] != nil {
            file.refuseUnknown(value, ["rawText"], in: "'send' with 'rawText'")
            return piece(value).map { .pieces([$0]) }
        }
        guard let pieces = value["pieces"] else { return .json(value) }
        file.refuseUnknown(value, ["pieces"], in: "'send' with 'pieces'")
        let read = (pieces.array ?? []).compactMap { piece($0) }
        guard !read.isEmpty, read.count == pieces.array?.count else {
            file.complain(pieces, "'pieces' is a list of texts, bytes and repetitions")
            return nil
        }
        return .pieces(read)
    }

    private mutating func piece(_ value: JSONValue) -> ServerMessage.Piece? {
        if let raw = value["rawText"]?.string { return .text(raw) }
        if let hex = value["hex"]?.string, let bytes = Self.bytes(hex) { return .bytes(bytes) }
        if let text = value["repeat"]?.string, let times = value["times"]?.int, times > 0,
            text.utf8.count * times <= 256 << 20
        {
            return .repeated(text, times: times)
        }
        file.complain(value, "\(value.text()) is no 'rawText', 'hex' or 'repeat' with 'times'")
        return nil
    }

    private static func bytes(_ hex: String) -> [UInt8]? {
        let words = hex.split(separator: " ")
        let bytes = words.compactMap { $0.utf8.count == 2 ? UInt8($0, radix: 16) : nil }
        return bytes.count == words.count ? bytes : nil
    }
}
