package import WireJSON

/// Values bound by name while a case is judged.
package typealias Bindings = [String: JSONValue]

extension Pattern {
    /// Holds a value against the pattern; nil when it matches, else the first place it does not.
    package func mismatch(_ value: JSONValue?, _ bindings: inout Bindings) -> Mismatch? {
        mismatch(value, at: "", &bindings)
    }

    private func mismatch(
        _ value: JSONValue?, at pointer: String, _ bindings: inout Bindings
    ) -> Mismatch? {
        switch (self, value) {
        case (.absent, nil): return nil
        case (.either(let choices), _): return either(choices, value, at: pointer, &bindings)
        case (_, nil): return miss(pointer, nil)
        case (_, let value?): return mismatch(present: value, at: pointer, &bindings)
        }
    }

    private func mismatch(
        present value: JSONValue, at pointer: String, _ bindings: inout Bindings
    ) -> Mismatch? {
        switch self {
        case .any: return nil
        case .absent, .either: return miss(pointer, value)
        case .exactly(let expected):
            return value.equals(expected, numbers: .value) ? nil : miss(pointer, value)
        case .bind(let name):
            bindings[name] = value
            return nil
        case .use(let name):
            guard let bound = bindings[name] else { return miss(pointer, value) }
            return value.equals(bound, numbers: .text) ? nil : miss(pointer, value)
        case .type(let name): return Self.has(value, type: name) ? nil : miss(pointer, value)
        case .containing(let text):
            return value.string?.contains(text) == true ? nil : miss(pointer, value)
        case .array(let patterns): return elements(patterns, value, at: pointer, &bindings)
        case .object(let members): return self.members(members, value, at: pointer, &bindings)
        }
    }

    private func either(
        _ choices: [Pattern], _ value: JSONValue?, at pointer: String, _ bindings: inout Bindings
    ) -> Mismatch? {
        for choice in choices {
            var attempt = bindings
            if choice.mismatch(value, at: pointer, &attempt) == nil {
                bindings = attempt
                return nil
            }
        }
        return miss(pointer, value)
    }

    private func elements(
        _ patterns: [Pattern], _ value: JSONValue, at pointer: String, _ bindings: inout Bindings
    ) -> Mismatch? {
        guard let elements = value.array, elements.count == patterns.count else {
            return miss(pointer, value)
        }
        for (index, pair) in zip(patterns, elements).enumerated() {
            let missed = pair.0.mismatch(pair.1, at: "\(pointer)/\(index)", &bindings)
            if let missed { return missed }
        }
        return nil
    }

    private func members(
        _ patterns: [(name: String, pattern: Pattern)], _ value: JSONValue, at pointer: String,
        _ bindings: inout Bindings
    ) -> Mismatch? {
        guard let object = value.object else { return miss(pointer, value) }
        for (name, pattern) in patterns {
            let place = "\(pointer)\(JSONPointer([name]))"
            if let missed = pattern.mismatch(object[name], at: place, &bindings) { return missed }
        }
        let known = Set(patterns.map { JSONName($0.name) })
        guard let extra = object.members.first(where: { !known.contains(JSONName($0.name)) })
        else { return nil }
        return Pattern.absent.miss("\(pointer)\(JSONPointer([extra.name]))", extra.value)
    }

    private static func has(_ value: JSONValue, type: String) -> Bool {
        type == "integer" ? value.number?.isInteger == true : value.typeName == type
    }

    private func miss(_ pointer: String, _ value: JSONValue?) -> Mismatch {
        Mismatch(
            pointer: pointer, expected: description,
            seen: value.map { excerpt($0.text()) } ?? "absent")
    }
}

extension Pattern: CustomStringConvertible {
    /// The pattern as a person writes it, cut where it gets long.
    package var description: String {
        switch self {
        case .exactly(let value): excerpt(value.text())
        case .object(let members):
            excerpt(
                "{"
                    + members.map {
                        JSONValue.string($0.name).text() + ":" + $0.pattern.description
                    }.joined(separator: ",") + "}")
        case .array(let patterns):
            excerpt("[" + patterns.map(\.description).joined(separator: ",") + "]")
        case .bind: "any value"
        case .use(let name): "the same '\(name)'"
        case .any: "any value"
        case .absent: "absent"
        case .either(let choices): choices.map(\.description).joined(separator: " or ")
        case .type(let name): "of type \(name)"
        case .containing(let text): "a string with \(JSONValue.string(text).text())"
        }
    }
}

/// A text cut to what a person reads on one screen, with the count of what is left out.
package func excerpt(_ text: String, limit: Int = 2_000) -> String {
    guard text.utf8.count > limit else { return text }
    return "\(text.prefix(limit))… (\(text.utf8.count) bytes)"
}
