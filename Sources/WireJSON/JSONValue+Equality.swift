/// When two numbers are taken for the same.
package enum JSONNumberEquality: Sendable {
    /// When their texts are: `1`, `1.0` and `1e0` are three.
    case text
    /// When they have the same mathematical value, exactly, beyond what a double can tell apart.
    case value
}

extension JSONValue: Equatable {
    /// Equality with numbers by their text.
    package static func == (left: JSONValue, right: JSONValue) -> Bool {
        left.equals(right, numbers: .text)
    }

    /// Whether both are the same value. Members may stand in any order, save that those of one name
    /// must be as many and in the same order; strings are equal by code units; `true` is never `1`;
    /// spans do not matter.
    package func equals(_ other: JSONValue, numbers: JSONNumberEquality) -> Bool {
        switch (kind, other.kind) {
        case (.null, .null): true
        case (.bool(let left), .bool(let right)): left == right
        case (.number(let left), .number(let right)): left.equals(right, numbers)
        case (.string(let left), .string(let right)): JSONName.same(left, right)
        case (.array(let left), .array(let right)):
            left.elementsEqual(right) { $0.equals($1, numbers: numbers) }
        case (.object(let left), .object(let right)): left.equals(right, numbers: numbers)
        default: false
        }
    }
}

extension JSONNumber {
    /// Whether both are the same number by text or by value.
    package func equals(_ other: JSONNumber, _ mode: JSONNumberEquality) -> Bool {
        if text == other.text { return true }
        return mode == .value && JSONDecimal(self) == JSONDecimal(other)
    }
}

extension JSONObject {
    fileprivate func equals(_ other: JSONObject, numbers: JSONNumberEquality) -> Bool {
        guard count == other.count else { return false }
        let inOrder = zip(members, other.members).allSatisfy { JSONName.same($0.name, $1.name) }
        let left = inOrder ? members : membersByName
        let right = inOrder ? other.members : other.membersByName
        return left.elementsEqual(right) {
            JSONName.same($0.name, $1.name) && $0.value.equals($1.value, numbers: numbers)
        }
    }
}
