extension Rule {
    /// The rules of which some findings carry a fix; the tests hold the list against the fixtures.
    private static let fixable: Set = ["json.duplicate-name"]

    /// Whether some of its findings carry a fix.
    package var isFixable: Bool { Self.fixable.contains(id) }
}
