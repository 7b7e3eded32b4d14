package import WireJSON

extension SchemaProgram {
    /// Judges a value by the schema that was asked for at that index. The work is bounded by the
    /// size of the value, whatever the schema says.
    package func verdict(on value: JSONValue, by entry: Int = 0) -> SchemaVerdict {
        var check = SchemaCheck(program: self, work: 500_000 + 100 * value.weight)
        let isValid = check.accepts(value, by: entries[entry])
        if check.isUndecided { return .undecided }
        guard !isValid, var finding = check.finding else { return .valid }
        finding.at.tokens.reverse()
        return .refused(finding)
    }

    /// Whether a value is not refused.
    package func accepts(_ value: JSONValue, by entry: Int = 0) -> Bool {
        if case .refused = verdict(on: value, by: entry) { return false }
        return true
    }
}

extension JSONValue {
    /// How many values there are in it, plus one for every few bytes of text.
    fileprivate var weight: Int {
        switch kind {
        case .array(let elements): elements.reduce(1) { $0 + $1.weight }
        case .object(let object):
            object.members.reduce(1) { $0 + $1.value.weight + $1.name.utf8.count / 8 }
        case .string(let text): 1 + text.utf8.count / 8
        default: 1
        }
    }
}

/// One judgement.
struct SchemaCheck {
    let program: SchemaProgram
    /// What is left of the work, in values looked at and steps of patterns.
    var work: Int
    /// Whether something could not be told that the verdict hangs on.
    var isUndecided = false
    /// The first refusal outside of trials; the way to it is in reverse.
    var finding: SchemaFinding?
    /// How many of the open questions are trials, whose failure is no verdict.
    private var trials = 0
    var depth = 0

    /// Nested schemas; each costs a frame of a stack of a few megabytes.
    private static let greatestDepth = 2_000

    init(program: SchemaProgram, work: Int) {
        self.program = program
        self.work = work
    }

    /// All rules that hold schemas come back here: inlined, each would hold a copy of all others.
    @inline(never)
    mutating func accepts(_ value: JSONValue, by node: Int) -> Bool {
        guard descends() else { return true }
        defer { depth -= 1 }
        for rule in program.nodes[node].rules where !holds(rule, value, node) { return false }
        return true
    }

    /// One schema deeper; false when that is too deep or too much work for a verdict.
    mutating func descends() -> Bool {
        work -= 1
        guard work > 0, depth < Self.greatestDepth else {
            isUndecided = true
            return false
        }
        depth += 1
        return true
    }

    /// Whether a schema accepts a value, when nothing is wrong if it does not.
    mutating func tries(_ value: JSONValue, by node: Int) -> Bool {
        trials += 1
        defer { trials -= 1 }
        return accepts(value, by: node)
    }

    /// A part is judged as the whole; where it is wrong, the way to it is noted.
    mutating func accepts(_ value: JSONValue, by node: Int, at token: @autoclosure () -> String)
        -> Bool
    {
        if accepts(value, by: node) { return true }
        if trials == 0 { finding?.at.tokens.append(token()) }
        return false
    }

    /// Notes a refusal; always false.
    mutating func refuse(
        _ rule: SchemaProgram.Rule, _ node: Int, _ problem: @autoclosure () -> String
    ) -> Bool {
        if trials == 0, finding == nil {
            finding = SchemaFinding(
                at: JSONPointer(), keyword: rule.keyword, schema: program.nodes[node].place,
                problem: problem())
        }
        return false
    }

    /// What nobody can tell counts for nothing, unless a trial would turn it round.
    mutating func leaveOpen() -> Bool {
        if trials > 0 { isUndecided = true }
        return true
    }

    private mutating func holds(_ rule: SchemaProgram.Rule, _ value: JSONValue, _ node: Int)
        -> Bool
    {
        switch rule.test {
        case .never: return refuse(rule, node, "must not be there")
        case .unknown: return leaveOpen()
        case .types(let types):
            return types.admit(value)
                || refuse(rule, node, "is \(value.phrase), not \(types.phrase)")
        case .constant(let constant):
            return value.equals(constant, numbers: .value)
                || refuse(rule, node, "is not \(constant.text().shortened)")
        case .listed(let listed):
            return listed.contain(value) || refuse(rule, node, "is none of the values listed")
        case .reference(let target): return accepts(value, by: target)
        default: break
        }
        switch value.kind {
        case .number(let number): return holds(rule, number, value, node)
        case .string(let text): return holds(rule, text, value, node)
        case .array(let elements): return holds(rule, elements, value, node)
        case .object(let object): return holds(rule, object, value, node)
        default: return holdsInPlace(rule, value, node)
        }
    }

    private mutating func holds(
        _ rule: SchemaProgram.Rule, _ number: JSONNumber, _ value: JSONValue, _ node: Int
    ) -> Bool {
        switch rule.test {
        case .bound(let bound):
            return bound.admits(number)
                || refuse(rule, node, "is \(bound.complaint) \(bound.value.text)")
        case .multiple(let step):
            guard let isMultiple = JSONDecimal(number).isMultiple(of: step) else {
                return leaveOpen()
            }
            return isMultiple || refuse(rule, node, "is no multiple of \(step.text)")
        default: return holdsInPlace(rule, value, node)
        }
    }

    private mutating func holds(
        _ rule: SchemaProgram.Rule, _ text: String, _ value: JSONValue, _ node: Int
    ) -> Bool {
        switch rule.test {
        case .length(let limit, let isMost):
            let count = text.unicodeScalars.count
            return isMost
                ? count <= limit || refuse(rule, node, "is longer than \(limit) characters")
                : count >= limit || refuse(rule, node, "is shorter than \(limit) characters")
        case .pattern(let pattern):
            guard let isFound = pattern.isFound(in: text, work: &work) else { return leaveOpen() }
            return isFound || refuse(rule, node, "does not match the pattern")
        default: return holdsInPlace(rule, value, node)
        }
    }
}

extension SchemaProgram.Listed {
    func contain(_ value: JSONValue) -> Bool {
        if let text = value.string { return strings.contains(JSONName(text)) }
        return others.contains { $0.equals(value, numbers: .value) }
    }
}

extension SchemaProgram.Bound {
    func admits(_ number: JSONNumber) -> Bool {
        if let int, let other = number.int {
            if other == int { return !isExclusive }
            return (other < int) == isUpper
        }
        let other = JSONDecimal(number)
        if other == value { return !isExclusive }
        return other.precedes(value) == isUpper
    }

    var complaint: String {
        switch (isUpper, isExclusive) {
        case (true, false): "greater than"
        case (true, true): "not less than"
        case (false, false): "less than"
        case (false, true): "not greater than"
        }
    }
}

extension SchemaProgram.Types {
    func admit(_ value: JSONValue) -> Bool {
        switch value.kind {
        case .null: contains(.null)
        case .bool: contains(.boolean)
        case .number(let number):
            contains(.number)
                || contains(.integer) && (number.isInteger || JSONDecimal(number).isWhole)
        case .string: contains(.string)
        case .array: contains(.array)
        case .object: contains(.object)
        }
    }

    /// The types in words, such as "a string or null".
    var phrase: String {
        Self.names.filter { contains($0.type) }.map { Self.article($0.name) }
            .joined(separator: " or ")
    }

    static func article(_ name: String) -> String {
        switch name {
        case "null": "null"
        case "integer", "array", "object": "an \(name)"
        default: "a \(name)"
        }
    }
}

extension JSONValue {
    fileprivate var phrase: String { SchemaProgram.Types.article(typeName) }
}

extension String {
    /// The text, cut where it is longer than a line likes.
    var shortened: String { count > 60 ? prefix(57) + "..." : self }
}
