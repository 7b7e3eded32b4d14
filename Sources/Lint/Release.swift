/// A version of the OpenRPC specification, as `openrpc` states it.
package struct Release: Sendable, Equatable, Comparable {
    package var major: Int
    package var minor: Int
    package var patch: Int
    /// What follows a hyphen, such as `rc1`; empty in a release.
    package var candidate: String

    package init(_ major: Int, _ minor: Int, _ patch: Int = 0, candidate: String = "") {
        self.major = major
        self.minor = minor
        self.patch = patch
        self.candidate = candidate
    }

    /// Reads a version by semver.org 2.0.0, without build metadata; nil when the text is none.
    package init?(_ text: String) {
        let halves = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        let numbers = halves[0].split(separator: ".", omittingEmptySubsequences: false)
        guard numbers.count == 3, halves.count == 1 || !halves[1].isEmpty else { return nil }
        let values = numbers.compactMap(Self.number)
        guard values.count == 3 else { return nil }
        self.init(
            values[0], values[1], values[2], candidate: halves.count > 1 ? String(halves[1]) : "")
    }

    private static func number(_ text: Substring) -> Int? {
        guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            text.utf8.first != 0x30 || text.utf8.count == 1
        else { return nil }
        return Int(text)
    }

    package static func < (left: Release, right: Release) -> Bool {
        (left.major, left.minor, left.patch) < (right.major, right.minor, right.patch)
    }
}

/// The official meta-schemas, of which each version of a document is judged by one.
package enum Edition: String, Sendable, CaseIterable, Comparable {
    /// Meta-schema package 1.2.3, which knows documents of 1.0.0 and its candidates alone.
    case first = "1.0"
    /// `spec/1.3`, which knows 1.0.0 to 1.3.2.
    case third = "1.3"
    /// `spec/1.4`.
    case fourth = "1.4"

    /// The meta-schema for a release; a document that states none is held to the newest.
    package init(_ release: Release?) {
        switch release {
        case .some(let release) where (release.major, release.minor) <= (1, 0): self = .first
        case .some(let release) where (release.major, release.minor) <= (1, 3): self = .third
        default: self = .fourth
        }
    }

    package static func < (left: Edition, right: Edition) -> Bool {
        left.rawValue < right.rawValue
    }
}
