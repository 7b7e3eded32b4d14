extension Rule {
    /// Where the meta-schema and the prose contradict each other.
    static let conflictRules: [Rule] = []
}
