extension Rule {
    /// The rules of which some findings carry a fix; the tests hold the list against the fixtures.
    private static let fixable: Set = [
        "json.duplicate-name",
        "openrpc.dangling-reference", "openrpc.duplicate-error-code", "openrpc.email-format",
        "openrpc.required-after-optional", "openrpc.url-format",
        "structure.schema-type", "structure.unknown-member", "structure.unknown-value",
    ]

    /// Whether some of its findings carry a fix.
    package var isFixable: Bool { Self.fixable.contains(id) }
}
