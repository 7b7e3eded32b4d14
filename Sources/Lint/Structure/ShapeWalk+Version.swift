import WireJSON

extension ShapeWalk {
    /// Looks at what `openrpc` states.
    mutating func examineVersion(_ value: JSONValue) {
        guard let text = value.string else { return expect(false, value, "a string") }
        if Self.isKnown(text, to: edition, as: release) { return }
        guard let release else {
            return add(
                .version,
                "'openrpc' must be a version of the specification in full, such as '1.3.2', "
                    + "found '\(text)'; state major, minor and patch",
                value)
        }
        if release.candidate.isEmpty, Self.minors.contains([release.major, release.minor]) {
            return add(
                .patchVersion,
                "the meta-schema does not know '\(text)', and by the prose no tool is to look at "
                    + "the patch version; state a published one where tools must validate it",
                value)
        }
        let isNewer = release > Release(1, 4, .max)
        add(
            .version,
            "'openrpc' must be a published version of the specification, found '\(text)'; "
                + (isNewer
                    ? "state 1.4.1 or lower (the document is held to 1.4)"
                    : "state one that was published, such as '1.3.2'"),
            value)
    }

    private static let minors = [[1, 0], [1, 1], [1, 2], [1, 3], [1, 4]]

    /// The last patch of each minor version that the meta-schema of 1.3 lists.
    private static let patches = [0: 0, 1: 12, 2: 6, 3: 2]

    /// Whether the meta-schema of an edition takes it.
    private static func isKnown(_ text: String, to edition: Edition, as release: Release?) -> Bool {
        if edition == .fourth {
            let prefix = "1.4."
            let digits = text.utf8.dropFirst(prefix.utf8.count)
            return text.utf8.starts(with: prefix.utf8) && !digits.isEmpty
                && digits.allSatisfy { (0x30...0x39).contains($0) }
        }
        guard let release, release.major == 1 else { return false }
        if !release.candidate.isEmpty {
            return ["1.0.0-rc0", "1.0.0-rc1"].contains { JSONName.same($0, text) }
        }
        let last = patches[release.minor] ?? -1
        return release.patch <= last && (edition == .third || release.minor == 0)
    }
}
