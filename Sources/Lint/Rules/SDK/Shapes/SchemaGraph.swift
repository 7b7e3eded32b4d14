import WireJSON

/// What the values of a document's schemas cannot do without, as a graph of schemas.
///
/// Each schema has demands, each demand is met by a value of one of some schemas. A schema has a
/// finite value when all its demands are met by such; what is not understood is taken to have one.
struct SchemaGraph {
    private let sites: [Site]
    private var demands: [[Demand]] = []
    private var isFinite: [Bool]

    private struct Demand {
        /// The member or element that is demanded; nil where it is the same value.
        let step: String?
        let choices: [Int]
    }

    /// Schemas that need each other without end, and the first of them in the text.
    struct Cycle {
        let site: Site
        let steps: [String]
    }

    init(_ reading: Reading) {
        sites = reading.survey[.schema]
        var numbers: [Spot: Int] = [:]
        for (number, site) in sites.enumerated() { numbers[site.spot] = number }
        isFinite = Array(repeating: false, count: sites.count)
        demands = sites.map { Self.demands(of: $0, reading, numbers) }
        findFinite()
    }

    private static func demands(
        of site: Site, _ reading: Reading, _ numbers: [Spot: Int]
    ) -> [Demand] {
        var demands: [Demand] = []
        /// A choice that is no schema of this document is taken to be finite: no demand.
        func add(_ step: String?, _ choices: [Site]) {
            let known = choices.compactMap { choice in
                reading.target(choice).flatMap { numbers[$0.spot] }
            }
            if !known.isEmpty, known.count == choices.count {
                demands.append(Demand(step: step, choices: known))
            }
        }
        // OpenAPI's way to say that null will do as well.
        if site.value["nullable"]?.bool == true { return [] }
        if site.isReference {
            add(nil, [site])
            return demands
        }
        if site.value["enum"] != nil || site.value["const"] != nil { return [] }
        for part in site.elements(of: "allOf", as: .schema) { add(nil, [part]) }
        for keyword in ["anyOf", "oneOf"] {
            add(nil, site.elements(of: keyword, as: .schema))
        }
        for (step, schema) in required(by: site) { add(step, [schema]) }
        return demands
    }

    /// The schemas of the members or elements that each value has.
    private static func required(by site: Site) -> [(step: String, schema: Site)] {
        switch site.value["type"]?.string ?? site.value["type"]?[0]?.string {
        case "object" where isOnlyType(site):
            guard let properties = site.member("properties") else { return [] }
            let names = (site.value["required"]?.array ?? []).compactMap(\.string)
            return names.compactMap { name in
                properties.member(name, as: .schema).map { (name, $0) }
            }
        case "array" where isOnlyType(site):
            let least = site.value["minItems"]?.int ?? 0
            let tuple = site.elements(of: "items", as: .schema)
            if site.value["items"]?.array != nil {
                return tuple.prefix(max(0, least)).map { ("items", $0) }
            }
            let items = site.member("items", as: .schema)
            return least > 0 ? items.map { [("items", $0)] } ?? [] : []
        default: return []
        }
    }

    private static func isOnlyType(_ site: Site) -> Bool {
        site.value["type"]?.array.map { $0.count == 1 } ?? true
    }

    /// Spreads from schemas without demands to those whose demands they meet.
    private mutating func findFinite() {
        var users = [[(schema: Int, demand: Int)]](repeating: [], count: sites.count)
        var open = demands.map(\.count)
        var isMet = demands.map { Array(repeating: false, count: $0.count) }
        for (schema, list) in demands.enumerated() {
            for (demand, each) in list.enumerated() {
                for choice in each.choices { users[choice].append((schema, demand)) }
            }
        }
        var ready = sites.indices.filter { open[$0] == 0 }
        while let next = ready.popLast() {
            isFinite[next] = true
            for user in users[next] where !isMet[user.schema][user.demand] {
                isMet[user.schema][user.demand] = true
                open[user.schema] -= 1
                if open[user.schema] == 0 { ready.append(user.schema) }
            }
        }
    }

    /// The cycles of schemas without a finite value, by way of the first demand of each that is
    /// not met; those that never leave the value are references in a circle, no types.
    var cycles: [Cycle] {
        var seenBy = [Int?](repeating: nil, count: sites.count)
        return sites.indices.compactMap { start in
            var path: [(schema: Int, step: String?)] = []
            var schema = start
            while seenBy[schema] == nil, let (step, next) = unmet(of: schema) {
                seenBy[schema] = start
                path.append((schema, step))
                schema = next
            }
            guard seenBy[schema] == start,
                let entry = path.firstIndex(where: { $0.schema == schema })
            else { return nil }
            return cycle(Array(path[entry...]))
        }
    }

    private func unmet(of schema: Int) -> (step: String?, next: Int)? {
        guard !isFinite[schema] else { return nil }
        let unmet = demands[schema].first { demand in
            demand.choices.allSatisfy { !isFinite[$0] }
        }
        return unmet.map { ($0.step, $0.choices[0]) }
    }

    private func cycle(_ path: [(schema: Int, step: String?)]) -> Cycle? {
        let starts = path.indices.filter { path[$0].step != nil }
        let first = starts.min {
            sites[path[$0].schema].value.span.lower < sites[path[$1].schema].value.span.lower
        }
        guard let first else { return nil }
        let steps = (path[first...] + path[..<first]).compactMap(\.step)
        return Cycle(site: sites[path[first].schema], steps: steps)
    }
}
