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
    /// The param of each example, where there is one and it is certain.
    let owners: [Site?]
    /// Nil when the method's params or the pairing's cannot all be followed.
    init?(_ pairing: Pairing, in reading: Reading) {
        guard let params = reading.params(of: pairing.method),
            let examples = reading.examples(of: pairing)
        else { return nil }
        self.params = params
        self.examples = examples
        var positions: [JSONName: Int] = [:]
        let names = params.compactMap { $0.value["name"]?.string.map(JSONName.init) }
        for (position, name) in names.enumerated() { positions[name] = position }
        let areDistinct = names.count == params.count && positions.count == params.count
        let labels = examples.map { $0.value["name"]?.string.map(JSONName.init) }
        let found = labels.map { label in label.flatMap { positions[$0] } }
        let given = labels.compactMap(\.self)
        let areUnique = Set(given).count == given.count
        let isKnown = areDistinct && areUnique && given.count == labels.count
        let structure = pairing.method.value["paramStructure"]?.string
        let isInPlace = zip(found, 0...).allSatisfy { $0 == nil || $0 == $1 }
        let isNamed = found.allSatisfy { $0 != nil }
        if isKnown, isNamed || structure == "by-name" && found.contains(where: { $0 != nil }) {
            manner = .byName
            owners = found.map { $0.map { params[$0] } }
        } else if isInPlace || !areDistinct || !areUnique {
            manner = .byPosition
            owners = examples.indices.map { $0 < params.count ? params[$0] : nil }
        } else {
            manner = .unclear
            owners = examples.map { _ in nil }
        }
    }

    /// The required params that have no example, as far as that is certain.
    var missing: [Site] {
        let required = params.filter { $0.value["required"]?.bool == true }
        switch manner {
        case .byName:
            let given = Set(owners.compactMap { $0.map(ValueKey.init) })
            return required.filter { !given.contains(ValueKey($0)) }
        case .byPosition:
            return params.dropFirst(examples.count).filter { $0.value["required"]?.bool == true }
        case .unclear: return []
        }
    }
}
