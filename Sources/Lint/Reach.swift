import WireJSON

/// Every reference that is met on the way from the document through all that it refers to, each
/// followed once, in one walk that is linear in the size of the texts.
struct Reach: Sendable {
    /// A reference and where it leads, one step on.
    struct Step: Sendable {
        let site: Site
        let next: Resolution
    }

    /// In the order of the document, then as they are met.
    private(set) var steps: [Step] = []
    /// The end of the chain that begins at each reference.
    private(set) var ends: [Spot: Resolution] = [:]
    /// The circles of references that lead to each other and nowhere else, each once.
    private(set) var circles: [[Site]] = []
    /// The surveys of what is met in each text, those of the document and its kind complete.
    private var surveys: [ObjectIdentifier: Survey] = [:]

    init(of reading: Reading) {
        surveys[ObjectIdentifier(reading.document)] = reading.survey
        var waiting = reading.survey.references
        var at = 0
        while at < waiting.count {
            let site = waiting[at]
            at += 1
            let next = reading.step(from: site)
            steps.append(Step(site: site, next: next))
            if case .found(let target) = next { waiting += meet(target) }
        }
        findEnds()
    }

    /// Every schema of a text that is met: where one must stand, and what a schema refers to.
    func schemas(of text: LintText) -> [Site] {
        surveys[ObjectIdentifier(text)]?[.schema] ?? []
    }

    /// Surveys what a reference leads to, and gives the references that are new in it.
    private mutating func meet(_ target: Site) -> [Site] {
        let text = ObjectIdentifier(target.place.text)
        var survey = surveys.removeValue(forKey: text) ?? Survey()
        let references = survey.extend(with: target)
        surveys[text] = survey
        return references
    }

    /// Follows each chain to its end, and no part of a chain twice.
    private mutating func findEnds() {
        var nexts: [Spot: Step] = [:]
        for step in steps { nexts[Spot(step.site)] = step }
        for step in steps where ends[Spot(step.site)] == nil {
            var chain: [Spot] = []
            var places: [Spot: Int] = [:]
            var current = step
            var end: Resolution?
            while end == nil {
                let spot = Spot(current.site)
                if let place = places[spot] {
                    let circle = chain[place...].compactMap { nexts[$0]?.site }
                    circles.append(circle)
                    end = .circular(circle)
                    break
                }
                places[spot] = chain.count
                chain.append(spot)
                guard case .found(let target) = current.next else {
                    end = current.next
                    break
                }
                let next = Spot(target)
                if let known = ends[next] {
                    end = known
                } else if let further = nexts[next] {
                    current = further
                } else {
                    end = .found(target)
                }
            }
            for spot in chain { ends[spot] = end }
        }
    }
}
