import JSONRPC
import WireJSON

/// What must not depend on which client calls, and over what.
extension Check {
    static let ways: [Check] = [bytesAreThoseOfEveryWay]

    static let bytesAreThoseOfEveryWay = Check(
        "request.same-bytes", .derived, ["G16"],
        clause: "a call is the same bytes, whichever client makes it and whatever carries it"
    ) { observation in
        guard let reference = observation.reference, case .reported = observation.ending,
            !reference.messages.isEmpty || !observation.exchanges.isEmpty
        else { return .notApplicable }
        let messages = observation.exchanges.map(\.requestBody)
        guard messages.count == reference.messages.count else {
            return .violated(
                "the number of messages is not that of \(reference.way)",
                expected: String(reference.messages.count), seen: String(messages.count),
                mark: ":\(messages.count)")
        }
        let pairs = zip(reference.messages, messages).enumerated()
        guard let other = pairs.first(where: { !reference.takes($0.element.1, for: $0.element.0) })
        else { return .holds }
        let (expected, seen) = other.element
        let same = zip(expected, seen).prefix { $0 == $1 }.count
        return .violated(
            "message \(other.offset + 1) has not the bytes it has by \(reference.way), "
                + "from byte \(same) on",
            expected: excerpt(text(expected)), seen: excerpt(text(seen)))
    }
}

extension Observation.Reference {
    /// Whether a message is what was sent the other way.
    func takes(_ message: [UInt8], for expected: [UInt8]) -> Bool {
        if message == expected { return true }
        return !hasStableIDs && Self.withoutIDs(message) == Self.withoutIDs(expected)
    }

    /// A message's bytes without those of its ids.
    package static func withoutIDs(_ message: [UInt8]) -> [UInt8] {
        guard let value = try? JSONValue.read(message) else { return message }
        var rest = message
        for request in (value.array ?? [value]).reversed() {
            guard let id = request["id"] else { continue }
            rest.removeSubrange(id.span.range)
        }
        return rest
    }
}
