import CodeText

/// A type as Python sees it: what stands in annotations, and what reads its values.
struct PythonType: Sendable {
    var annotation: Source<Python> { alternatives.annotation }
    let alternatives: PythonAlternatives
    let codec: Source<Python>

    init(annotation: Source<Python>, codec: Source<Python>) {
        self.init(PythonAlternatives([annotation]), codec: codec)
    }

    init(_ alternatives: PythonAlternatives, codec: Source<Python>) {
        self.alternatives = alternatives
        self.codec = codec
    }
}

/// What a value may be, each said once however deep it stands: linters and readers ask for
/// `Optional[Union[A, B]]` where `Union[Optional[A], Union[B, None]]` would mean the same.
struct PythonAlternatives: Sendable {
    /// The members of one `Literal[…]`, which stands first.
    private(set) var literals: [Source<Python>] = []
    /// Annotations that are neither a union nor `Optional` nor `Literal` nor `None`.
    private(set) var others: [Source<Python>] = []
    private(set) var admitsNone = false

    init(_ others: [Source<Python>] = [], literals: [Source<Python>] = []) {
        for literal in literals { add(literal, to: \.literals) }
        for other in others { add(other, to: \.others) }
    }

    /// Whether it says no more than `Any`.
    var isAnything: Bool { others.contains("Any") }

    mutating func formUnion(_ more: PythonAlternatives) {
        for literal in more.literals { add(literal, to: \.literals) }
        for other in more.others { add(other, to: \.others) }
        admitsNone = admitsNone || more.admitsNone
        // To annotations a float may be an int; linters ask for the shorter form.
        if others.contains("float") { others.removeAll { $0 == "int" } }
    }

    /// The same or `None`.
    var optional: PythonAlternatives {
        var copy = self
        copy.admitsNone = true
        return copy
    }

    var annotation: Source<Python> {
        if isAnything { return "Any" }
        var parts = others
        if !literals.isEmpty { parts.insert("Literal[\(literals.joined(separator: ", "))]", at: 0) }
        guard let first = parts.first else { return "None" }
        let one = parts.count == 1 ? first : "Union[\(parts.joined(separator: ", "))]"
        return admitsNone ? "Optional[\(one)]" : one
    }

    private mutating func add(
        _ part: Source<Python>, to list: WritableKeyPath<Self, [Source<Python>]>
    ) {
        if part == "None" {
            admitsNone = true
        } else if !self[keyPath: list].contains(part) {
            self[keyPath: list].append(part)
        }
    }
}
