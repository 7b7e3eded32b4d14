extension Rule {
    /// L2 on methods, their params, results and errors.
    static let methodRules: [Rule] = [
        .duplicateMethod, .reservedMethodName, .discoverSignature, .duplicateParam,
        .requiredAfterOptional, .missingResult, .duplicateErrorCode, .reservedErrorCode,
        .predefinedErrorCode, .serverErrorCode,
    ]
}
