import Lint
import WireJSON

extension Walk {
    /// Compares a list of what no program reads: links, examples and tags.
    mutating func compareList(
        _ name: String, _ left: Site, _ right: Site, _ kind: Kind, _ rule: ChangeRule
    ) {
        guard let pairing = elements(name, left, right, kind) else { return }
        for (before, after) in pairing.pairs {
            guard let targets = targets(before, after) else { continue }
            if !isSame(targets.old, targets.new) {
                report(rule, "\(after.label) was changed", before, after)
            }
        }
        for site in pairing.removed {
            report(
                rule, "\(site.label) was removed", removed: site, from: right.member(name) ?? right)
        }
        for site in pairing.added { report(rule, "\(site.label) was added", added: site) }
        if pairing.isReordered { reportOrder(name, left, right) }
    }

    /// Whether two are the same, and what they refer to as well.
    private func isSame(_ left: Site, _ right: Site) -> Bool {
        guard left.isSame(as: right) else { return false }
        guard left.kind == .pairing else { return true }
        let parts = [left, right].map { pairing in
            pairing.elements(of: "params", as: .example)
                + ["result", "error"].compactMap {
                    pairing.member($0, as: $0 == "error" ? .error : .example)
                }
        }
        return zip(parts[0], parts[1]).allSatisfy { before, after in
            switch (old.target(before), new.target(after)) {
            case (let first?, let second?): first.isSame(as: second)
            case (nil, nil): true
            default: false
            }
        }
    }

    /// Pairs the servers of two objects by URL, those left by name, then by their order.
    mutating func compareServers(_ left: Site, _ right: Site) {
        let isOwn = [left, right].map { $0.value["servers"]?.array?.isEmpty == false }
        if left.kind == .method, isOwn[0] != isOwn[1] {
            let message =
                "has \(isOwn[1] ? "servers of its own now" : "the document's servers now")"
            return report(
                .serverChanged, "\(right.label) \(message)", left.member("servers") ?? left,
                right.member("servers") ?? right)
        }
        guard let same = elements("servers", left, right, .server, by: "url") else { return }
        let rest = Pairing(same.removed, same.added) { $0.name() }
        for (before, after) in rest.pairs {
            compareText("url", before, after, .serverChanged, "the URL of \(after.label)")
        }
        for (before, after) in same.pairs + rest.pairs {
            compareMembers(before, after, except: ["url", "variables"])
            compareData("variables", before, after, .serverChanged)
        }
        for server in rest.removed {
            report(
                .serverRemoved, "server '\(server.member("url")?.brief ?? "?")' was removed",
                removed: server, from: right.member("servers") ?? right)
        }
        for server in rest.added {
            report(
                .serverAdded, "server '\(server.member("url")?.brief ?? "?")' was added",
                added: server)
        }
        if same.isReordered { reportOrder("servers", left, right) }
    }
}
