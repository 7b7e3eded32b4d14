extension Rule {
    /// L3: what is lawful and cannot be served well by an SDK.
    static let sdkRules: [Rule] = []
}
