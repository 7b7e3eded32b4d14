extension ChangeRule {
    /// What schemas allow, in what callers send and in what the server answers.
    static let schemaRules: [ChangeRule] = [
        .requestTypeNarrowed, .requestTypeWidened, .responseTypeWidened, .responseTypeNarrowed,
        .requestNullRefused, .requestNullAllowed, .responseNullAllowed, .responseNullExcluded,
        .requestEnumMemberRemoved, .requestEnumMemberAdded, .responseEnumMemberAdded,
        .responseEnumMemberRemoved, .requestVariantRemoved, .requestVariantAdded,
        .responseVariantAdded, .responseVariantRemoved, .requestBoundsNarrowed,
        .requestBoundsWidened, .responseBoundsWidened, .responseBoundsNarrowed,
        .requestPatternAdded, .requestPatternRemoved, .responsePatternRemoved,
        .responsePatternAdded, .requestTypeChanged, .requestPatternChanged, .responseTypeChanged,
        .responsePatternChanged, .requestAdditionalPropertiesNarrowed,
        .requestAdditionalPropertiesWidened, .responseAdditionalPropertiesWidened,
        .responseAdditionalPropertiesNarrowed, .requestRequiredPropertyAdded,
        .requestOptionalPropertyAdded, .requestPropertyRemoved, .requestPropertyBecameRequired,
        .requestPropertyBecameOptional, .responsePropertyAdded, .responsePropertyAddedToClosed,
        .responsePropertyRemoved, .responsePropertyBecameOptional,
        .responsePropertyBecameRequired, .schemaChanged,
    ]
}
