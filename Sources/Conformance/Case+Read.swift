package import Diagnostics
import WireJSON

extension Case {
    /// Reads the text of one case file; nil with diagnostics when it is not a case. `id` is its
    /// path under the cases' folder without the extension.
    package static func read(_ bytes: [UInt8], id: String, file: String) -> (Case?, [Diagnostic]) {
        var reader = CaseReader(source: SourceFile(name: file, bytes: bytes))
        return (reader.read(id: id), reader.diagnostics)
    }
}

/// Walks one case file; every member is known or refused.
struct CaseReader {
    let source: SourceFile
    var diagnostics: [Diagnostic] = []

    private static let about = [
        "title", "why", "requirement", "side", "needs", "service", "transport",
    ]
    private static let step = ["call", "sent", "serve", "returned", "raised", "shape"]
    private static let tasks = ["call", "steps", "construct", "examine"]

    init(source: SourceFile) { self.source = source }

    mutating func read(id: String) -> Case? {
        let root: JSONValue
        do throws(JSONFault) {
            root = try JSONValue.read(source.bytes)
        } catch {
            diagnostics.append(error.diagnostic(in: source))
            return nil
        }
        guard root.object != nil else {
            complain(root, "a case is an object")
            return nil
        }
        diagnostics += root.duplicateNames().map { $0.diagnostic(in: source) }
        let title = text(root, "title")
        let why = text(root, "why")
        let service = text(root, "service")
        let requirements = words(root, "requirement")
        if requirements.isEmpty { complain(root, "'requirement' names no requirement") }
        let needs = words(root, "needs")
        if let side = root["side"], side.string != "client" {
            complain(side, "'side' is \(side.text()); 'client' is known")
        }
        let transport = transport(root)
        guard let task = task(root), diagnostics.isEmpty, let title, let why, let service else {
            return nil
        }
        var read = Case(
            id: id, title: title, why: why, requirements: requirements, needs: needs,
            service: service, task: task)
        read.transport = transport
        return read
    }

    private mutating func transport(_ root: JSONValue) -> Case.Transport {
        guard let value = root["transport"] else { return .tcp }
        if let known = value.string.flatMap(Case.Transport.init(rawValue:)) { return known }
        complain(value, "'transport' is one of 'tcp', 'unix' and 'injected'")
        return .tcp
    }

    private mutating func task(_ root: JSONValue) -> Case.Task? {
        let stated = Self.tasks.filter { root[$0] != nil }
        guard stated.count == 1 else {
            complain(
                root, "a case states exactly one of 'call', 'steps', 'construct' and 'examine'")
            return nil
        }
        let own = stated[0] == "call" ? Self.step : stated
        refuseUnknown(root, Self.about + own, in: "a case with '\(stated[0])'")
        switch stated[0] {
        case "examine": return text(root, "examine").map(Case.Task.examine)
        case "construct": return root["construct"].flatMap { construction($0) }
        case "steps": return root["steps"].flatMap { steps($0) }
        default: return step(of: root).map { .calls([$0]) }
        }
    }

    private mutating func steps(_ value: JSONValue) -> Case.Task? {
        guard let elements = value.array, !elements.isEmpty else {
            complain(value, "'steps' is a list of at least one call")
            return nil
        }
        let read = elements.compactMap { element in
            refuseUnknown(element, Self.step, in: "a step")
            return element.object == nil ? nil : step(of: element)
        }
        return read.count == elements.count ? .calls(read) : nil
    }

    private mutating func construction(_ value: JSONValue) -> Case.Task? {
        refuseUnknown(value, ["names", "members", "encoded"], in: "'construct'")
        guard value["names"] != nil, let members = value["members"]?.object,
            let encoded = value["encoded"]
        else {
            complain(value, "'construct' needs 'names', 'members' and 'encoded'")
            return nil
        }
        return .construct(
            Case.Construction(
                memberNames: words(value, "names"), members: members, encoded: pattern(encoded)))
    }

    private mutating func step(of value: JSONValue) -> Case.Step? {
        guard let call = value["call"], let method = call["method"]?.string else {
            complain(value["call"] ?? value, "'call' names no method")
            return nil
        }
        refuseUnknown(call, ["method", "params"], in: "'call'")
        if let params = call["params"], params.object == nil {
            complain(params, "'params' gives arguments by name, whatever travels on the wire")
        }
        let served = served(value["serve"])
        guard let expected = expected(value), let served else { return nil }
        return Case.Step(
            method: method, arguments: call["params"]?.object ?? JSONObject(),
            sent: value["sent"].map { pattern($0) }, served: served, expected: expected,
            typed: value["shape"].map { .shape(pattern($0)) })
    }

    private mutating func served(_ value: JSONValue?) -> Case.Served? {
        guard let value else { return .nothing }
        if let raw = value["rawText"] { return rawText(raw, value) }
        guard let transport = value["transport"] else { return .message(value) }
        refuseUnknown(value, ["transport"], in: "'serve' with 'transport'")
        switch transport.string {
        case "close": return .close
        case "stall": return .stall
        default:
            complain(transport, "'transport' is \(transport.text()); 'close' and 'stall' are known")
            return nil
        }
    }

    private mutating func rawText(_ raw: JSONValue, _ value: JSONValue) -> Case.Served? {
        refuseUnknown(value, ["rawText", "status"], in: "'serve' with 'rawText'")
        guard let text = raw.string else {
            complain(raw, "'rawText' is a text, whatever it spells")
            return nil
        }
        guard let status = value["status"] else { return .raw(text, status: 200) }
        guard let code = status.int, (200...599).contains(code) else {
            complain(status, "'status' is an HTTP status from 200 to 599")
            return nil
        }
        return .raw(text, status: code)
    }

    private mutating func expected(_ value: JSONValue) -> Case.Expected? {
        switch (value["returned"], value["raised"]) {
        case (let returned?, nil): return .returned(pattern(returned))
        case (nil, let raised?): return .raised(pattern(raised))
        default:
            complain(value, "a call states exactly one of 'returned' and 'raised'")
            return nil
        }
    }
}

extension CaseReader {
    /// The pattern a value spells, whose dollar words must all be of the vocabulary.
    private mutating func pattern(_ value: JSONValue) -> Pattern {
        for problem in Pattern.problems(in: value) { complain(problem.value, problem.message) }
        return Pattern(value)
    }

    private mutating func text(_ root: JSONValue, _ name: String) -> String? {
        guard let text = root[name]?.string, !text.isEmpty else {
            complain(root[name] ?? root, "'\(name)' is missing; it is a text")
            return nil
        }
        return text
    }

    /// One text, or a list of them; none when there is no such member.
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
            diagnostics.append(
                Diagnostic(
                    .error, rule: "case.malformed", "'\(member.name)' is no member of \(what)",
                    at: SourceSpan(member.nameSpan, in: source)))
        }
    }

    private mutating func complain(_ value: JSONValue, _ message: String) {
        diagnostics.append(
            Diagnostic(
                .error, rule: "case.malformed", message, at: SourceSpan(value.span, in: source)))
    }
}
