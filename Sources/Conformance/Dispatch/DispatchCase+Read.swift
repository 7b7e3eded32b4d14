package import Diagnostics
import WireJSON

extension DispatchCase {
    /// Reads the text of one case file; nil with diagnostics when it is not a case. `id` is its
    /// path under the cases' folder without the extension.
    package static func read(
        _ bytes: [UInt8], id: String, file: String
    ) -> (DispatchCase?, [Diagnostic]) {
        var reader = DispatchCaseReader(CaseText(source: SourceFile(name: file, bytes: bytes)))
        return (reader.read(id: id), reader.file.diagnostics)
    }
}

/// Walks one case file; every member is known or refused.
private struct DispatchCaseReader {
    var file: CaseText

    private static let known = [
        "title", "why", "requirement", "needs", "service", "profile", "framing", "without",
        "handlers", "steps", "end",
    ]

    init(_ file: CaseText) { self.file = file }

    mutating func read(id: String) -> DispatchCase? {
        guard let root = file.root() else { return nil }
        file.refuseUnknown(root, Self.known, in: "a case of dispatch")
        let title = file.text(root, "title")
        let why = file.text(root, "why")
        let service = file.text(root, "service")
        let requirements = file.words(root, "requirement")
        if requirements.isEmpty { file.complain(root, "'requirement' names no requirement") }
        let steps = root["steps"]?.array ?? []
        if steps.isEmpty { file.complain(root, "'steps' is a list of at least one step") }
        var read = DispatchCase(
            id: id, title: title ?? "", why: why ?? "", requirements: requirements,
            service: service ?? "", steps: steps.compactMap { step($0) })
        read.needs = file.words(root, "needs")
        for need in read.needs where !DispatchCase.features.contains(need) {
            file.complain(root["needs"] ?? root, "'\(need)' is nothing that a subject can offer")
        }
        read.without = file.words(root, "without")
        read.profile = choice(root, "profile")
        read.framing = choice(root, "framing") ?? .newline
        read.end = choice(root, "end") ?? .cleanly
        read.handlers = handlers(root)
        return file.diagnostics.isEmpty ? read : nil
    }

    private mutating func handlers(_ root: JSONValue) -> [String: [DispatchCase.Ending]] {
        guard let value = root["handlers"] else { return [:] }
        guard let object = value.object else {
            file.complain(value, "'handlers' is an object of methods and how each ends")
            return [:]
        }
        var handlers: [String: [DispatchCase.Ending]] = [:]
        for member in object.members {
            let endings = member.value.array ?? [member.value]
            handlers[member.name] = endings.compactMap { ending($0) }
        }
        return handlers
    }

    private mutating func step(_ value: JSONValue) -> DispatchCase.Step? {
        guard let object = value.object, let member = object.members.first, object.count == 1
        else {
            file.complain(value, "a step is an object of one member: what is done or waited for")
            return nil
        }
        if let step = step(member.name, member.value) { return step }
        file.complain(value, "'\(member.name)' is no step with such a content")
        return nil
    }

    private mutating func step(_ name: String, _ content: JSONValue) -> DispatchCase.Step? {
        switch name {
        case "send": return .send(content)
        case "sendText": return content.string.map { .sendText($0) }
        case "sendBytes": return content.string.map { .sendBytes($0) }
        case "receive": return .receive(file.pattern(content))
        case "receiveAll": return content.array.map { .receiveAll($0.map { file.pattern($0) }) }
        case "handled": return .handled(file.pattern(content))
        case "close" where content.bool == true: return .close
        case "flood", "heavy": return many(name, content)
        case "release":
            guard let method = content["method"]?.string else { return nil }
            return ending(content).map { .release(method: method, $0) }
        default: return nil
        }
    }

    private mutating func many(_ name: String, _ content: JSONValue) -> DispatchCase.Step? {
        guard let count = content["count"]?.int, count > 0, let message = content["send"],
            let received = content["receive"]
        else {
            file.complain(content, "'\(name)' needs 'count', 'send' and 'receive'")
            return nil
        }
        if name == "heavy" { return .heavy(count, message, file.pattern(received)) }
        let release = content["release"].flatMap { ending($0) }
        return .flood(
            DispatchCase.Flood(
                count: count, message: message, received: file.pattern(received), release: release))
    }

    private mutating func ending(_ value: JSONValue) -> DispatchCase.Ending? {
        if let result = value["result"] { return .result(result) }
        if let error = value["error"] { return .error(error) }
        if let text = value["panic"]?.string { return .panic(text) }
        if let call = value["outbound"] { return .outbound(call) }
        if value["hold"]?.bool == true { return .held }
        file.complain(value, "a handler ends by 'result', 'error', 'panic', 'outbound' or 'hold'")
        return nil
    }
}

extension DispatchCaseReader {
    private mutating func choice<Choice: RawRepresentable<String>>(
        _ root: JSONValue, _ name: String
    ) -> Choice? {
        guard let value = root[name] else { return nil }
        if let choice = value.string.flatMap(Choice.init(rawValue:)) { return choice }
        file.complain(value, "'\(name)' is \(value.text()), which is unknown")
        return nil
    }
}
