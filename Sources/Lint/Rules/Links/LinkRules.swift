extension Rule {
    /// L2 on links and runtime expressions.
    static let linkRules: [Rule] = [
        .linkName, .linkMethod, .linkWithoutMethod, .linkParam, .expressionSyntax,
        .expressionSource,
    ]
}
