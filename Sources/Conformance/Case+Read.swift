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
private struct CaseReader {
    let source: SourceFile
    var diagnostics: [Diagnostic] = []

    mutating func read(id: String) -> Case? {
        let root: JSONValue
        do {
            root = try JSONValue.read(source.bytes)
        } catch {
            diagnostics.append(error.diagnostic(in: source))
            return nil
        }
        let known = [
            "title", "why", "requirement", "side", "needs", "service", "call", "sent", "serve",
            "returned", "raised", "shape", "steps", "construct", "examine", "transport",
        ]
        refuseUnknown(root, known)
        guard let title = text(root, "title"), let why = text(root, "why"),
            let service = text(root, "service"), let task = task(root)
        else { return nil }
        let requirements = strings(root, "requirement")
        if requirements.isEmpty { complain(root, "'requirement' names no requirement") }
        let transport = Case.Transport(rawValue: root["transport"]?.string ?? "tcp")
        if transport == nil { complain(root, "'transport' is one of tcp, unix and injected") }
        guard diagnostics.isEmpty, let transport else { return nil }
        var read = Case(
            id: id, title: title, why: why, requirements: requirements,
            needs: strings(root, "needs"), service: service, task: task)
        read.transport = transport
        return read
    }

    private mutating func task(_ root: JSONValue) -> Case.Task? {
        if let name = root["examine"]?.string { return .examine(name) }
        if let construct = root["construct"] { return construction(construct) }
        let steps = root["steps"]?.array ?? [root]
        let read = steps.map { step(of: $0) }
        guard !read.isEmpty, read.allSatisfy({ $0 != nil }) else {
            complain(root, "'steps' is empty; a case states at least one call")
            return nil
        }
        return .calls(read.compactMap { $0 })
    }

    private mutating func construction(_ value: JSONValue) -> Case.Task? {
        guard let names = value["names"]?.array, let members = value["members"]?.object,
            let encoded = value["encoded"]
        else {
            complain(value, "'construct' needs 'names', 'members' and 'encoded'")
            return nil
        }
        return .construct(
            Case.Construction(
                memberNames: names.compactMap(\.string), members: members,
                encoded: Pattern(encoded)))
    }

    private mutating func step(of value: JSONValue) -> Case.Step? {
        guard let call = value["call"], let method = call["method"]?.string else {
            complain(value, "'call' names no method; a case calls, constructs or examines")
            return nil
        }
        guard let served = served(value["serve"]), let expected = expected(value) else {
            return nil
        }
        return Case.Step(
            method: method, arguments: call["params"]?.object ?? JSONObject(),
            sent: value["sent"].map(Pattern.init), served: served, expected: expected,
            typed: value["shape"].map { .shape(Pattern($0)) })
    }

    private mutating func served(_ value: JSONValue?) -> Case.Served? {
        guard let value else { return .nothing }
        if let text = value["rawText"]?.string {
            return .raw(text, status: value["status"]?.int ?? 200)
        }
        switch value["transport"]?.string {
        case "close": return .close
        case "stall": return .stall
        case let other?:
            complain(value, "'transport' is '\(other)'; 'close' and 'stall' are known")
            return nil
        case nil: return .message(value)
        }
    }

    private mutating func expected(_ value: JSONValue) -> Case.Expected? {
        switch (value["returned"], value["raised"]) {
        case (let returned?, nil): return .returned(Pattern(returned))
        case (nil, let raised?): return .raised(Pattern(raised))
        default:
            complain(value, "a call states exactly one of 'returned' and 'raised'")
            return nil
        }
    }

    private mutating func text(_ root: JSONValue, _ name: String) -> String? {
        guard let text = root[name]?.string, !text.isEmpty else {
            complain(root, "'\(name)' is missing; it is a text")
            return nil
        }
        return text
    }

    private func strings(_ root: JSONValue, _ name: String) -> [String] {
        if let one = root[name]?.string { return [one] }
        return root[name]?.array?.compactMap(\.string) ?? []
    }

    private mutating func refuseUnknown(_ root: JSONValue, _ known: [String]) {
        guard let object = root.object else { return complain(root, "a case is an object") }
        for member in object.members where !known.contains(member.name) {
            complain(member.value, "'\(member.name)' is no member of a case")
        }
    }

    private mutating func complain(_ value: JSONValue, _ message: String) {
        let span = SourceSpan(file: source, bytes: value.span.range)
        diagnostics.append(Diagnostic(.error, rule: "case.malformed", message, at: span))
    }
}
