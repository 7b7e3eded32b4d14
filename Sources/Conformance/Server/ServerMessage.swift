package import WireJSON

/// The bytes of one message, with places for what is known of the server under test.
package enum ServerMessage: Sendable {
    /// A JSON text in which `{"$given": NAME}` stands for something known.
    case json(JSONValue)
    /// Pieces that are put together as they are.
    case pieces([Piece])

    /// A part of a message that may be no JSON.
    package enum Piece: Sendable {
        /// A text in which `$method` stands for the name of the known call, `$call` for its members
        /// `"method"` and `"params"`.
        case text(String)
        case bytes([UInt8])
        case repeated(String, times: Int)
    }
}

/// What is known of a server: names that make the difference between an unknown method and a known
/// one.
package struct KnownService: Sendable {
    /// A call that the server takes.
    package var call: KnownCall?
    /// A method that does not take a call without parameters.
    package var needy: String?

    package init(call: KnownCall? = nil, needy: String? = nil) {
        self.call = call
        self.needy = needy
    }
}

/// A method with parameters that it takes.
package struct KnownCall: Sendable {
    package var method: String
    /// An array or an object; nil leaves the member out.
    package var params: JSONValue?

    package init(method: String, params: JSONValue?) {
        self.method = method
        self.params = params
    }

    /// The members `method` and, if there are any, `params`.
    var members: [JSONObject.Member] {
        [.init("method", .string(method))] + (params.map { [.init("params", $0)] } ?? [])
    }
}

extension ServerMessage {
    /// What `$given` can stand for.
    enum Given: String, CaseIterable {
        case method, params
        case needyMethod = "needy-method"
    }

    /// The bytes to send; nil when something in them is not known.
    package func bytes(_ known: KnownService) -> [UInt8]? {
        switch self {
        case .json(let value): return Self.filled(value, known)?.bytes()
        case .pieces(let pieces):
            var bytes: [UInt8] = []
            for piece in pieces {
                guard let more = Self.bytes(piece, known) else { return nil }
                bytes += more
            }
            return bytes
        }
    }

    /// Why a message cannot be sent, in one phrase.
    package static let lacking =
        "no method of the server is known: name a document, or --method and --params"

    /// Whether it names a method that needs a parameter.
    package var needsNeedyMethod: Bool {
        guard case .json(let value) = self else { return false }
        return value["method"]?["$given"]?.string == Given.needyMethod.rawValue
    }

    private static func bytes(_ piece: Piece, _ known: KnownService) -> [UInt8]? {
        switch piece {
        case .bytes(let bytes): return bytes
        case .repeated(let text, let times):
            let unit = Array(text.utf8)
            var bytes: [UInt8] = []
            bytes.reserveCapacity(unit.count * times)
            for _ in 0..<times { bytes += unit }
            return bytes
        case .text(let text):
            guard text.contains("$call") || text.contains("$method") else {
                return Array(text.utf8)
            }
            guard let call = known.call else { return nil }
            let members = JSONValue.object(call.members).text().dropFirst().dropLast()
            let method = JSONValue.string(call.method).text()
            return Array(
                text.replacing("$call", with: members).replacing("$method", with: method).utf8)
        }
    }

    private static func filled(_ value: JSONValue, _ known: KnownService) -> JSONValue? {
        switch value.kind {
        case .array(let elements):
            let filled = elements.compactMap { Self.filled($0, known) }
            return filled.count == elements.count ? .array(filled) : nil
        case .object(let object):
            if let given = given(object) { return look(given, known) }
            var members: [JSONObject.Member] = []
            for member in object.members {
                if let inner = member.value.object, Self.given(inner) == .params {
                    guard let call = known.call else { return nil }
                    // A call without parameters leaves the member out.
                    if let params = call.params { members.append(.init(member.name, params)) }
                    continue
                }
                guard let filled = filled(member.value, known) else { return nil }
                members.append(.init(member.name, filled))
            }
            return .object(members)
        default: return value
        }
    }

    private static func given(_ object: JSONObject) -> Given? {
        guard object.count == 1 else { return nil }
        return object["$given"]?.string.flatMap(Given.init(rawValue:))
    }

    private static func look(_ given: Given, _ known: KnownService) -> JSONValue? {
        switch given {
        case .method: known.call.map { .string($0.method) }
        case .params: known.call.map { $0.params ?? .array([]) }
        case .needyMethod: known.needy.map { .string($0) }
        }
    }
}
