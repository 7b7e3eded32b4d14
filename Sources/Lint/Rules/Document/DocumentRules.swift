extension Rule {
    /// L2 on the root, the info object and servers.
    static let documentRules: [Rule] = [
        .urlFormat, .emailFormat, .licenseName, .serverName, .serverURL, .undeclaredVariable,
        .unusedVariable, .variableDefault, .emptyVariableEnum,
    ]
}
