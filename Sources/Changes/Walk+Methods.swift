import Lint
import WireJSON

extension Walk {
    /// Pairs the methods by their names.
    mutating func compareMethods() {
        guard let left = elements("methods", old.root, new.root, .method) else { return }
        for method in left.removed {
            report(
                .methodRemoved, "method '\(title(method, in: old))' was removed", removed: method)
        }
        for method in left.added {
            report(.methodAdded, "method '\(title(method, in: new))' was added", added: method)
        }
        if left.isReordered { reportOrder("methods", old.root, new.root) }
        for (before, after) in left.pairs {
            guard let (before, after) = targets(before, after) else { continue }
            compareMethod(before, after)
        }
    }

    private func title(_ method: Site, in reading: Reading) -> String {
        reading.target(method)?.value["name"]?.string ?? method.brief
    }

    private mutating func compareMethod(_ left: Site, _ right: Site) {
        compareMembers(
            left, right,
            except: [
                "name", "params", "paramStructure", "result", "errors", "links", "examples",
                "tags", "servers", "deprecated",
            ])
        compareFlag(
            "deprecated", left, right, on: .deprecated, off: .undeprecated,
            ("is deprecated now", "is no longer deprecated"))
        compareParams(left, right)
        compareResult(left, right)
        compareErrors(left, right)
        compareServers(left, right)
        compareList("links", left, right, .link, .linksChanged)
        compareList("examples", left, right, .pairing, .examplesChanged)
        compareList("tags", left, right, .tag, .tagsChanged)
    }

    private mutating func compareResult(_ left: Site, _ right: Site) {
        let before = left.member("result", as: .contentDescriptor)
        let after = right.member("result", as: .contentDescriptor)
        switch (before, after) {
        case (let before?, let after?):
            guard let (before, after) = targets(before, after) else { return }
            compareText("name", before, after, .resultRenamed, "the name of \(after.label)")
            compareData("required", before, after, .otherChange)
            compareDescriptor(before, after, .response)
        case (let before?, nil):
            report(
                .resultRemoved, "\(left.label) has no result any more", removed: before, from: right
            )
        case (nil, let after?):
            report(.resultAdded, "\(right.label) has a result now", added: after)
        case (nil, nil): break
        }
    }

    /// Compares what every content descriptor has, other than its name and whether it is required.
    mutating func compareDescriptor(_ left: Site, _ right: Site, _ side: Side) {
        compareMembers(left, right, except: ["name", "required", "schema", "deprecated"])
        compareFlag(
            "deprecated", left, right, on: .deprecated, off: .undeprecated,
            ("is deprecated now", "is no longer deprecated"))
        let schemas = (left.member("schema", as: .schema), right.member("schema", as: .schema))
        guard let before = schemas.0, let after = schemas.1 else {
            return compareData("schema", left, right, .undecided)
        }
        visit(before, after, side)
    }

    /// The elements of a list in both, paired by the names of what they lead to; nil when one of
    /// them is no list, which has been told.
    mutating func elements(
        _ name: String, _ left: Site, _ right: Site, _ kind: Kind, by key: String = "name"
    ) -> Pairing? {
        let (before, after) = (left.member(name), right.member(name))
        for case let site? in [before, after] where site.value.array == nil {
            compareData(name, left, right, .undecided)
            return nil
        }
        if before == nil || after == nil, (before ?? after)?.value.array?.isEmpty ?? false {
            compareData(name, left, right, .sameMeaning)
        }
        let (old, new) = (old, new)
        let first = left.elements(of: name, as: kind)
        return Pairing(first, right.elements(of: name, as: kind)) { site in
            let reading = site.place.text === old.document ? old : new
            guard let value = reading.target(site)?.value[key] else { return nil }
            return JSONName(value.string ?? value.text(.canonical))
        }
    }

    mutating func reportOrder(_ name: String, _ left: Site, _ right: Site) {
        guard let before = left.member(name), let after = right.member(name) else { return }
        report(.orderChanged, "'\(name)' of \(right.label) stand in another order", before, after)
    }

    /// What both lead to; nil when that cannot be followed on either side. A reference that leads
    /// to the same by another way has the same meaning.
    mutating func targets(_ left: Site, _ right: Site) -> (old: Site, new: Site)? {
        if left.isReference && right.isReference {
            compareMembers(left, right, except: ["$ref"], other: .referenceChanged)
        }
        let found = (old.target(left), new.target(right))
        guard let before = found.0, let after = found.1 else {
            if !left.isSame(as: right) || (found.0 == nil) != (found.1 == nil) {
                let isNew = found.0 != nil
                report(
                    .undecided,
                    "\(right.label) \(isNew ? "has" : "had") a reference that cannot be followed",
                    left, right)
            }
            return nil
        }
        let names = (left.value["$ref"]?.string, right.value["$ref"]?.string)
        let isSame = names.0.map(JSONName.init) == names.1.map(JSONName.init)
        if left.kind != .schema, left.isReference || right.isReference, !isSame {
            report(.referenceChanged, "\(right.label) is given in another place", left, right)
        }
        return (before, after)
    }
}
