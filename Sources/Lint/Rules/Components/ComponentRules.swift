extension Rule {
    /// L2 on components, references and schemas.
    static let componentRules: [Rule] = []
}
