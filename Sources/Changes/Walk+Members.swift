import Lint
import WireJSON

extension Walk {
    /// Compares every member of two objects that no one else compares.
    mutating func compareMembers(
        _ left: Site, _ right: Site, except: Set<String>, other: ChangeRule? = nil
    ) {
        guard left.value.object != nil, right.value.object != nil else {
            if !left.isSame(as: right) {
                report(.undecided, "'\(left.brief)' became '\(right.brief)'", left, right)
            }
            return
        }
        for name in Pairing.names(left, right) where !except.contains(name) {
            compareData(name, left, right, Self.rule(for: name) ?? other)
        }
    }

    /// The rule for a member of any object by its name alone.
    static func rule(for name: String) -> ChangeRule? {
        switch name {
        case "description": .descriptionChanged
        case "summary": .summaryChanged
        case "externalDocs": .externalDocsChanged
        case _ where name.hasPrefix("x-"): .extensionChanged
        default: nil
        }
    }

    /// Compares a member as plain data.
    mutating func compareData(
        _ name: String, _ left: Site, _ right: Site, _ rule: ChangeRule?
    ) {
        let rule = rule ?? .otherChange
        switch (left.member(name), right.member(name)) {
        case (let before?, let after?):
            if before.isSame(as: after) { return }
            report(rule, "'\(name)' of \(left.label) was changed", before, after)
        case (let before?, nil):
            report(rule, "'\(name)' of \(left.label) was removed", removed: before, from: right)
        case (nil, let after?):
            report(rule, "'\(name)' of \(right.label) was added", added: after)
        case (nil, nil): break
        }
    }

    /// Compares a member that is a text, and tells both.
    mutating func compareText(
        _ name: String, _ left: Site, _ right: Site, _ rule: ChangeRule, _ noun: String
    ) {
        guard let before = left.member(name), let after = right.member(name) else {
            return compareData(name, left, right, rule)
        }
        if before.isSame(as: after) { return }
        report(rule, "\(noun) was '\(before.brief)' and is '\(after.brief)'", before, after)
    }

    /// Compares a member that is true, false, or absent for a default.
    mutating func compareFlag(
        _ name: String, _ left: Site, _ right: Site, default absent: Bool = false,
        on: ChangeRule, off: ChangeRule, _ became: (on: String, off: String)
    ) {
        let (before, after) = (left.member(name), right.member(name))
        let flags = (before.flag(absent), after.flag(absent))
        guard let first = flags.0, let second = flags.1 else {
            return compareData(name, left, right, .undecided)
        }
        if first == second {
            if (before == nil) != (after == nil) { compareData(name, left, right, .sameMeaning) }
            return
        }
        report(
            second ? on : off, "\(right.label) \(second ? became.on : became.off)",
            before ?? left, after ?? right)
    }
}

extension Site? {
    /// The truth of a member, its default when it is absent, nil when it is neither.
    fileprivate func flag(_ absent: Bool) -> Bool? {
        map { $0.value.bool } ?? absent
    }
}

extension Site {
    /// The value in a few words: a string as it is, all else as JSON, cut where it is long.
    var brief: String {
        let text = value.string ?? value.text(.compact)
        let line = text.unicodeScalars.map { $0.value < 0x20 ? " " : String($0) }
        return line.count > 60 ? line.prefix(59).joined() + "…" : line.joined()
    }
}
