import WireJSON

/// Which example of a pairing stands for which param of its method.
///
/// The specification gives examples names and does not say whether they are the params'. So they
/// are taken for params' names where that is certain, for labels where that is, and where neither
/// is, nothing is concluded that would not hold both ways.
struct Correspondence: Sendable {
    /// How the examples were told apart.
    enum Manner: Sendable {
        /// Each has the name of a param, or the method takes its params by name.
        case byName
        /// No name speaks against the order.
        case byPosition
        /// Some examples have the name of a param and stand where another one does.
        case unclear
    }

    let manner: Manner
    let params: [Site]
    let examples: [Site]
    /// The position of each example's param, where there is one and it is certain.
    let positions: [Int?]
    private let required: [Int]

    /// Nil when the method's params or the pairing's cannot all be followed.
    init?(_ pairing: Pairing, in reading: Reading) {
        let method = pairing.method
        guard let params = method.params,
            let examples = reading.objects("params", as: .example, of: pairing.site)
        else { return nil }
        self.params = params
        self.examples = examples
        required = method.required
        let labels = examples.compactMap { $0.value["name"]?.string.map(JSONName.init) }
        let areUnique = Set(labels).count == labels.count
        let found = examples.map { example in
            example.value["name"]?.string.flatMap { method.positions?[JSONName($0)] }
        }
        let isLabelled = areUnique && labels.count == examples.count && method.positions != nil
        let isNamed = found.allSatisfy { $0 != nil }
        let isInPlace = zip(found, 0...).allSatisfy { $0 == nil || $0 == $1 }
        let namesSome = found.contains { $0 != nil }
        if isLabelled, isNamed || method.structure == "by-name" && namesSome {
            manner = .byName
            positions = found
        } else if isInPlace || !areUnique {
            manner = .byPosition
            positions = examples.indices.map { $0 < params.count ? $0 : nil }
        } else {
            manner = .unclear
            positions = examples.map { _ in nil }
        }
    }

    /// Each example with its param.
    var owned: [(example: Site, param: Site)] {
        zip(examples, positions).compactMap { example, position in
            position.map { (example, params[$0]) }
        }
    }

    /// How many required params have no example, as far as that is certain, and the first three.
    var missing: (count: Int, first: [Site]) {
        let given = Set(positions.compactMap(\.self))
        switch manner {
        case .byName, .byPosition:
            // Not by going through them all: a method of many params may have as many pairings.
            let first = required.lazy.filter { !given.contains($0) }.prefix(3)
            let count =
                required.count
                - given.count { position in
                    params[position].value["required"]?.bool == true
                }
            return (count, first.map { params[$0] })
        case .unclear: return (0, [])
        }
    }
}
