import WireJSON

/// A value that is valid by two schemas.
enum Overlap: Equatable {
    /// A value in words: "null", "every integer", "'latest'".
    case value(String)
    /// An object of these members, none of which says which of the two it is.
    case members([JSONName])
    /// An object of what the second schema requires; the first declares no such property.
    case stricter(by: JSONName)
    /// An object of what the first schema requires; the second declares no such property.
    case looser(by: JSONName)
}

extension Shapes {
    /// An object that is valid by both schemas, if that is certain. The one that requires less must
    /// allow all that the other requires; where any common property sets them apart, there is none.
    func overlapOfObjects(_ first: Shape, _ second: Shape) -> Overlap? {
        guard first.knowsObjects, second.knowsObjects, !areSetApart(first, second) else {
            return nil
        }
        if first.required.isSubset(of: second.required) {
            return overlap(first, second) { .stricter(by: $0) }
        }
        guard second.required.isSubset(of: first.required) else { return nil }
        return overlap(second, first) { .looser(by: $0) }
    }

    /// The members that the stricter schema requires, when an object of them is valid by both.
    private func overlap(
        _ loose: Shape, _ strict: Shape, by telling: (JSONName) -> Overlap
    ) -> Overlap? {
        let names = strict.required.sorted { JSONName.precedes($0.text, $1.text) }
        let isKept = names.allSatisfy { name in
            loose.mayHold(name) && strict.mayHold(name)
        }
        guard isKept else { return nil }
        return names.first { loose.properties[$0] == nil }.map(telling) ?? .members(names)
    }

    /// Whether a property that both declare has not one and the same schema.
    private func areSetApart(_ first: Shape, _ second: Shape) -> Bool {
        let isFewer = first.properties.count <= second.properties.count
        let (few, many) = isFewer ? (first, second) : (second, first)
        return few.properties.contains { name, sites in
            many.properties[name].map { !areSame(sites, $0) } ?? false
        }
    }

    private func areSame(_ left: [Site], _ right: [Site]) -> Bool {
        guard left.count == 1, right.count == 1, let left = reading.target(left[0]),
            let right = reading.target(right[0])
        else { return false }
        return left.spot == right.spot || left.value == right.value
    }

    /// A value other than an object that is valid by both schemas, if that is certain.
    func overlapOfOthers(_ first: Shape, _ second: Shape) -> Overlap? {
        for type in ["null", "boolean", "string", "integer", "number"] {
            let isFree = (first.isFree(type), second.isFree(type))
            let isOnly = (first.isOnly(type), second.isOnly(type))
            if isFree.0 && isFree.1 || isFree.0 && isOnly.1 || isFree.1 && isOnly.0 {
                let isEvery = isFree.0 && isFree.1
                return .value(
                    type == "null" ? type : isEvery ? "every \(type)" : "some \(type)")
            }
        }
        if let value = sharedConstant(first, second) ?? sharedConstant(second, first) {
            return .value("'\(value.string ?? value.text())'")
        }
        return first.takesEmptyArray && second.takesEmptyArray ? .value("an empty array") : nil
    }

    /// A constant of the first schema that the second allows.
    private func sharedConstant(_ first: Shape, _ second: Shape) -> JSONValue? {
        guard !first.isOpaque, first.restricted.isEmpty, let values = first.constants else {
            return nil
        }
        return values.first { value in
            let type = value.schemaType
            guard first.has(type) else { return false }
            if second.isFree(type) { return true }
            return !second.isOpaque && second.restricted.isEmpty && second.has(type)
                && (second.constants?.contains(value) ?? false)
        }
    }
}

extension Shape {
    /// Whether an object may have a member of that name; schemas of several parts of an 'allOf' for
    /// it may contradict each other.
    fileprivate func mayHold(_ name: JSONName) -> Bool {
        guard let schemas = properties[name] else { return !isClosed }
        return schemas.count == 1 && schemas[0].value.bool != false
    }

    /// Whether every valid value is of that type, and something more is asked of it that some value
    /// is sure to meet.
    fileprivate func isOnly(_ type: String) -> Bool {
        guard !isOpaque, constants == nil, let types else { return false }
        return types == [type]
    }
}

extension JSONValue {
    /// The most special type of JSON Schema that the value is of.
    fileprivate var schemaType: String {
        guard let number else { return typeName }
        return number.isInteger ? "integer" : "number"
    }
}
