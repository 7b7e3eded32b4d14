import Lint

/// The step of a version that changes ask for (semver.org 2.0.0).
package enum Bump: Int, Sendable, Comparable {
    case none, patch, minor, major

    /// The step that the weightiest of some changes asks for.
    init(_ changes: [Change]) {
        self = changes.reduce(.none) { step, change in
            // The version is the answer to the changes, not one of them.
            if change.rule.id == ChangeRule.versionChanged.id { return step }
            return max(step, change.rule.level == .documentation ? .patch : Self(change.rule))
        }
    }

    private init(_ rule: ChangeRule) { self = rule.isBreaking ? .major : .minor }

    package static func < (left: Bump, right: Bump) -> Bool { left.rawValue < right.rawValue }

    /// What it asks for, as the end of a sentence.
    var phrase: String {
        switch self {
        case .none: "no new version is needed"
        case .patch: "a new patch version is needed"
        case .minor: "a new minor version is needed"
        case .major: "a new major version is needed"
        }
    }

    /// Whether a new version is far enough from the old one. Below 1.0.0 a minor step may break
    /// (§4), and between two candidates of one version anything may change (§9).
    func allows(_ old: Release, _ new: Release) -> Bool {
        if new.major != old.major { return new.major > old.major }
        let step = old.major == 0 ? Bump(rawValue: rawValue - 1) ?? .none : self
        if new.minor != old.minor { return new.minor > old.minor && step < .major }
        if new.patch != old.patch { return new.patch > old.patch && step < .minor }
        return self == .none || (!old.candidate.isEmpty && old.candidate != new.candidate)
    }
}
