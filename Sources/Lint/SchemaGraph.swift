import WireJSON

/// The schemas of a document by number, and what their references lead to.
struct SchemaGraph {
    let sites: [Site]
    private let numbers: [UInt32: Int]
    private let ends: [Int: Int]

    init(_ reading: Reading) {
        sites = reading.reach.schemas(of: reading.document)
        var numbers: [UInt32: Int] = [:]
        for (number, site) in sites.enumerated() { numbers[site.value.span.lower] = number }
        var ends: [Int: Int] = [:]
        for step in reading.reach.steps where step.site.place.text === reading.document {
            guard case .found(let target) = step.next, target.place.text === reading.document,
                let from = numbers[step.site.value.span.lower],
                let to = numbers[target.value.span.lower]
            else { continue }
            ends[from] = to
        }
        (self.numbers, self.ends) = (numbers, ends)
    }

    /// The number of a schema.
    func number(of value: JSONValue) -> Int? { numbers[value.span.lower] }

    /// What the reference that stands at a number leads to, when that is a schema of the document.
    func end(of number: Int) -> Int? { ends[number] }
}
