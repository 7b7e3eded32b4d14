import Diagnostics
package import WireJSON

/// What a JSON Schema validator finds in a document by the official meta-schema, held against what
/// the rules of the layer 'structure' find.
package struct OutsideOpinion: Sendable {
    private let metaschema: String
    private let problems: [(pointer: JSONPointer, message: String)]

    /// The problems, each with the way to the value that has it; none when the document is valid.
    package init(
        metaschema: String, problems: [(pointer: JSONPointer, message: String)]
    ) {
        self.metaschema = metaschema
        self.problems = problems
    }

    /// A note for each problem; an error at the root when the two verdicts differ.
    package func findings(in reading: Reading, _ structure: Linter) -> [Finding] {
        let own = structure.findings(in: reading).filter { $0.diagnostic.severity == .error }
        let notes = problems.map { problem in
            Finding(
                rule: .outsideOpinion, "the meta-schema says: \(problem.message)",
                at: span(of: problem.pointer, in: reading), pointer: problem.pointer)
        }
        return notes + disagreement(own, in: reading)
    }

    private func disagreement(_ own: [Finding], in reading: Reading) -> [Finding] {
        guard own.isEmpty != problems.isEmpty else { return [] }
        let alone = own.isEmpty ? "it alone refuses" : "they alone refuse"
        let message =
            "'\(metaschema)' must say the same as the rules of 'structure', and \(alone) the "
            + "document; is it the meta-schema of this version?"
        let rule = Rule.outsideOpinion.weighing(.error)
        let root = SourceSpan(
            file: reading.document.file, bytes: reading.document.root.span.range)
        return [Finding(rule: rule, message, at: root)]
    }

    /// The value, or the nearest around it that is there.
    private func span(of pointer: JSONPointer, in reading: Reading) -> SourceSpan {
        var pointer = pointer
        while true {
            if let value = reading.document.root.resolve(pointer) {
                return SourceSpan(value.span, in: reading.document.file)
            }
            pointer.tokens.removeLast()
        }
    }
}
