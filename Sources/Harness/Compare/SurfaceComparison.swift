import Conformance
import WireJSON

/// Two surfaces, name by name.
struct SurfaceComparison {
    /// Names that only one side has, or that are not the same.
    private(set) var evidence: [Evidence] = []
    private(set) var compared = 0
    /// The files, by either side's path, of modules that differ.
    private(set) var files: Set<JSONName> = []

    init(_ old: SourceLooker.Surface, _ new: SourceLooker.Surface) {
        let names = Set(old.modules.map { JSONName($0.name) })
        if names.isDisjoint(with: new.modules.map { JSONName($0.name) }) {
            compareMerged(old, new)
            return
        }
        let after = JSONObject(new.modules.map { .init($0.name, .object($0.entries.members)) })
        let before = JSONObject(old.modules.map { .init($0.name, .object($0.entries.members)) })
        for module in old.modules {
            guard let entries = after[module.name]?.object else {
                add(module.name, "a module", "nothing", in: module.file)
                continue
            }
            compare(module.name + ".", module.entries, entries, in: module.file)
        }
        for module in new.modules where before[module.name] == nil {
            add(module.name, "nothing", "a module", in: module.file)
        }
        compared += old.modules.count + new.modules.count { before[$0.name] == nil }
    }

    /// Packages without a module in common are compared by their names alone.
    private mutating func compareMerged(
        _ old: SourceLooker.Surface, _ new: SourceLooker.Surface
    ) {
        let list = { (surface: SourceLooker.Surface) in
            surface.modules.map(\.name).joined(separator: " ")
        }
        for module in old.modules + new.modules { files.insert(JSONName(module.file)) }
        compared += 1
        add("modules", list(old), list(new), in: "")
        compare("", Self.merged(old), Self.merged(new), in: "")
    }

    /// Every name once, where it is at home; a name that a module passes on is left out.
    private static func merged(_ surface: SourceLooker.Surface) -> JSONObject {
        var seen: Set<JSONName> = []
        let members = surface.modules.flatMap(\.entries.members).filter { member in
            let text = JSONName(member.value.string ?? "")
            let isPassedOn = surface.modules.contains {
                text == JSONName("\($0.name).\(member.name)")
            }
            return !isPassedOn && member.name != "__all__"
        }
        return JSONObject(members.filter { seen.insert(JSONName($0.name)).inserted })
    }

    private mutating func compare(
        _ prefix: String, _ old: JSONObject, _ new: JSONObject, in file: String
    ) {
        for member in old.members {
            compared += 1
            let (one, two) = (member.value.string ?? "", new[member.name]?.string)
            guard let two else {
                add("\(prefix)\(member.name)", one, "nothing", in: file)
                continue
            }
            if !one.utf8.elementsEqual(two.utf8) {
                add("\(prefix)\(member.name)", one, two, in: file)
            }
        }
        for member in new.members where old[member.name] == nil {
            compared += 1
            add("\(prefix)\(member.name)", "nothing", member.value.string ?? "", in: file)
        }
    }

    private mutating func add(_ place: String, _ old: String, _ new: String, in file: String) {
        evidence.append(Evidence(place: place, old: old, new: new))
        files.insert(JSONName(file))
    }

    /// The report, with the first differences and the count of all.
    var report: LevelReport {
        if evidence.isEmpty {
            return LevelReport(
                level: .surface, outcome: compared > 0 ? .holds : .inconclusive,
                note: compared > 0 ? "\(compared) public names" : "neither has a public name")
        }
        return LevelReport(
            level: .surface, outcome: .differs,
            note: "\(evidence.count) of \(compared) public names differ",
            evidence: Array(evidence.prefix(5)))
    }
}
