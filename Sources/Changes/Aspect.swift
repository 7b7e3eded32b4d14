/// What of a schema a change is about.
enum Aspect {
    case type, null, enumMember, variant, bounds, pattern, additionalProperties
}

/// What becomes of the set of values that a schema allows.
enum Effect {
    case narrowed, widened
    /// Neither set is part of the other, or nobody can tell.
    case changed
}

extension ChangeRule {
    /// The rule for a change: callers must not be refused what was taken, and must not be given
    /// what was never announced.
    static func rule(_ aspect: Aspect, _ effect: Effect, _ side: Side) -> ChangeRule {
        switch (side, effect) {
        case (.request, .narrowed): requestNarrowed(aspect)
        case (.request, .widened): requestWidened(aspect)
        case (.response, .narrowed): responseNarrowed(aspect)
        case (.response, .widened): responseWidened(aspect)
        case (.request, .changed) where aspect == .type: .requestTypeChanged
        case (.response, .changed) where aspect == .type: .responseTypeChanged
        case (.request, .changed) where aspect == .pattern: .requestPatternChanged
        case (.response, .changed) where aspect == .pattern: .responsePatternChanged
        default: .schemaChanged
        }
    }

    private static func requestNarrowed(_ aspect: Aspect) -> ChangeRule {
        switch aspect {
        case .type: .requestTypeNarrowed
        case .null: .requestNullRefused
        case .enumMember: .requestEnumMemberRemoved
        case .variant: .requestVariantRemoved
        case .bounds: .requestBoundsNarrowed
        case .pattern: .requestPatternAdded
        case .additionalProperties: .requestAdditionalPropertiesNarrowed
        }
    }

    private static func requestWidened(_ aspect: Aspect) -> ChangeRule {
        switch aspect {
        case .type: .requestTypeWidened
        case .null: .requestNullAllowed
        case .enumMember: .requestEnumMemberAdded
        case .variant: .requestVariantAdded
        case .bounds: .requestBoundsWidened
        case .pattern: .requestPatternRemoved
        case .additionalProperties: .requestAdditionalPropertiesWidened
        }
    }

    private static func responseNarrowed(_ aspect: Aspect) -> ChangeRule {
        switch aspect {
        case .type: .responseTypeNarrowed
        case .null: .responseNullExcluded
        case .enumMember: .responseEnumMemberRemoved
        case .variant: .responseVariantRemoved
        case .bounds: .responseBoundsNarrowed
        case .pattern: .responsePatternAdded
        case .additionalProperties: .responseAdditionalPropertiesNarrowed
        }
    }

    private static func responseWidened(_ aspect: Aspect) -> ChangeRule {
        switch aspect {
        case .type: .responseTypeWidened
        case .null: .responseNullAllowed
        case .enumMember: .responseEnumMemberAdded
        case .variant: .responseVariantAdded
        case .bounds: .responseBoundsWidened
        case .pattern: .responsePatternRemoved
        case .additionalProperties: .responseAdditionalPropertiesWidened
        }
    }
}
