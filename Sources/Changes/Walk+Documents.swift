import Lint
import WireJSON

extension Walk {
    /// Compares the whole of both documents.
    mutating func compareDocuments() {
        let (left, right) = (old.root, new.root)
        compareMembers(
            left, right,
            except: ["openrpc", "info", "servers", "methods", "components"])
        compareText("openrpc", left, right, .openrpcChanged, "the version of the specification")
        compareInfo()
        compareServers(left, right)
        compareMethods()
        compareQueue()
        compareComponents()
        // Such as a name that stands twice, of which readers see one.
        if changes.isEmpty, !left.isSame(as: right) {
            report(.otherChange, "the text was changed where nobody reads it", left, right)
        }
    }

    private mutating func compareInfo() {
        guard let left = old.root.member("info"), let right = new.root.member("info"),
            left.value.object != nil, right.value.object != nil
        else { return compareData("info", old.root, new.root, .infoChanged) }
        compareText("title", left, right, .serviceRenamed, "the service's title")
        compareText("version", left, right, .versionChanged, "the service's version")
        compareMembers(left, right, except: ["title", "version"], other: .infoChanged)
    }

    /// Warns of a version that says less than the changes do.
    mutating func compareVersions(_ bump: Bump) {
        guard let left = old.root.member("info")?.member("version"),
            let right = new.root.member("info")?.member("version"),
            let first = left.value.string.flatMap({ Release($0) }),
            let second = right.value.string.flatMap({ Release($0) }),
            !bump.allows(first, second)
        else { return }
        let from = left.value.string ?? ""
        let to = right.value.string ?? ""
        let found = from == to ? "found '\(to)' in both" : "found '\(to)' after '\(from)'"
        report(.versionTooSmall, "\(bump.phrase), \(found)", left, right)
    }

    private mutating func compareComponents() {
        let (left, right) = (old.root.member("components"), new.root.member("components"))
        guard let left, let right, left.value.object != nil, right.value.object != nil else {
            return compareAbsent(left, right)
        }
        let (before, after) = (Usage(old), Usage(new))
        for group in Pairing.names(left, right) {
            let groups = (left.member(group), right.member(group))
            guard let first = groups.0 ?? groups.1, first.value.object != nil,
                !group.hasPrefix("x-"), groups.1?.value.object != nil || groups.1 == nil
            else {
                compareData(group, left, right, group.hasPrefix("x-") ? .extensionChanged : nil)
                continue
            }
            for name in Pairing.names(groups.0, groups.1) {
                let component = Usage.Component(group: JSONName(group), name: JSONName(name))
                compareComponent(
                    name, groups.0?.member(name), groups.1?.member(name),
                    (before.contains(component), after.contains(component)))
            }
        }
    }

    /// Components as a whole begin or cease to be, or are none.
    private mutating func compareAbsent(_ left: Site?, _ right: Site?) {
        let usage = (Usage(old), Usage(new))
        func members(_ site: Site?) -> [(Usage.Component, Site)] {
            (site?.names ?? []).flatMap { group -> [(Usage.Component, Site)] in
                guard let sites = site?.member(group) else { return [] }
                return sites.names.compactMap { name in
                    sites.member(name).map {
                        (Usage.Component(group: JSONName(group), name: JSONName(name)), $0)
                    }
                }
            }
        }
        for (component, site) in members(left) where !usage.0.contains(component) {
            compareComponent(component.name.text, site, nil, (false, false))
        }
        for (component, site) in members(right) where !usage.1.contains(component) {
            compareComponent(component.name.text, nil, site, (false, false))
        }
        let isBroken = [left, right].contains { $0 != nil && $0?.value.object == nil }
        if isBroken { compareData("components", old.root, new.root, nil) }
    }

    /// Used components have been compared where they are used.
    private mutating func compareComponent(
        _ name: String, _ left: Site?, _ right: Site?, _ isUsed: (Bool, Bool)
    ) {
        switch (left, right) {
        case (let left?, let right?):
            if left.isSame(as: right) { return }
            if isUsed.0 && isUsed.1 { return compareReferring(left, right) }
            report(
                .unusedComponentChanged, "component '\(name)', which no method uses, was changed",
                left, right)
        case (let left?, nil):
            if isUsed.0 { return }
            report(
                .unusedComponentRemoved, "component '\(name)', which no method used, was removed",
                removed: left)
        case (nil, let right?):
            if isUsed.1 { return }
            report(
                .unusedComponentAdded, "component '\(name)' was added, and no method uses it",
                added: right)
        case (nil, nil): break
        }
    }

    /// A component that is a reference itself is passed over where it is used, with what stands
    /// beside its `$ref`.
    private mutating func compareReferring(_ left: Site, _ right: Site) {
        guard left.value["$ref"] != nil, right.value["$ref"] != nil else { return }
        for name in Pairing.names(left, right) where name != "$ref" {
            compareData(name, left, right, Self.rule(for: name))
        }
    }
}

extension Pairing {
    /// The names of the members of two objects, each once: the old ones, then the new ones.
    static func names(_ old: Site?, _ new: Site?) -> [String] {
        let names = old?.names ?? []
        let known = Set(names.map(JSONName.init))
        return names + (new?.names ?? []).filter { !known.contains(JSONName($0)) }
    }
}
