extension RunRecord {
    /// Gives each section, and each case within its section, a name that nothing else there has,
    /// and counts what was played several times.
    mutating func nameAll() {
        var labels: [String: Int] = [:]
        var seen: [CaseRecord.Key: Int] = [:]
        for index in sections.indices {
            let part = sections[index].part.map { " (\($0))" } ?? ""
            let label = Self.unused("\(sections[index].document)\(part)", in: &labels)
            sections[index].label = label
            var names: [String: Int] = [:]
            for place in sections[index].cases.indices {
                let key = sections[index].cases[place].key
                seen[key, default: 0] += 1
                sections[index].cases[place].key.occurrence = seen[key] ?? 1
                let way = key.way.map { " [\($0)]" } ?? ""
                sections[index].cases[place].label = Self.unused("\(key.id)\(way)", in: &names)
            }
        }
    }

    /// The name, or with the least number behind it that makes it a new one.
    private static func unused(_ name: String, in taken: inout [String: Int]) -> String {
        guard var number = taken[name] else {
            taken[name] = 1
            return name
        }
        repeat { number += 1 } while taken["\(name) #\(number)"] != nil
        taken[name] = number
        taken["\(name) #\(number)"] = 1
        return "\(name) #\(number)"
    }
}

extension CaseRecord {
    /// What is said of it in one line: the first violation, or the reason.
    package var headline: String {
        let violation = violations.first.map { "\($0.check): \($0.message)" }
        switch standing {
        case .passed: return title
        case .known:
            let entry = known.map { "\($0.issue) until \($0.expires): \($0.reason)" }
            return "known failing, \(entry ?? "without an entry")"
        case .unsupported, .inconclusive:
            return "\(standing.phrase): \(reason ?? "no reason is given")"
        case .failed: return violation ?? reason ?? "no reason is given"
        }
    }

    /// The claim, and each violation with what was expected and seen, as lines.
    package var evidence: String {
        var lines = ["\(title) [\(requirements.joined(separator: " "))]"]
        if let reason { lines.append(reason) }
        for violation in violations {
            let ids = violation.requirements.joined(separator: " ")
            lines.append("\(violation.check) [\(ids)]: \(violation.message)")
            if !violation.expected.isEmpty {
                lines.append("  expected  \(VisibleText.indented(violation.expected, by: 12))")
            }
            if !violation.seen.isEmpty {
                lines.append("  seen      \(VisibleText.indented(violation.seen, by: 12))")
            }
        }
        if let signature { lines.append("signature  \(signature)") }
        return lines.joined(separator: "\n")
    }
}
