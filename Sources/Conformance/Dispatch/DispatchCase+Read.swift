package import Diagnostics
import WireJSON

extension DispatchCase {
    /// Reads the text of one case file; nil with diagnostics when it is not a case. `id` is its
    /// path under the cases' folder without the extension.
    package static func read(
        _ bytes: [UInt8], id: String, file: String
    ) -> (DispatchCase?, [Diagnostic]) {
        var reader = DispatchCaseReader(source: SourceFile(name: file, bytes: bytes))
        let read = reader.read(id: id)
        return (reader.diagnostics.isEmpty ? read : nil, reader.diagnostics)
    }
}

/// Walks one case file; every member is known or refused.
private struct DispatchCaseReader {
    let source: SourceFile
    var diagnostics: [Diagnostic] = []

    private static let known = [
        "title", "why", "requirement", "side", "needs", "service", "profile", "framing", "without",
        "handlers", "steps", "end",
    ]

    init(source: SourceFile) { self.source = source }

    mutating func read(id: String) -> DispatchCase? {
        let root: JSONValue
        do throws(JSONFault) {
            root = try JSONValue.read(source.bytes)
        } catch {
            diagnostics.append(error.diagnostic(in: source))
            return nil
        }
        diagnostics += root.duplicateNames().map { $0.diagnostic(in: source) }
        refuseUnknown(root, Self.known, in: "a case of dispatch")
        let texts = ["title", "why", "service"].map { text(root, $0) }
        let requirements = words(root, "requirement")
        if requirements.isEmpty { complain(root, "'requirement' names no requirement") }
        guard let steps = root["steps"]?.array, !steps.isEmpty else {
            complain(root, "'steps' is a list of at least one step")
            return nil
        }
        var read = DispatchCase(
            id: id, title: texts[0], why: texts[1], requirements: requirements,
            service: texts[2], steps: steps.compactMap { step($0) })
        read.needs = words(root, "needs")
        for need in read.needs where !DispatchCase.features.contains(need) {
            complain(root["needs"] ?? root, "'\(need)' is nothing that a subject can offer")
        }
        read.without = words(root, "without")
        read.profile = choice(root, "profile")
        read.framing = choice(root, "framing") ?? .newline
        read.end = choice(root, "end") ?? .cleanly
        for member in root["handlers"]?.object?.members ?? [] {
            let endings = member.value.array ?? [member.value]
            read.handlers[member.name] = endings.compactMap { ending($0) }
        }
        return read
    }

    private mutating func step(_ value: JSONValue) -> DispatchCase.Step? {
        guard let member = value.object?.members.first else {
            complain(value, "a step is an object that says what is done or waited for")
            return nil
        }
        let content = member.value
        switch member.name {
        case "send": return only("send", value) ? .send(content) : nil
        case "sendText": return content.string.map { .sendText($0) }
        case "sendBytes": return content.string.map { .sendBytes($0) }
        case "receive": return .receive(pattern(content))
        case "receiveAll": return content.array.map { .receiveAll($0.map { pattern($0) }) }
        case "handled": return .handled(pattern(content))
        case "close" where content.bool == true: return .close
        case "flood", "heavy": return many(member.name, content)
        case "release":
            guard let method = content["method"]?.string, let ending = ending(content) else {
                break
            }
            return .release(method: method, ending)
        default: break
        }
        complain(value, "'\(member.name)' is no step")
        return nil
    }

    private mutating func only(_ name: String, _ value: JSONValue) -> Bool {
        refuseUnknown(value, [name], in: "a step")
        return true
    }

    private mutating func many(_ name: String, _ content: JSONValue) -> DispatchCase.Step? {
        guard let count = content["count"]?.int, count > 0, let message = content["send"],
            let received = content["receive"]
        else {
            complain(content, "'\(name)' needs 'count', 'send' and 'receive'")
            return nil
        }
        if name == "heavy" { return .heavy(count, message, pattern(received)) }
        let release = content["release"].flatMap { ending($0) }
        return .flood(
            DispatchCase.Flood(
                count: count, message: message, received: pattern(received), release: release))
    }

    private mutating func ending(_ value: JSONValue) -> DispatchCase.Ending? {
        if let result = value["result"] { return .result(result) }
        if let error = value["error"] { return .error(error) }
        if let text = value["panic"]?.string { return .panic(text) }
        if let call = value["outbound"] { return .outbound(call) }
        if value["hold"]?.bool == true { return .held }
        complain(value, "a handler ends by 'result', 'error', 'panic', 'outbound' or 'hold'")
        return nil
    }
}

extension DispatchCaseReader {
    private mutating func pattern(_ value: JSONValue) -> Pattern {
        for problem in Pattern.problems(in: value) { complain(problem.value, problem.message) }
        return Pattern(value)
    }

    private mutating func choice<Choice: RawRepresentable<String>>(
        _ root: JSONValue, _ name: String
    ) -> Choice? {
        guard let value = root[name] else { return nil }
        if let choice = value.string.flatMap(Choice.init(rawValue:)) { return choice }
        complain(value, "'\(name)' is \(value.text()), which is unknown")
        return nil
    }

    private mutating func text(_ root: JSONValue, _ name: String) -> String {
        guard let text = root[name]?.string, !text.isEmpty else {
            complain(root[name] ?? root, "'\(name)' is missing; it is a text")
            return ""
        }
        return text
    }

    private mutating func words(_ root: JSONValue, _ name: String) -> [String] {
        guard let value = root[name] else { return [] }
        let elements = value.array ?? [value]
        let words = elements.compactMap(\.string)
        if words.count != elements.count { complain(value, "'\(name)' holds texts") }
        return words
    }

    private mutating func refuseUnknown(_ value: JSONValue, _ known: [String], in what: String) {
        guard let object = value.object else { return complain(value, "\(what) is an object") }
        for member in object.members where !known.contains(member.name) {
            complain(value, "'\(member.name)' is no member of \(what)")
        }
    }

    private mutating func complain(_ value: JSONValue, _ message: String) {
        diagnostics.append(
            Diagnostic(
                .error, rule: "case.malformed", message, at: SourceSpan(value.span, in: source)))
    }
}
