extension Rule {
    /// L2 on examples, example pairings, and the values that schemas give of themselves.
    static let exampleRules: [Rule] = [
        .pairingMissingParam, .pairingSurplusParam, .pairingUnknownParam, .pairingParamOrder,
        .pairingParamSpelling,
        .pairingParamValue, .pairingResultValue, .pairingSurplusResult, .pairingResultAndError,
        .pairingUndeclaredError, .pairingAsNotification, .ambiguousPairings, .duplicatePairing,
        .exampleTwoValues,
        .defaultContradictsSchema, .examplesContradictSchema, .enumContradictsSchema,
    ]
}
