extension ChangeRule {
    /// What code that uses a generated client meets.
    static let sourceRules: [ChangeRule] = [
        .sourceParamOrderChanged, .sourceParamInserted, .sourceParamRenamed, .typeRenamed,
        .defaultChanged, .defaultAdded, .deprecated, .undeprecated, .serviceRenamed,
        .sourcePropertyRemoved, .unknownKeywordChanged,
    ]
}
