import WireJSON

// Arrays.

extension SchemaCheck {
    mutating func holds(
        _ rule: SchemaProgram.Rule, _ elements: [JSONValue], _ value: JSONValue, _ node: Int
    ) -> Bool {
        switch rule.test {
        case .elements(let limit, let isMost):
            let count = elements.count
            return isMost
                ? count <= limit || refuse(rule, node, "has \(count) elements, more than \(limit)")
                : count >= limit || refuse(rule, node, "has \(count) elements, less than \(limit)")
        case .unique: return isUnique(elements) || refuse(rule, node, "has two equal elements")
        case .tuple(let leading, let rest):
            for (index, element) in elements.enumerated() {
                guard let part = index < leading.count ? leading[index] : rest else { return true }
                guard accepts(element, by: part, at: String(index)) else { return false }
            }
            return true
        case .contains(let part, let least, let most):
            let count = elements.count { tries($0, by: part) }
            if count < least { return refuse(rule, node, "has no element that is asked for") }
            return count <= most ?? .max
                || refuse(rule, node, "has more such elements than \(most ?? 0)")
        case .unevaluatedItems(let part):
            let known = evaluatedItems(of: value, by: node)
            for (index, element) in elements.enumerated() where !known.contains(index) {
                guard accepts(element, by: part, at: String(index)) else { return false }
            }
            return true
        default: return holdsInPlace(rule, value, node)
        }
    }

    private mutating func isUnique(_ elements: [JSONValue]) -> Bool {
        guard elements.count > 1 else { return true }
        work -= elements.count
        // One canonical text is one value.
        var seen: Set<[UInt8]> = []
        return elements.allSatisfy { seen.insert($0.bytes(.canonical)).inserted }
    }
}

// Objects.

extension SchemaCheck {
    mutating func holds(
        _ rule: SchemaProgram.Rule, _ object: JSONObject, _ value: JSONValue, _ node: Int
    ) -> Bool {
        switch rule.test {
        case .members(let limit, let isMost):
            let count = object.count
            return isMost
                ? count <= limit || refuse(rule, node, "has \(count) members, more than \(limit)")
                : count >= limit || refuse(rule, node, "has \(count) members, less than \(limit)")
        case .required(let names):
            guard let name = names.first(where: { object[$0] == nil }) else { return true }
            return refuse(rule, node, "has no member '\(name.shortened)'")
        case .properties(let properties): return holds(properties, object)
        case .names(let part):
            let names = object.names
            guard let name = names.first(where: { !tries(.string($0), by: part) }) else {
                return true
            }
            return refuse(rule, node, "has the name '\(name.shortened)', which is refused")
        case .dependents(let list): return holds(list, rule, object, value, node)
        case .unevaluatedProperties(let part):
            let known = evaluatedNames(of: value, by: node)
            for member in object.members where !known.contains(JSONName(member.name)) {
                guard accepts(member.value, by: part, at: member.name) else { return false }
            }
            return true
        default: return holdsInPlace(rule, value, node)
        }
    }

    private mutating func holds(_ properties: SchemaProgram.Properties, _ object: JSONObject)
        -> Bool
    {
        for member in object.members {
            var isKnown = false
            if let part = properties.named[JSONName(member.name)] {
                isKnown = true
                guard accepts(member.value, by: part, at: member.name) else { return false }
            }
            for (pattern, part) in properties.patterns {
                guard let isFound = pattern?.isFound(in: member.name, work: &work) else {
                    // Nobody can tell whether it is the pattern's or an additional one.
                    isKnown = true
                    _ = leaveOpen()
                    continue
                }
                guard isFound else { continue }
                isKnown = true
                guard accepts(member.value, by: part, at: member.name) else { return false }
            }
            guard !isKnown, let rest = properties.rest else { continue }
            guard accepts(member.value, by: rest, at: member.name) else { return false }
        }
        return true
    }

    private mutating func holds(
        _ list: [(name: String, required: [String], node: Int?)], _ rule: SchemaProgram.Rule,
        _ object: JSONObject, _ value: JSONValue, _ node: Int
    ) -> Bool {
        for (name, required, part) in list where object[name] != nil {
            if let missing = required.first(where: { object[$0] == nil }) {
                return refuse(
                    rule, node,
                    "has a member '\(name.shortened)' and no '\(missing.shortened)'")
            }
            if let part, !accepts(value, by: part) { return false }
        }
        return true
    }
}

// The value itself, by other schemas.

extension SchemaCheck {
    mutating func holdsInPlace(
        _ rule: SchemaProgram.Rule, _ value: JSONValue, _ node: Int
    ) -> Bool {
        switch rule.test {
        case .all(let parts): return parts.allSatisfy { accepts(value, by: $0) }
        case .any(let parts):
            return parts.contains { tries(value, by: $0) }
                || refuse(rule, node, "fits none of \(parts.count) alternatives")
        case .one(let parts):
            var fitting = 0
            for part in parts where tries(value, by: part) {
                fitting += 1
                if fitting > 1 { break }
            }
            let count = fitting == 0 ? "none" : "more than one"
            return fitting == 1
                || refuse(rule, node, "fits \(count) of \(parts.count) alternatives")
        case .not(let part):
            return !tries(value, by: part) || refuse(rule, node, "is what it must not be")
        case .condition(let test, let then, let otherwise):
            let branch = tries(value, by: test) ? then : otherwise
            return branch.map { accepts(value, by: $0) } ?? true
        default: return true
        }
    }
}

// What other keywords have looked at.

extension SchemaCheck {
    /// The names of members that some keyword of the schema, or of those it applies in place, has
    /// looked at.
    mutating func evaluatedNames(of value: JSONValue, by node: Int) -> Set<JSONName> {
        guard let object = value.object, descends() else { return [] }
        defer { depth -= 1 }
        var names: Set<JSONName> = []
        for rule in program.nodes[node].rules {
            switch rule.test {
            case .properties(let properties):
                for member in object.members where properties.knows(member.name, &work) {
                    names.insert(JSONName(member.name))
                }
            case .unevaluatedProperties(let part):
                for member in object.members where tries(member.value, by: part) {
                    names.insert(JSONName(member.name))
                }
            default:
                for part in applied(rule, value) {
                    names.formUnion(evaluatedNames(of: value, by: part))
                }
            }
        }
        return names
    }

    mutating func evaluatedItems(of value: JSONValue, by node: Int) -> Set<Int> {
        guard let elements = value.array, descends() else { return [] }
        defer { depth -= 1 }
        var known: Set<Int> = []
        for rule in program.nodes[node].rules {
            switch rule.test {
            case .tuple(let leading, let rest):
                known.formUnion(
                    rest == nil ? 0..<min(leading.count, elements.count) : elements.indices)
            case .contains(let part, _, _):
                known.formUnion(elements.indices.filter { tries(elements[$0], by: part) })
            case .unevaluatedItems(let part):
                known.formUnion(elements.indices.filter { tries(elements[$0], by: part) })
            default:
                for part in applied(rule, value) {
                    known.formUnion(evaluatedItems(of: value, by: part))
                }
            }
        }
        return known
    }

    /// The schemas that a keyword has applied to the value itself with success.
    private mutating func applied(_ rule: SchemaProgram.Rule, _ value: JSONValue) -> [Int] {
        switch rule.test {
        case .reference(let target): return [target]
        case .all(let parts): return parts
        case .any(let parts), .one(let parts): return parts.filter { tries(value, by: $0) }
        case .condition(let test, let then, let otherwise):
            let isSo = tries(value, by: test)
            return (isSo ? [test] : []) + [isSo ? then : otherwise].compactMap { $0 }
        case .dependents(let list):
            return list.compactMap { value[$0.name] == nil ? nil : $0.node }
        default: return []
        }
    }
}

extension SchemaProgram.Properties {
    fileprivate func knows(_ name: String, _ work: inout Int) -> Bool {
        if rest != nil || named[JSONName(name)] != nil { return true }
        return patterns.contains { $0.pattern?.isFound(in: name, work: &work) ?? true }
    }
}
