extension Rule {
    /// L3: what is lawful and cannot be served well by an SDK.
    static let sdkRules: [Rule] = [
        .collidingMethods, .collidingParams, .collidingProperties, .collidingTypes,
        .collidingConstants, .keywordName, .shadowingName, .fallbackVariant, .unnameable,
        .paddedName, .unsafeName, .invisibleCharacter, .docstringBreakout, .numberRange,
        .wideInteger, .noType, .titleClash, .ambiguousUnion, .optionalBeforeLater,
        .endlessType,
    ]
}
