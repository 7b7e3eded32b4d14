package import WireJSON

/// Values bound by name while a case is judged.
package typealias Bindings = [String: JSONValue]

extension Pattern {
    /// Holds a value against the pattern; nil when it matches, else the first place it does not.
    package func mismatch(_ value: JSONValue?, _ bindings: inout Bindings) -> Mismatch? {
        mismatch(value, at: "", &bindings)
    }

    /// Patterns within patterns come back here: inlined, each would hold a copy of all others.
    @inline(never)
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
        case .including(let members):
            guard let object = value.object else { return miss(pointer, value) }
            return Self.stated(members, object, at: pointer, &bindings)
        case .unordered(let patterns):
            return unordered(patterns, value, at: pointer, &bindings)
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
        if let missed = Self.stated(patterns, object, at: pointer, &bindings) { return missed }
        let known = Set(patterns.map { JSONName($0.name) })
        guard let extra = object.members.first(where: { !known.contains(JSONName($0.name)) })
        else { return nil }
        return Pattern.absent.miss("\(pointer)\(JSONPointer([extra.name]))", extra.value)
    }

    private static func stated(
        _ patterns: [(name: String, pattern: Pattern)], _ object: JSONObject, at pointer: String,
        _ bindings: inout Bindings
    ) -> Mismatch? {
        for (name, pattern) in patterns {
            let place = "\(pointer)\(JSONPointer([name]))"
            if let missed = pattern.mismatch(object[name], at: place, &bindings) { return missed }
        }
        return nil
    }

    private func unordered(
        _ patterns: [Pattern], _ value: JSONValue, at pointer: String, _ bindings: inout Bindings
    ) -> Mismatch? {
        guard let elements = value.array, elements.count == patterns.count,
            let order = Self.assignment(patterns, elements, bindings)
        else { return miss(pointer, value) }
        for (pattern, index) in zip(patterns, order) {
            let place = "\(pointer)/\(index)"
            if let missed = pattern.mismatch(elements[index], at: place, &bindings) {
                return missed
            }
        }
        return nil
    }

    /// For each pattern an element of its own; nil when there is no such pairing. It is found by
    /// augmenting paths, so that a lenient pattern never takes the only element of a strict one.
    package static func assignment(
        _ patterns: [Pattern], _ elements: [JSONValue], _ bindings: Bindings = [:]
    ) -> [Int]? {
        let fits = patterns.map { pattern in
            elements.indices.filter { index in
                var attempt = bindings
                return pattern.mismatch(elements[index], &attempt) == nil
            }
        }
        var owners = [Int?](repeating: nil, count: elements.count)
        func place(_ pattern: Int, _ tried: inout Set<Int>) -> Bool {
            for index in fits[pattern] where tried.insert(index).inserted {
                if let owner = owners[index], !place(owner, &tried) { continue }
                owners[index] = pattern
                return true
            }
            return false
        }
        for pattern in patterns.indices {
            var tried: Set<Int> = []
            guard place(pattern, &tried) else { return nil }
        }
        return patterns.indices.compactMap { pattern in owners.firstIndex(of: pattern) }
    }

    private static func has(_ value: JSONValue, type: String) -> Bool {
        type == "integer" ? value.number?.isInteger == true : value.typeName == type
    }

    private func miss(_ pointer: String, _ value: JSONValue?) -> Mismatch {
        let isCode = pointer.hasSuffix("/code") && value?.number?.isInteger == true
        return Mismatch(
            pointer: pointer, expected: description,
            seen: value.map { excerpt($0.text()) } ?? "absent",
            kind: value.map { isCode ? $0.text() : $0.typeName } ?? "absent")
    }
}

extension Pattern: CustomStringConvertible {
    /// The pattern as a person writes it, cut where it gets long.
    package var description: String {
        switch self {
        case .exactly(let value): excerpt(value.text())
        case .object(let members): excerpt("{\(Self.described(members))}")
        case .including(let members): excerpt("{\(Self.described(members)),…}")
        case .unordered(let patterns):
            excerpt("in any order [" + patterns.map(\.description).joined(separator: ",") + "]")
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

extension Pattern {
    private static func described(_ members: [(name: String, pattern: Pattern)]) -> String {
        members.map { JSONValue.string($0.name).text() + ":" + $0.pattern.description }
            .joined(separator: ",")
    }
}

/// A text cut to what a person reads on one screen, with the count of what is left out.
package func excerpt(_ text: String, limit: Int = 2_000) -> String {
    guard text.utf8.count > limit else { return text }
    return "\(text.prefix(limit))… (\(text.utf8.count) bytes)"
}
