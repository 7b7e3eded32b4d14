import WireJSON

/// Takes texts apart for the aberrations: a batch into requests, a reply into responses.
enum Misreading {
    typealias Answer = (JSONValue) -> JSONValue?

    /// Answers each request of a text by itself. What is not JSON, and an empty batch, get what the
    /// service says.
    static func each(
        in text: Aberration.Text, by service: @escaping Aberration.Service,
        _ answer: (JSONValue, @escaping Answer) -> JSONValue?
    ) -> Aberration.Text? {
        guard let value = try? JSONValue.read(text) else { return service(text) }
        guard let elements = value.array else {
            return answer(value) { read(service($0.bytes())) }?.bytes()
        }
        guard !elements.isEmpty else { return service(text) }
        // Within a batch, so that a nested one stays what it is: no request.
        let responses = elements.compactMap { element in
            answer(element) { read(service(JSONValue.array([$0]).bytes()))?[0] }
        }
        return responses.isEmpty ? nil : JSONValue.array(responses).bytes()
    }

    /// The reply with each of its responses changed.
    static func responses(
        in reply: Aberration.Text, _ change: (inout JSONObject) -> Void
    ) -> Aberration.Text {
        guard let value = try? JSONValue.read(reply) else { return reply }
        if let elements = value.array {
            return JSONValue.array(elements.map { changed($0, change) }).bytes()
        }
        return changed(value, change).bytes()
    }

    static func changed(_ value: JSONValue, _ change: (inout JSONObject) -> Void) -> JSONValue {
        guard var object = value.object else { return value }
        change(&object)
        return JSONValue(.object(object))
    }

    static func read(_ text: Aberration.Text?) -> JSONValue? {
        text.flatMap { try? JSONValue.read($0) }
    }

    /// A response with one of the predefined errors, or another.
    static func error(_ code: Int, _ message: String, id: JSONValue? = nil) -> JSONValue {
        [
            "jsonrpc": "2.0", "error": ["code": .number(code), "message": .string(message)],
            "id": id ?? .null,
        ]
    }

    static let invalidRequest = error(-32600, "Invalid Request")
    static let parseError = error(-32700, "Parse error")
}

extension JSONValue {
    /// The code when the value is a response with an error.
    var errorCode: Int? { self["error"]?["code"]?.int }

    /// Every number within, changed.
    func withNumbers(_ change: (JSONNumber) -> JSONNumber) -> JSONValue {
        switch kind {
        case .number(let number): JSONValue(.number(change(number)))
        case .array(let elements): .array(elements.map { $0.withNumbers(change) })
        case .object(let object):
            .object(object.members.map { .init($0.name, $0.value.withNumbers(change)) })
        case .null, .bool, .string: self
        }
    }
}

extension JSONNumber {
    /// The number after a stay in a double, as a careless reader has it.
    var asDouble: JSONNumber {
        let value = double
        guard value.isFinite else { return JSONNumber(text: "null") }
        if let whole = Int64(exactly: value) { return JSONNumber(text: String(whole)) }
        return JSONNumber(text: "\(value)")
    }
}

extension JSONObject {
    /// Puts an error into the outcome's place.
    mutating func fail(with error: JSONValue) {
        self["result"] = nil
        self["error"] = error
    }

    /// Puts a result into the outcome's place.
    mutating func succeed(with result: JSONValue) {
        self["error"] = nil
        self["result"] = result
    }
}
