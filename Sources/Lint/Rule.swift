import Diagnostics

/// One thing that a document must, should or may do, and how a document that does not is found.
///
/// Each rule has a file of its own below `Rules`, and a folder of its own below `fixtures/lint`.
package struct Rule: Sendable {
    /// The permanent id: `json.`, `structure.`, `openrpc.`, `sdk.` or `spec-conflict.` and a name.
    package let id: String
    package let layer: Layer
    package let level: Level
    /// How a finding weighs; the level says so unless the rule gives another.
    package private(set) var severity: Severity
    /// The requirements it decides, such as `O21`.
    package let requirements: [String]
    package let explanation: Explanation
    let examination: Examination

    /// The layers of judgement, which are never mixed.
    package enum Layer: String, Sendable, CaseIterable {
        /// JSON itself (RFC 8259).
        case json
        /// L1: what the official meta-schema of the document's version demands.
        case structure
        /// L2: what the prose of the specification says.
        case prose
        /// L3: what is lawful, and no SDK can serve well.
        case sdk
        /// Where L1 and L2 contradict each other: never the author's fault.
        case conflict = "spec-conflict"
        /// What lies around the document: its file, the configuration, an outside opinion.
        case around
    }

    /// The word of RFC 2119 by which the specification asks for it.
    package enum Level: String, Sendable {
        case must, should, may
        /// Said by the specification without any of those words.
        case text
        /// No sentence of the specification, but what a lawful SDK needs.
        case derived

        var severity: Severity {
            switch self {
            case .must: .error
            case .should, .text, .derived: .warning
            case .may: .note
            }
        }
    }

    /// How a rule looks at a document.
    enum Examination: Sendable {
        case direct(@Sendable (Reading) -> [Remark])
        /// What only a JSON Schema validator can tell.
        case asked(@Sendable (Reading) -> [Question])
    }

    /// A rule that a reading alone decides.
    init(
        _ id: String, _ layer: Layer, _ level: Level, severity: Severity? = nil,
        decides requirements: [String], _ explanation: Explanation,
        examine: @escaping @Sendable (Reading) -> [Remark]
    ) {
        self.id = id
        self.layer = layer
        self.level = level
        self.severity = severity ?? Self.severity(of: layer, level)
        self.requirements = requirements
        self.explanation = explanation
        examination = .direct(examine)
    }

    /// A rule that asks a validator.
    init(
        _ id: String, _ layer: Layer, _ level: Level, severity: Severity? = nil,
        decides requirements: [String], _ explanation: Explanation,
        ask: @escaping @Sendable (Reading) -> [Question]
    ) {
        self.id = id
        self.layer = layer
        self.level = level
        self.severity = severity ?? Self.severity(of: layer, level)
        self.requirements = requirements
        self.explanation = explanation
        examination = .asked(ask)
    }

    /// A contradiction of the specification with itself is never the author's fault.
    private static func severity(of layer: Layer, _ level: Level) -> Severity {
        layer == .conflict ? .note : level.severity
    }
}

extension Rule {
    /// Every rule, by layer and then by area.
    package static let all: [Rule] =
        jsonRules + structureRules + documentRules + methodRules + linkRules + exampleRules
        + componentRules + sdkRules + conflictRules

    /// The rule of that id.
    package static func named(_ id: String) -> Rule? { all.first { $0.id == id } }

    /// Whether only a validator can decide it.
    package var asksValidator: Bool {
        if case .asked = examination { true } else { false }
    }

    /// The same rule with another weight.
    package func weighing(_ severity: Severity) -> Rule {
        var rule = self
        rule.severity = severity
        return rule
    }

    /// What it demands, in one line: the first sentence of its clause, or half of it.
    package var summary: String {
        let clause = explanation.clause
        let ends = [". ", "; "].compactMap { clause.firstRange(of: $0)?.lowerBound }
        let sentence = clause[..<(ends.min() ?? clause.endIndex)]
        return String(sentence.hasSuffix(".") ? sentence.dropLast() : sentence)
    }
}
