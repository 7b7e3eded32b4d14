import Lint
import WireJSON

/// How callers may send params.
private struct ParamStructure: OptionSet {
    let rawValue: Int
    static let byName = ParamStructure(rawValue: 1)
    static let byPosition = ParamStructure(rawValue: 2)

    /// By `paramStructure` of a method; nil when it is no structure.
    init?(_ method: Site) {
        switch method.value["paramStructure"] {
        case nil: self = [.byName, .byPosition]
        case let value?:
            switch value.string {
            case "either": self = [.byName, .byPosition]
            case "by-name": self = .byName
            case "by-position": self = .byPosition
            default: return nil
            }
        }
    }

    init(rawValue: Int) { self.rawValue = rawValue }
}

extension Walk {
    /// Pairs the params by name, or by position where only that is sent.
    mutating func compareParams(_ left: Site, _ right: Site) {
        let structure = compareStructure(left, right)
        guard var pairing = elements("params", left, right, .contentDescriptor) else { return }
        let isPositional = structure.contains(.byPosition)
        let renamed = renames(&pairing, left, right, byName: structure.contains(.byName))
        for (before, after) in pairing.pairs + renamed {
            guard let (before, after) = targets(before, after) else { continue }
            compareParam(before, after)
        }
        for param in pairing.removed {
            report(
                .paramRemoved, "param '\(title(param, old))' of \(left.label) was removed",
                removed: param, from: right.member("params"))
        }
        let last = (pairing.pairs + renamed).compactMap { Int($0.new.place.token) }.max() ?? -1
        for param in pairing.added {
            let isBefore = (Int(param.place.token) ?? 0) < last
            reportAdded(param, to: right, isBefore: isBefore, isPositional: isPositional)
        }
        if pairing.isReordered, let before = left.member("params"),
            let after = right.member("params")
        {
            report(
                isPositional ? .paramOrderChanged : .sourceParamOrderChanged,
                "the params of \(right.label) stand in another order", before, after)
        }
    }

    private mutating func reportAdded(
        _ param: Site, to method: Site, isBefore: Bool, isPositional: Bool
    ) {
        let isRequired = new.target(param)?.value["required"]?.bool == true
        let name = "param '\(title(param, new))' of \(method.label)"
        switch (isRequired, isBefore) {
        case (true, _):
            report(.requiredParamAdded, "\(name) was added and is required", added: param)
        case (false, false): report(.optionalParamAdded, "\(name) was added", added: param)
        case (false, true):
            report(
                isPositional ? .paramInserted : .sourceParamInserted,
                "\(name) was added before others", added: param)
        }
    }

    private func title(_ param: Site, _ reading: Reading) -> String {
        reading.target(param)?.value["name"]?.string ?? param.brief
    }

    private mutating func compareParam(_ left: Site, _ right: Site) {
        compareFlag(
            "required", left, right, on: .paramBecameRequired, off: .paramBecameOptional,
            ("became required", "became optional"))
        compareDescriptor(left, right, .request)
    }

    /// How the old document let callers send params.
    private mutating func compareStructure(_ left: Site, _ right: Site) -> ParamStructure {
        guard let before = ParamStructure(left), let after = ParamStructure(right) else {
            compareData("paramStructure", left, right, .undecided)
            return [.byName, .byPosition]
        }
        let spots = (left.member("paramStructure") ?? left, right.member("paramStructure") ?? right)
        let text = right.value["paramStructure"]?.string ?? "either"
        let was = left.value["paramStructure"]?.string ?? "either"
        if !after.isSuperset(of: before) {
            report(
                .paramStructureNarrowed,
                "\(right.label) took params '\(was)' and takes them '\(text)'", spots.0, spots.1)
        } else if before != after {
            report(
                .paramStructureWidened,
                "\(right.label) took params '\(was)' and takes them '\(text)'", spots.0, spots.1)
        } else {
            compareData("paramStructure", left, right, .sameMeaning)
        }
        return before
    }

    /// Takes the renamed params out of those removed and added, tells them, and returns the pairs:
    /// params at one position of which one name is gone and another new. Where names are sent, the
    /// schemas must be the same, lest two params be taken for one.
    private mutating func renames(
        _ pairing: inout Pairing, _ left: Site, _ right: Site, byName: Bool
    ) -> [(old: Site, new: Site)] {
        var found: [(old: Site, new: Site)] = []
        for param in pairing.removed {
            guard let other = pairing.added.first(where: { $0.place.token == param.place.token }),
                let before = old.target(param), let after = new.target(other),
                let was = before.value["name"]?.string, let name = after.value["name"]?.string,
                !byName || before.value["schema"] == after.value["schema"]
            else { continue }
            report(
                byName ? .paramRenamed : .sourceParamRenamed,
                "param '\(was)' of \(right.label) is named '\(name)' now", param, other)
            found.append((param, other))
        }
        pairing.rename(found)
        return found
    }
}

extension Pairing {
    /// Counts pairs no longer as removed and added.
    fileprivate mutating func rename(_ found: [(old: Site, new: Site)]) {
        let gone = Set(found.flatMap { [SiteKey($0.old), SiteKey($0.new)] })
        removed.removeAll { gone.contains(SiteKey($0)) }
        added.removeAll { gone.contains(SiteKey($0)) }
    }
}
