extension Rule {
    /// Where the meta-schema and the prose contradict each other.
    static let conflictRules: [Rule] = [
        .patchVersion, .referenceSiblings, .methodReference, .oneOfObject, .forgottenMember,
        .tagSummary, .exampleName, .externalValue, .pairingMember, .pairingGroup, .pairingError,
    ]
}
