extension Rule {
    /// L2 on examples and example pairings.
    static let exampleRules: [Rule] = []
}
