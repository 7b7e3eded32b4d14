package import Diagnostics
import WireJSON

extension SessionCase {
    /// Reads the text of one case file; nil with diagnostics when it is not a case. `id` is its
    /// path under the cases' folder without the extension.
    package static func read(
        _ bytes: [UInt8], id: String, file: String
    ) -> (SessionCase?, [Diagnostic]) {
        var reader = SessionCaseReader(CaseText(source: SourceFile(name: file, bytes: bytes)))
        return (reader.read(id: id), reader.file.diagnostics)
    }
}

/// Walks one case file; every member is known or refused.
private struct SessionCaseReader {
    var file: CaseText
    /// Names that calls and subscriptions were given so far.
    private var calls: Set<String> = []
    private var subscriptions: Set<String> = []

    private static let known = [
        "title", "why", "requirement", "needs", "client", "transport", "allowed", "steps",
    ]

    init(_ file: CaseText) { self.file = file }

    mutating func read(id: String) -> SessionCase? {
        guard let root = file.root() else { return nil }
        file.refuseUnknown(root, Self.known, in: "a case of a session")
        let title = file.text(root, "title")
        let why = file.text(root, "why")
        let requirements = file.words(root, "requirement")
        if requirements.isEmpty { file.complain(root, "'requirement' names no requirement") }
        let steps = root["steps"]?.array ?? []
        if steps.isEmpty { file.complain(root, "'steps' is a list of at least one step") }
        var read = SessionCase(
            id: id, title: title ?? "", why: why ?? "", requirements: requirements,
            steps: steps.compactMap { step($0) })
        read.needs = file.words(root, "needs").compactMap { word in
            let need = SubjectDescription.Feature(rawValue: word)
            if need == nil {
                file.complain(
                    root["needs"] ?? root, "'\(word)' is nothing that a subject can have")
            }
            return need
        }
        read.ways = ways(root)
        read.allowed = (root["allowed"]?.array ?? []).map { file.pattern($0) }
        return file.diagnostics.isEmpty ? read : nil
    }

    private mutating func ways(_ root: JSONValue) -> [Way] {
        var ways = SessionCase.ways
        if let value = root["client"] {
            let client = value.string.flatMap(Way.Client.init)
            if client == nil { file.complain(value, "'client' is 'sync' or 'async'") }
            ways = ways.filter { $0.client == client }
        }
        let names = file.words(root, "transport")
        for name in names where Way.Transport(rawValue: name)?.isStream != true {
            file.complain(root["transport"] ?? root, "'\(name)' is no stream")
        }
        guard !names.isEmpty else { return ways }
        return ways.filter { names.contains($0.transport.rawValue) }
    }

    private mutating func step(_ value: JSONValue) -> SessionCase.Step? {
        guard let member = value.object?.members.first, value.object?.count == 1 else {
            file.complain(value, "a step is an object of one member: what is done or waited for")
            return nil
        }
        let before = file.diagnostics.count
        let (name, content) = (member.name, member.value)
        if let step = userStep(name, content) ?? peerStep(name, content) { return step }
        if file.diagnostics.count == before {
            file.complain(value, "'\(name)' is no step with such a content")
        }
        return nil
    }
}

// What the user does.

extension SessionCaseReader {
    private mutating func userStep(_ name: String, _ content: JSONValue) -> SessionCase.Step? {
        switch name {
        case "connect": return connection(content).map { .connect($0) }
        case "call", "notify": return call(content, isNotification: name == "notify")
        case "batch": return batch(content)
        case "subscribe":
            guard let name = content.string, subscriptions.insert(name).inserted else { return nil }
            return .subscribe(name)
        case "ends": return ending(content, "of", of: calls).map { .ends(of: $0, $1) }
        case "over": return ending(content, "of", of: subscriptions).map { .over(of: $0, $1) }
        case "notified": return notified(content)
        case "cancel":
            guard let name = content.string, calls.union(subscriptions).contains(name) else {
                file.complain(content, "'cancel' names no call or subscription before it")
                return nil
            }
            return .cancel(name)
        case "handled": return .handled(file.pattern(content))
        case "close" where content.bool == true: return .close
        default: return nil
        }
    }

    private mutating func connection(_ value: JSONValue) -> SessionCase.Connection? {
        let known = ["command", "token", "handlers", "again", "raised"]
        file.refuseUnknown(value, known, in: "'connect'")
        guard value.object != nil else { return nil }
        let raised = value["raised"].map { self.raised($0) }
        let connected = Pattern.including([("outcome", .exactly("connected"))])
        var connection = SessionCase.Connection(ending: raised ?? connected)
        if value["command"] != nil { connection.command = file.words(value, "command") }
        connection.token = value["token"]?.string
        connection.isAgain = value["again"]?.bool ?? false
        if let handlers = value["handlers"] {
            connection.failingHandlers = handlers.string == "failing"
            if !connection.failingHandlers { file.complain(handlers, "'handlers' is 'failing'") }
        }
        return connection
    }

    private mutating func call(
        _ value: JSONValue, isNotification: Bool
    ) -> SessionCase.Step? {
        file.refuseUnknown(value, ["as", "method", "params", "timeout", "within"], in: "a call")
        guard let name = file.text(value, "as"), let method = file.text(value, "method") else {
            return nil
        }
        if !calls.insert(name).inserted { file.complain(value, "two calls are called '\(name)'") }
        if let params = value["params"], params.object == nil {
            file.complain(params, "'params' gives arguments by name, whatever travels on the wire")
        }
        var call = SessionCase.Call(
            name: name, method: method, params: value["params"]?.object ?? JSONObject(),
            isNotification: isNotification)
        call.timeout = value["timeout"]
        call.patience = value["within"]?.int
        return .call(call)
    }

    private mutating func batch(_ value: JSONValue) -> SessionCase.Step? {
        file.refuseUnknown(value, ["as", "calls"], in: "a batch")
        guard let name = file.text(value, "as"), let made = value["calls"]?.array else {
            return nil
        }
        if !calls.insert(name).inserted { file.complain(value, "two calls are called '\(name)'") }
        for call in made {
            file.refuseUnknown(call, ["method", "params", "notification"], in: "a call of a batch")
            guard file.text(call, "method") != nil, call["params"]?.object != nil else {
                return nil
            }
        }
        return .batch(name: name, calls: .array(made))
    }

    private mutating func notified(_ value: JSONValue) -> SessionCase.Step? {
        file.refuseUnknown(value, ["to", "message", "count"], in: "'notified'")
        guard let name = value["to"]?.string, subscriptions.contains(name),
            let message = value["message"]
        else {
            file.complain(value, "'notified' needs a subscription's name in 'to', and 'message'")
            return nil
        }
        return .notified(
            SessionCase.Notified(
                name: name, count: value["count"]?.int ?? 1, message: file.pattern(message)))
    }

    /// How something that has a name must end.
    private mutating func ending(
        _ value: JSONValue, _ member: String, of names: Set<String>
    ) -> (String, Pattern)? {
        file.refuseUnknown(
            value, [member, "returned", "raised", "either", "each"], in: "an ending")
        guard let name = value[member]?.string, names.contains(name) else {
            file.complain(value, "an ending names in '\(member)' what was begun before it")
            return nil
        }
        return (name, ending(value))
    }

    private mutating func ending(_ value: JSONValue) -> Pattern {
        if let choices = value["either"]?.array { return .either(choices.map { ending($0) }) }
        if let raised = value["raised"] { return self.raised(raised) }
        if let each = value["each"]?.array {
            return .including([("outcomes", .array(each.map { ending($0) }))])
        }
        guard let returned = value["returned"] else {
            file.complain(value, "an ending is one of 'returned', 'raised', 'either' and 'each'")
            return .any
        }
        return .including([
            ("outcome", .exactly("returned")), ("value", file.pattern(returned)),
        ])
    }

    private mutating func raised(_ value: JSONValue) -> Pattern {
        file.refuseUnknown(value, ["kind", "code", "message", "data"], in: "'raised'")
        let members = value.object?.members ?? []
        return .including(
            [("outcome", .exactly("raised"))]
                + members.map { (name: $0.name, pattern: file.pattern($0.value)) })
    }
}

// What the peer does.

extension SessionCaseReader {
    private mutating func peerStep(_ name: String, _ content: JSONValue) -> SessionCase.Step? {
        switch name {
        case "hear": return .hear(file.pattern(content))
        case "hearAll": return content.array.map { .hearAll($0.map { file.pattern($0) }) }
        case "say": return .say(content)
        case "sayText": return content.string.map { .sayText($0) }
        case "sayMany": return many(content, "count").map { .sayMany($0, $1) }
        case "sayLong": return many(content, "bytes").map { .sayLong($0, $1) }
        case "complain": return content.int.map { .complain($0) }
        case "hangUp": return content.int.map { .hangUp(status: $0) }
        case "deaf" where content.bool == true: return .deaf
        case "gone" where content.bool == true: return .gone
        case "greeted": return .greeted(file.pattern(content))
        default: return nil
        }
    }

    private mutating func many(_ value: JSONValue, _ name: String) -> (Int, JSONValue)? {
        file.refuseUnknown(value, [name, "message"], in: "what the peer says")
        guard let count = value[name]?.int, count > 0, let message = value["message"] else {
            return nil
        }
        return (count, message)
    }
}
