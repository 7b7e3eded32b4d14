extension ChangeRule {
    /// What callers and servers meet: methods, params, results, errors, servers.
    static let wireRules: [ChangeRule] = [
        .methodRemoved, .methodAdded, .requiredParamAdded, .optionalParamAdded, .paramInserted,
        .paramRemoved, .paramRenamed, .paramBecameRequired, .paramBecameOptional,
        .paramOrderChanged, .paramStructureNarrowed, .paramStructureWidened, .resultAdded,
        .resultRemoved, .errorAdded, .errorRemoved, .errorCodeChanged, .errorMessageChanged,
        .errorDataChanged, .serverAdded, .serverRemoved, .serverChanged, .undecided,
    ]
}
