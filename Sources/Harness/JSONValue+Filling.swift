import WireJSON

extension JSONValue {
    /// The value with another in each place that says `{"$use": NAME}`.
    func filling(_ name: String, with value: JSONValue) -> JSONValue {
        switch kind {
        case .array(let elements): return .array(elements.map { $0.filling(name, with: value) })
        case .object(let object):
            if object.count == 1, self["$use"]?.string == name { return value }
            return .object(
                object.members.map { .init($0.name, $0.value.filling(name, with: value)) })
        default: return self
        }
    }
}
