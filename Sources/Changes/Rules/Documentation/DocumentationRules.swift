extension ChangeRule {
    /// What people read.
    static let documentationRules: [ChangeRule] = [
        .descriptionChanged, .summaryChanged, .titleChanged, .examplesChanged, .tagsChanged,
        .linksChanged, .infoChanged, .versionChanged, .externalDocsChanged, .extensionChanged,
        .openrpcChanged, .orderChanged, .sameMeaning, .referenceChanged, .resultRenamed,
        .unusedComponentAdded, .unusedComponentRemoved, .unusedComponentChanged, .otherChange,
        .versionTooSmall,
    ]
}
