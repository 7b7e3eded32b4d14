extension Rule {
    /// L2 on components, references and schemas.
    static let componentRules: [Rule] = [
        .unknownComponentGroup, .componentKey, .unusedComponent, .misplacedReference,
        .malformedReference, .danglingReference, .circularReference, .externalReference,
        .referenceKind, .invalidPattern, .foreignPattern, .foreignKeyword, .misspelledKeyword,
        .unsatisfiableBounds, .endlessSchema,
    ]
}
