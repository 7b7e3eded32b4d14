package import Diagnostics
package import WireJSON

/// An `assay.json`: what rules weigh and which findings are known, in the section `lint`, and
/// beside it a generator under test.
package struct Configuration: Sendable {
    package let file: SourceFile
    var weights: [Weight] = []
    package var ignores: [Ignore] = []
    /// nil where no generator is described.
    package var generator: GeneratorSection?

    /// Another weight for the rules that a pattern names; none switches them off.
    struct Weight: Sendable {
        var pattern: Wildcard
        var severity: Severity?
    }

    /// Findings that are known, with the reason and the day until which it holds.
    package struct Ignore: Sendable {
        package var rule: String
        /// The place it covers, with all that lies in it.
        package var pointer: JSONPointer
        /// The documents it is about, by their path from the configuration's folder; nil for all.
        package var document: Wildcard?
        package var reason: String
        /// The last day on which it holds.
        package var expires: CalendarDay
        /// Its own place in the configuration.
        package var span: SourceSpan
    }

    /// A configuration that says nothing yet.
    init(file: SourceFile) { self.file = file }
}

extension Configuration {
    /// The rules with the weights that are configured, without those that are switched off. Of
    /// several patterns that match a rule the one with the most letters of its own counts,
    /// wherever it stands.
    package func weigh(_ rules: [Rule]) -> [Rule] {
        let ranked = weights.sorted {
            ($1.pattern.isPlain ? 1 : 0, $1.pattern.weight, $1.pattern.text)
                < ($0.pattern.isPlain ? 1 : 0, $0.pattern.weight, $0.pattern.text)
        }
        return rules.compactMap { rule in
            guard let weight = ranked.first(where: { $0.pattern.matches(rule.id) }) else {
                return rule
            }
            return weight.severity.map(rule.weighing)
        }
    }
}

extension Configuration.Ignore {
    /// Whether it covers a place: its own, or one inside it.
    func covers(_ place: JSONPointer) -> Bool {
        place.tokens.count >= pointer.tokens.count
            && zip(pointer.tokens, place.tokens).allSatisfy(JSONName.same)
    }
}
