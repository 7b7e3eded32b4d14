/// What changed from one recorded run to another, case by case.
package struct RunDiff: Sendable {
    /// How a case differs, the worst first.
    package enum Shift: String, Sendable, CaseIterable {
        /// It fails, and did not: it passed, was known, was not judged, or was not there.
        case newlyFailing = "newly failing"
        /// It was judged, and no longer is.
        case lost = "no longer judged"
        /// It was judged in some way, and is not in the new run at all.
        case gone
        case newlyPassing = "newly passing"
        /// It was not in the old run.
        case new
        case changed = "otherwise changed"
    }

    /// One case that differs.
    package struct Change: Sendable {
        package var shift: Shift
        /// The subject and the case, as reports name them.
        package var name: String
        package var old: CaseRecord?
        package var new: CaseRecord?
    }

    /// In the order of the shifts, then of the runs.
    package let changes: [Change]
    /// Cases that ended as they did before.
    package let unchanged: Int
    /// What is wrong with the new run beside its cases, and was not with the old one.
    package let troubles: [Trouble]
    private let newIsSure: Bool
    /// What of the two runs is not comparable, such as another seed.
    private let remarks: [String]

    /// Compares two runs.
    package init(from old: RunRecord, to new: RunRecord) {
        let pairs = Self.pairs(Self.named(old), Self.named(new))
        let all = pairs.compactMap { Self.change($0.name, $0.old, $0.new) }
        changes = Shift.allCases.flatMap { shift in all.filter { $0.shift == shift } }
        unchanged = pairs.count - all.count
        let known = old.troubles
        troubles = new.troubles.filter { !known.contains($0) }
        newIsSure = new.exitCode != 3 && !new.isPartial
        let origins = [
            ("assay", old.info?.version, new.info?.version),
            ("the seed", old.info?.seed, new.info?.seed),
            ("the interpreter", old.info?.interpreter, new.info?.interpreter),
        ]
        remarks = origins.filter { $0.1 != $0.2 }.map { name, old, new in
            "\(name) was \(old ?? "unknown"), is \(new ?? "unknown")"
        }
    }

    /// How many cases differ so.
    package func count(_ shift: Shift) -> Int { changes.count { $0.shift == shift } }

    /// 1 when something newly fails or a document is newly refused, 3 when the new run does not
    /// let anybody know, else 0.
    package var exitCode: Int {
        let isWorse =
            count(.newlyFailing) > 0
            || troubles.contains { $0.weight == .failure || $0.rule == "run.refused" }
        return isWorse ? 1 : newIsSure ? 0 : 3
    }

    /// The changes as lines, then their numbers.
    package var text: String {
        let lines = changes.map { change -> String in
            let record = change.new ?? change.old
            let was = change.old?.standing.phrase ?? "absent"
            let isNow = change.new?.standing.phrase ?? "absent"
            let head = "\(change.shift.rawValue.uppercased())  \(change.name)  (\(was) → \(isNow))"
            let says = record.map { $0.standing == .passed ? "" : "\n  \($0.headline)" } ?? ""
            return VisibleText.of(head) + VisibleText.of(VisibleText.indented(says, by: 2))
        }
        let problems = troubles.map { trouble in
            let message = VisibleText.indented(trouble.message, by: 2)
            return VisibleText.of("TROUBLE  \(trouble.title)\n  \(message)")
        }
        let counts = Shift.allCases.map { "\(count($0)) \($0.rawValue)" }
        return
            (remarks.map { VisibleText.of("note: \($0)") } + problems + lines
            + [counts.joined(separator: ", ") + ", \(unchanged) unchanged"])
            .map { $0 + "\n" }.joined()
    }

    private struct Named {
        var cases: [CaseRecord.Key: CaseRecord] = [:]
        var names: [CaseRecord.Key: String] = [:]
        var order: [CaseRecord.Key] = []
    }

    private static func named(_ record: RunRecord) -> Named {
        var named = Named()
        for section in record.sections {
            for record in section.cases {
                named.cases[record.key] = record
                named.names[record.key] = "\(section.label) › \(record.label)"
                named.order.append(record.key)
            }
        }
        return named
    }

    private typealias Pair = (name: String, old: CaseRecord?, new: CaseRecord?)

    /// What is to be compared with what. A case that is not played has no way, and stands for all
    /// the ways on which it is played in the other run.
    private static func pairs(_ before: Named, _ after: Named) -> [Pair] {
        let lost = before.order.filter {
            $0.way != nil && after.cases[$0] == nil && after.cases[$0.withoutWay] != nil
        }
        let woken = after.order.filter {
            $0.way != nil && before.cases[$0] == nil && before.cases[$0.withoutWay] != nil
        }
        let standIns = Set((lost + woken).map(\.withoutWay))
        let gone = before.order.filter {
            after.cases[$0] == nil && after.cases[$0.withoutWay] == nil && !standIns.contains($0)
        }
        let kept = after.order.filter { before.cases[$0] != nil || !standIns.contains($0) }
        return (gone + lost).map { key in
            (before.names[key] ?? key.id, before.cases[key], after.cases[key.withoutWay])
        }
            + kept.map { key in
                let old = before.cases[key] ?? before.cases[key.withoutWay]
                return (after.names[key] ?? key.id, old, after.cases[key])
            }
    }

    private static func change(_ name: String, _ old: CaseRecord?, _ new: CaseRecord?) -> Change? {
        guard old?.standing != new?.standing else { return nil }
        let isJudged = { (record: CaseRecord?) in
            record.map { ![.unsupported, .inconclusive].contains($0.standing) } ?? false
        }
        let shift: Shift
        if new?.standing == .failed {
            shift = .newlyFailing
        } else if new == nil {
            shift = .gone
        } else if old == nil {
            shift = .new
        } else if new?.standing == .passed {
            shift = .newlyPassing
        } else {
            shift = isJudged(old) && !isJudged(new) ? .lost : .changed
        }
        return Change(shift: shift, name: name, old: old, new: new)
    }
}

extension CaseRecord.Key {
    /// The same case, where it was not played.
    fileprivate var withoutWay: CaseRecord.Key {
        var key = self
        key.way = nil
        return key
    }
}
