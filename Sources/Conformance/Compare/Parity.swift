package import WireJSON

/// What two generated SDKs of one document say of the service, side by side: for each method and
/// each field its name, whether it must be given, whether it may be null, its type, its default,
/// and a method's errors. Both sides were read from what was generated, never from what made it.
package struct Parity: Sendable {
    package private(set) var rows: [Row] = []

    /// One method, param, result or field.
    package struct Row: Sendable {
        /// Such as `pet.get`, `pet.get(id)`, `pet.get → result` or `Pet.name`.
        package var place: String
        package var cells: [Cell] = []
    }

    /// One aspect on both sides.
    package struct Cell: Sendable {
        package var aspect: Aspect
        package var python: String
        package var rust: String
        package var standing: Standing
    }

    /// What is said of a place.
    package enum Aspect: String, Sendable, CaseIterable {
        case name, required, nullable, type, `default`, errors
    }

    /// How the two sides of a cell stand to each other.
    package enum Standing: String, Sendable {
        case same
        /// One side has a wider type that holds all values of the other: a text for some texts, an
        /// array for a tuple.
        case wider
        case different
    }

    /// How many cells stand so.
    package func count(_ standing: Standing) -> Int {
        rows.reduce(0) { $0 + $1.cells.count { $0.standing == standing } }
    }

    /// Compares two descriptions, each with `methods`, `types` and `aliases`.
    package init(python: JSONValue, rust: JSONValue) {
        var comparison = ParityComparison(python: python, rust: rust)
        comparison.compare()
        rows = comparison.rows
    }
}

/// A comparison under way: types come up as methods and fields name them.
private struct ParityComparison {
    let python: JSONValue
    let rust: JSONValue
    var rows: [Parity.Row] = []
    private var waiting: [(python: String, rust: String)] = []
    private var seen: Set<[String]> = []

    init(python: JSONValue, rust: JSONValue) {
        self.python = python
        self.rust = rust
    }

    mutating func compare() {
        for name in names(python["methods"], rust["methods"]) {
            method(name, python["methods"]?[name], rust["methods"]?[name])
        }
        var index = 0
        while index < waiting.count {
            let pair = waiting[index]
            index += 1
            type(pair.python, pair.rust)
        }
    }

    private func names(_ one: JSONValue?, _ other: JSONValue?) -> [String] {
        let first = one?.object?.members.map(\.name) ?? []
        let known = Set(first)
        return first
            + (other?.object?.members.map(\.name).filter { !known.contains($0) } ?? [])
    }

    private mutating func method(_ name: String, _ python: JSONValue?, _ rust: JSONValue?) {
        guard row(name, name, python, rust) else { return }
        let codes = [python, rust].map { side in
            side?["errors"]?.array?.map { $0.text() }.joined(separator: ", ") ?? ""
        }
        add(.errors, codes[0], codes[1])
        for member in names(python?["params"], rust?["params"]) {
            compare(
                "\(name)(\(member))", member, python?["params"]?[member], rust?["params"]?[member])
        }
        let place = "\(name) → result"
        let results = [python, rust].map { side in
            (side?["result"]).flatMap { $0.isNull ? nil : $0 }
        }
        guard results[0] != nil || results[1] != nil else { return }
        guard row(place, "", results[0], results[1]) else { return }
        types(results[0], results[1])
    }

    private mutating func type(_ python: String, _ rust: String) {
        let sides = [self.python["types"]?[python], self.rust["types"]?[rust]]
        for member in names(sides[0]?["fields"], sides[1]?["fields"]) {
            let own = sides.map { $0?["fields"]?[member] }
            compare("\(python).\(member)", member, own[0], own[1])
        }
        let rest = sides.map { side in (side?["rest"]).flatMap { $0.isNull ? nil : $0 } }
        guard rest[0] != nil || rest[1] != nil else { return }
        let place = "\(python) → other members"
        if row(place, "", rest[0], rest[1]) { types(rest[0], rest[1]) }
    }

    private mutating func compare(
        _ place: String, _ name: String, _ python: JSONValue?, _ rust: JSONValue?
    ) {
        guard row(place, name, python, rust) else { return }
        let flag = { (side: JSONValue?, name: String) in side?[name]?.bool == true ? "yes" : "no" }
        add(.required, flag(python, "required"), flag(rust, "required"))
        types(
            python?["type"], rust?["type"], python?["nullable"]?.bool == true,
            rust?["nullable"]?.bool == true)
        add(.default, python?["default"]?.string ?? "?", rust?["default"]?.string ?? "?")
    }

    /// Begins a row; false where one side has nothing to compare.
    private mutating func row(
        _ place: String, _ name: String, _ python: JSONValue?, _ rust: JSONValue?
    ) -> Bool {
        rows.append(Parity.Row(place: place))
        let told = name.isEmpty ? "there" : name
        add(.name, python == nil ? "nothing" : told, rust == nil ? "nothing" : told)
        return python != nil && rust != nil
    }

    private mutating func add(
        _ aspect: Parity.Aspect, _ python: String, _ rust: String,
        _ standing: Parity.Standing? = nil
    ) {
        rows[rows.count - 1].cells.append(
            Parity.Cell(
                aspect: aspect, python: python, rust: rust,
                standing: standing ?? (python == rust ? .same : .different)))
    }
}

// Types.

extension ParityComparison {
    private mutating func types(
        _ python: JSONValue?, _ rust: JSONValue?, _ first: Bool = false, _ second: Bool = false
    ) {
        let one = ParityType(python ?? .null, self.python["aliases"])
        let other = ParityType(rust ?? .null, self.rust["aliases"])
        let nullable = [first || one.isNullable, second || other.isNullable]
        add(.nullable, nullable[0] ? "yes" : "no", nullable[1] ? "yes" : "no")
        let standing = standing(one, other, 0)
        add(.type, one.text(), other.text(), standing)
    }

    private mutating func standing(
        _ one: ParityType, _ other: ParityType, _ depth: Int
    ) -> Parity.Standing {
        // Aliases that go round: what is this deep has been compared above.
        if depth > 24 { return .same }
        if depth > 0, one.isNullable != other.isNullable { return .different }
        switch (one.kind, other.kind) {
        case (.scalar(let one), .scalar(let other)): return one == other ? .same : .different
        case (.array(let one), .array(let other)), (.map(let one), .map(let other)):
            return standing(one(), other(), depth + 1)
        case (.tuple, .array): return .wider
        case (.object(let one), .object(let other)):
            if seen.insert([one, other]).inserted { waiting.append((one, other)) }
            return .same
        case (.oneOf(let one), .oneOf(let other)): return one == other ? .same : .different
        case (.oneOf(let values), .scalar(let name)):
            return values.allSatisfy { ParityType.name(of: $0) == name } ? .wider : .different
        case (.union(let ones), .union(let others)):
            guard ones.count == others.count else { return .different }
            return zip(ones, others).map { standing($0(), $1(), depth + 1) }
                .reduce(.same) { $0 == .different || $1 == .same ? $0 : $1 }
        default: return .different
        }
    }
}
