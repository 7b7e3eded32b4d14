package import Diagnostics
import WireJSON

extension Case {
    /// Reads the text of one case file; nil with diagnostics when it is not a case. `id` is its
    /// path under the cases' folder without the extension.
    package static func read(_ bytes: [UInt8], id: String, file: String) -> (Case?, [Diagnostic]) {
        var reader = CaseReader(CaseText(source: SourceFile(name: file, bytes: bytes)))
        return (reader.read(id: id), reader.file.diagnostics)
    }
}

/// Walks one case file; every member is known or refused.
struct CaseReader {
    var file: CaseText

    private static let about = [
        "title", "why", "requirement", "side", "needs", "service", "client", "transport",
    ]
    private static let step = ["call", "sent", "serve", "returned", "raised", "shape"]
    private static let tasks = ["call", "steps", "construct", "examine"]

    init(_ file: CaseText) { self.file = file }

    mutating func read(id: String) -> Case? {
        guard let root = file.root() else { return nil }
        let title = file.text(root, "title")
        let why = file.text(root, "why")
        let service = file.text(root, "service")
        let requirements = file.words(root, "requirement")
        if requirements.isEmpty { file.complain(root, "'requirement' names no requirement") }
        let needs = file.words(root, "needs")
        if let side = root["side"], side.string != "client" {
            file.complain(side, "'side' is \(side.text()); 'client' is known")
        }
        let ways = ways(root)
        guard let task = task(root), file.diagnostics.isEmpty, let title, let why, let service
        else {
            return nil
        }
        var read = Case(
            id: id, title: title, why: why, requirements: requirements, needs: needs,
            service: service, task: task)
        read.ways = ways
        return read
    }

    private mutating func task(_ root: JSONValue) -> Case.Task? {
        let stated = Self.tasks.filter { root[$0] != nil }
        guard stated.count == 1 else {
            file.complain(
                root, "a case states exactly one of 'call', 'steps', 'construct' and 'examine'")
            return nil
        }
        let own = stated[0] == "call" ? Self.step : stated
        file.refuseUnknown(root, Self.about + own, in: "a case with '\(stated[0])'")
        switch stated[0] {
        case "examine": return file.text(root, "examine").map(Case.Task.examine)
        case "construct": return root["construct"].flatMap { construction($0) }
        case "steps": return root["steps"].flatMap { steps($0) }
        default: return step(of: root).map { .calls([$0]) }
        }
    }

    private mutating func steps(_ value: JSONValue) -> Case.Task? {
        guard let elements = value.array, !elements.isEmpty else {
            file.complain(value, "'steps' is a list of at least one call")
            return nil
        }
        let read = elements.compactMap { element in
            file.refuseUnknown(element, Self.step, in: "a step")
            return element.object == nil ? nil : step(of: element)
        }
        return read.count == elements.count ? .calls(read) : nil
    }

    private mutating func construction(_ value: JSONValue) -> Case.Task? {
        file.refuseUnknown(value, ["names", "members", "encoded"], in: "'construct'")
        guard value["names"] != nil, let members = value["members"]?.object,
            let encoded = value["encoded"]
        else {
            file.complain(value, "'construct' needs 'names', 'members' and 'encoded'")
            return nil
        }
        return .construct(
            Case.Construction(
                memberNames: file.words(value, "names"), members: members,
                encoded: file.pattern(encoded)))
    }

    private mutating func step(of value: JSONValue) -> Case.Step? {
        guard let call = value["call"], let method = call["method"]?.string else {
            file.complain(value["call"] ?? value, "'call' names no method")
            return nil
        }
        file.refuseUnknown(call, ["method", "params"], in: "'call'")
        if let params = call["params"], params.object == nil {
            file.complain(params, "'params' gives arguments by name, whatever travels on the wire")
        }
        let served = served(value["serve"])
        guard let expected = expected(value), let served else { return nil }
        return Case.Step(
            method: method, arguments: call["params"]?.object ?? JSONObject(),
            sent: value["sent"].map { file.pattern($0) }, served: served, expected: expected,
            typed: value["shape"].map { .shape(file.pattern($0)) })
    }

    private mutating func served(_ value: JSONValue?) -> Case.Served? {
        guard let value else { return .nothing }
        if let raw = value["rawText"] { return rawText(raw, value) }
        if let elements = value["sequence"] { return sequence(elements, value) }
        if let message = value["emit"] {
            file.refuseUnknown(value, ["emit"], in: "'serve' with 'emit'")
            return .emit(message)
        }
        guard let transport = value["transport"] else { return .message(value) }
        file.refuseUnknown(value, ["transport"], in: "'serve' with 'transport'")
        switch transport.string {
        case "close": return .close
        case "stall": return .stall
        default:
            file.complain(
                transport, "'transport' is \(transport.text()); 'close' and 'stall' are known")
            return nil
        }
    }

    private mutating func sequence(_ value: JSONValue, _ whole: JSONValue) -> Case.Served? {
        file.refuseUnknown(whole, ["sequence"], in: "'serve' with 'sequence'")
        guard let elements = value.array, !elements.isEmpty else {
            file.complain(value, "'sequence' is a list of what is served, one after the other")
            return nil
        }
        let read = elements.compactMap { served($0) }
        return read.count == elements.count ? .sequence(read) : nil
    }

    private mutating func rawText(_ raw: JSONValue, _ value: JSONValue) -> Case.Served? {
        file.refuseUnknown(value, ["rawText", "status"], in: "'serve' with 'rawText'")
        guard let text = raw.string else {
            file.complain(raw, "'rawText' is a text, whatever it spells")
            return nil
        }
        guard let status = value["status"] else { return .raw(text, status: 200) }
        guard let code = status.int, (200...599).contains(code) else {
            file.complain(status, "'status' is an HTTP status from 200 to 599")
            return nil
        }
        return .raw(text, status: code)
    }

    private mutating func expected(_ value: JSONValue) -> Case.Expected? {
        switch (value["returned"], value["raised"]) {
        case (let returned?, nil): return .returned(file.pattern(returned))
        case (nil, let raised?): return .raised(file.pattern(raised))
        default:
            file.complain(value, "a call states exactly one of 'returned' and 'raised'")
            return nil
        }
    }
}
