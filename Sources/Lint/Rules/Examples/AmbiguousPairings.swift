import Diagnostics
import WireJSON

extension Rule {
    static let ambiguousPairings = Rule(
        "openrpc.ambiguous-pairings", .prose, .derived, decides: ["O61"],
        Explanation(
            clause: """
                Derived: OpenRPC 1.0 to 1.4, Example Pairing Object: the result is what a caller can \
                expect for exactly these params.
                """,
            why: """
                With the same params in two pairings and two outcomes, neither can be expected: a \
                mock serves only one of them, and a test of the other fails.
                """,
            example: """
                { "name": "pet.get", "params": [ { "name": "id", "schema": {} } ], "examples": [
                  { "name": "cat", "params": [ { "name": "id", "value": 7 } ],
                    "result": { "name": "pet", "value": "cat" } },
                  { "name": "dog", "params": [ { "name": "id", "value": 7 } ],
                    "result": { "name": "pet", "value": "dog" } } ] }
                """,
            remedy: "Give each outcome params of its own, or keep one of the pairings.")
    ) { reading in
        var texts: [ValueKey: Int] = [:]
        var numbers: [JSONName: Int] = [:]
        // Each value is written out once, however many pairings refer to it.
        func number(_ site: Site) -> Int {
            if let known = texts[ValueKey(site)] { return known }
            let text = JSONName(site.value.text(.canonical))
            let number = numbers[text] ?? numbers.count
            numbers[text] = number
            texts[ValueKey(site)] = number
            return number
        }
        return reading.shownMethods.flatMap { method -> [Remark] in
            var firsts: [[Int]: (outcome: [Int], site: Site)] = [:]
            return reading.pairings(of: method).compactMap { pairing in
                guard let values = pairing.values(in: reading),
                    let outcome = pairing.outcome(in: reading)
                else { return nil }
                let given = values.flatMap { [$0.position, number($0.value)] }
                let end = [outcome.isError ? 1 : 0, number(outcome.site)]
                guard let first = firsts[given] else {
                    firsts[given] = (end, pairing.site)
                    return nil
                }
                if first.outcome == end { return nil }
                let place = pairing.site.member(outcome.isError ? "error" : "result")
                return Remark(
                    "a pairing should show what its params lead to, found two outcomes for the "
                        + "same params of '\(pairing.method.name)'; change the params, or keep one",
                    at: place ?? pairing.site,
                    notes: [
                        Diagnostic.Note("the other pairing stands here", at: first.site.span)
                    ])
            }
        }
    }
}

extension Pairing {
    /// The values of the params that have one, in the order of the params; nil when not every value
    /// is known.
    fileprivate func values(in reading: Reading) -> [(position: Int, value: Site)]? {
        guard let correspondence = Correspondence(self, in: reading),
            correspondence.manner != .unclear
        else { return nil }
        let values = zip(correspondence.positions, correspondence.examples)
            .compactMap { position, example in
                position.flatMap { position in
                    example.member("value").map { (position: position, value: $0) }
                }
            }
        guard values.count == correspondence.examples.count else { return nil }
        return values.sorted { $0.position < $1.position }
    }

    /// What a call ends in; nil for a notification, and where it is not told.
    fileprivate func outcome(in reading: Reading) -> (isError: Bool, site: Site)? {
        let error = reading.object("error", as: .error, of: site)
        let value = reading.object("result", as: .example, of: site)?.member("value")
        switch (error, value) {
        case (let error?, nil): return (true, error)
        case (nil, let value?): return (false, value)
        default: return nil
        }
    }
}
