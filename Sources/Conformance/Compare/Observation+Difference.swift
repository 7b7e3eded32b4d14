import JSONRPC
import WireJSON

extension Observation {
    /// What is compared of a played case.
    package enum Sameness: Sendable {
        case same
        case differs(Evidence)
        /// Neither came to an end; nothing is known.
        case unknown(String)
    }

    /// Whether the same case went the same way with two packages: the bytes of the requests, the
    /// values and exceptions of the calls, the end of the process. The names of classes do not
    /// count here, nor the place of the mock.
    package func compare(with new: Observation) -> Sameness {
        if case .timedOut(let place) = ending, case .timedOut = new.ending {
            return .unknown("both timed out: \(place.prefix(200))")
        }
        let requests = zip(exchanges, new.exchanges).enumerated().compactMap { index, pair in
            pair.0.requestDifference(from: pair.1, number: index + 1)
        }
        if let found = requests.first { return .differs(found) }
        if exchanges.count != new.exchanges.count {
            return .differs(
                Evidence(
                    place: "\(subject.id): requests", old: Self.requests(exchanges),
                    new: Self.requests(new.exchanges)))
        }
        let outcomes = zip(steps, new.steps).enumerated().compactMap { index, pair in
            let (old, new) = (pair.0.comparable, pair.1.comparable)
            return old.utf8.elementsEqual(new.utf8)
                ? nil : Evidence(place: "step \(index + 1): outcome", old: old, new: new)
        }
        if let found = outcomes.first { return .differs(found) }
        if steps.count != new.steps.count || ending.kind != new.ending.kind {
            return .differs(
                Evidence(place: "the end", old: ending.summary, new: new.ending.summary))
        }
        return .same
    }

    private static func requests(_ exchanges: [Exchange]) -> String {
        exchanges.isEmpty
            ? "none"
            : exchanges.map { String(decoding: $0.requestBody, as: UTF8.self) }
                .joined(separator: "\n")
    }
}

extension Exchange {
    /// What was sent, with both texts whole, where two requests differ.
    fileprivate func requestDifference(from other: Exchange, number: Int) -> Evidence? {
        let heads = [self, other].map { exchange in
            Self.anonymous(String(decoding: exchange.requestHead, as: UTF8.self))
        }
        if heads[0].utf8.elementsEqual(heads[1].utf8) {
            if requestBody == other.requestBody { return nil }
            return Evidence(
                place: "request \(number): body",
                old: String(decoding: requestBody, as: UTF8.self),
                new: String(decoding: other.requestBody, as: UTF8.self))
        }
        return Evidence(
            place: "request \(number)",
            old: heads[0] + String(decoding: requestBody, as: UTF8.self),
            new: heads[1] + String(decoding: other.requestBody, as: UTF8.self))
    }

    /// The head without the port that this run's mock happened to get.
    private static func anonymous(_ head: String) -> String {
        let host = "127.0.0.1:"
        guard let place = head.firstRange(of: host) else { return head }
        let rest = head[place.upperBound...].drop { $0.isNumber }
        return head[..<place.upperBound] + "PORT" + rest
    }
}

extension Observation.Ending {
    fileprivate var kind: String {
        switch self {
        case .reported: "reported"
        case .raised: "raised"
        case .timedOut: "timed out"
        case .died(let how): "died: \(how)"
        }
    }
}

extension StepOutcome {
    /// The outcome as one text that is equal where a caller would see no difference.
    fileprivate var comparable: String {
        switch self {
        case .returned(let wire, let shape):
            "returned \(wire.text(.canonical))\(Self.looks(shape))"
        case .constructed(let wire, let shape):
            "constructed \(wire.text(.canonical))\(Self.looks(shape))"
        case .raised(let error): "raised \(Self.plain(error).text(.canonical))"
        case .missing(let what): "missing: \(what)"
        case .examined(let compared, let problems):
            "examined \(compared): \(problems.joined(separator: "; "))"
        }
    }

    private static func looks(_ shape: JSONValue?) -> String {
        shape.map { " as \(unnamed($0).text(.canonical))" } ?? ""
    }

    /// A description of a value without the names of its classes, which the surface compares.
    private static func unnamed(_ shape: JSONValue) -> JSONValue {
        if let items = shape.array { return .array(items.map(unnamed)) }
        guard let object = shape.object else { return shape }
        let isObject = object["dataclass"]?.bool == true
        return .object(
            object.members.map { member in
                let hides = isObject && member.name == "py"
                return .init(member.name, hides ? "an object" : unnamed(member.value))
            })
    }

    /// An exception's description: the first line of its text, without modules and addresses.
    private static func plain(_ error: JSONValue) -> JSONValue {
        guard let object = error.object else { return error }
        let type = object["type"]?.string ?? ""
        return .object(
            object.members.map { member in
                guard member.name == "text", let text = member.value.string else { return member }
                let line = text.prefix { !$0.isNewline }
                let start = line.firstRange(of: type)?.lowerBound ?? line.startIndex
                return .init("text", .string(withoutAddresses(String(line[start...]))))
            })
    }

    private static func withoutAddresses(_ text: String) -> String {
        var parts = text.split(separator: "0x", omittingEmptySubsequences: false)[...]
        let head = parts.popFirst() ?? ""
        return head + parts.map { "0x…" + $0.drop { $0.isHexDigit } }.joined()
    }
}
