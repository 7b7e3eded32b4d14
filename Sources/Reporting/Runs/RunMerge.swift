import Conformance
import WireJSON

/// The parts of one run, played apart, as one record.
package struct RunMerge {
    /// A part, and the file that it came from.
    package typealias Shard = (file: String, record: RunRecord)

    /// Two parts contradict each other, or are not of one run.
    package struct Conflict: Error, Sendable, Equatable {
        /// One phrase that names both files.
        package var message: String
    }

    private var merged = RunRecord()
    /// Which file each case, section and refusal came from.
    private var files: [CaseRecord.Key: (file: String, standing: CaseRecord.Standing)] = [:]
    private var places: [SectionKey: (index: Int, file: String)] = [:]
    private var hasDuplicates = false

    private struct SectionKey: Hashable {
        var document: String
        var part: String?
        var occurrence: Int
    }

    /// Joins parts, in their order. What two of them tell alike is told once; a part that is
    /// partial makes the whole so.
    package static func merge(_ shards: [Shard]) throws(Conflict) -> RunRecord {
        var merge = RunMerge()
        try merge.joinInfo(shards)
        for shard in shards {
            try merge.joinSections(of: shard)
            merge.joinRest(of: shard)
        }
        try merge.refuseContradictions(shards)
        try merge.joinParts(shards)
        merge.joinEnds(shards)
        merge.merged.nameAll()
        return merge.merged
    }

    private mutating func joinInfo(_ shards: [Shard]) throws(Conflict) {
        var first: (file: String, info: RunRecord.Info)?
        var interpreters: [String] = []
        for (file, record) in shards {
            guard let info = record.info else { continue }
            if !interpreters.contains(info.interpreter) { interpreters.append(info.interpreter) }
            guard let known = first else {
                first = (file, info)
                continue
            }
            try Self.hold("assay", known.info.version, info.version, known.file, file)
            try Self.hold("the seed", known.info.seed, info.seed, known.file, file)
            try Self.hold(
                "the server", known.info.server ?? "none", info.server ?? "none", known.file, file)
            if let own = info.identity, let other = known.info.identity {
                try Self.hold(
                    "the digest of the documents", other.documents, own.documents, known.file, file)
                try Self.hold(
                    "the digest of the subject", other.subject, own.subject, known.file, file)
            }
        }
        guard var info = first?.info else { return }
        info.interpreter = interpreters.joined(separator: ", ")
        info.shard = nil
        var event = info.event.object ?? JSONObject()
        event["interpreter"] = .string(info.interpreter)
        event["shard"] = nil
        info.event = JSONValue(.object(event))
        merged.info = info
    }

    private static func hold(
        _ what: String, _ old: String, _ new: String, _ oldFile: String, _ newFile: String
    ) throws(Conflict) {
        guard old != new else { return }
        throw Conflict(
            message: "\(what) is '\(old)' in '\(oldFile)' and '\(new)' in '\(newFile)'; "
                + "only parts of one run can be merged")
    }

    private mutating func joinSections(of shard: Shard) throws(Conflict) {
        var occurrences: [SectionKey: Int] = [:]
        for section in shard.record.sections {
            var key = SectionKey(document: section.document, part: section.part, occurrence: 1)
            occurrences[key, default: 0] += 1
            key.occurrence = occurrences[key] ?? 1
            var empty = section
            empty.cases = []
            let (index, file) = places[key] ?? (merged.sections.count, shard.file)
            if index == merged.sections.count {
                places[key] = (index, shard.file)
                merged.sections.append(empty)
            }
            try Self.hold(
                "the number of methods of '\(section.label)'",
                String(merged.sections[index].methods), String(section.methods), file, shard.file)
            // No event says which methods were called: the most that one part has called is sure.
            merged.sections[index].methodsCalled = [
                merged.sections[index].methodsCalled, section.methodsCalled,
            ].compactMap(\.self).max()
            merged.sections[index].isFinished =
                merged.sections[index].isFinished && section.isFinished
            for record in section.cases { try join(record, from: shard.file, to: index) }
        }
    }

    private mutating func join(
        _ record: CaseRecord, from file: String, to index: Int
    ) throws(Conflict) {
        guard let known = files[record.key] else {
            files[record.key] = (file, record.standing)
            merged.sections[index].cases.append(record)
            return
        }
        guard known.standing == record.standing else {
            throw Conflict(
                message: "'\(record.label)' of '\(record.key.document)' is "
                    + "\(known.standing.phrase) in '\(known.file)' and "
                    + "\(record.standing.phrase) in '\(file)'")
        }
        hasDuplicates = true
    }

    private mutating func joinRest(of shard: Shard) {
        let record = shard.record
        for refusal in record.refusals
        where !merged.refusals.contains(where: { $0.document == refusal.document }) {
            merged.refusals.append(refusal)
        }
        for skip in record.skips
        where !merged.skips.contains(where: {
            $0.document == skip.document && $0.language == skip.language
        }) {
            merged.skips.append(skip)
        }
        for other in record.leftOut
        where !merged.leftOut.contains(where: { $0.document == other.document }) {
            merged.leftOut.append(other)
        }
        merged.gaps += record.gaps.map { "\(shard.file): \($0)" }
    }

    /// Of a run in numbered parts all must be there, or the whole is partial.
    private mutating func joinParts(_ shards: [Shard]) throws(Conflict) {
        var found: (file: String, count: String, numbers: Set<Int>)?
        for (file, record) in shards {
            guard let words = record.info?.shard?.split(separator: "/"), words.count == 2,
                let number = Int(words[0])
            else { continue }
            let count = String(words[1])
            if let found {
                try Self.hold("the number of parts", found.count, count, found.file, file)
            }
            found = (found?.file ?? file, count, (found?.numbers ?? []).union([number]))
        }
        guard let found, let count = Int(found.count), count > found.numbers.count else { return }
        let missing = (1...min(count, 10_000)).filter { !found.numbers.contains($0) }
        let named = missing.prefix(10).map { "\($0)/\(count)" }.joined(separator: ", ")
        merged.gaps.append(
            "\(missing.count) of \(count) parts are missing: \(named)"
                + (missing.count > 10 ? ", …" : ""))
    }

    /// A document that one part refuses and another judges was not the same for both.
    private func refuseContradictions(_ shards: [Shard]) throws(Conflict) {
        for (file, record) in shards {
            for refusal in record.refusals {
                let judge = shards.first { shard in
                    shard.file != file
                        && shard.record.sections.contains { $0.document == refusal.document }
                }
                guard let judge else { continue }
                throw Conflict(
                    message: "'\(refusal.document)' is refused in '\(file)' and judged in "
                        + "'\(judge.file)'")
            }
        }
    }

    private mutating func joinEnds(_ shards: [Shard]) {
        let ends = shards.compactMap(\.record.end)
        guard ends.count == shards.count, !merged.isPartial else { return }
        var reasons: [String] = []
        var problems: [RunRecord.Problem] = []
        for end in ends {
            if let reason = end.inconclusive, !reasons.contains(reason) { reasons.append(reason) }
            for problem in end.ledger ?? [] where !problems.contains(problem) {
                problems.append(problem)
            }
        }
        merged.end = RunRecord.End(
            inconclusive: reasons.isEmpty ? nil : reasons.joined(separator: "; "), exitCode: 0,
            ledger: ends.contains { $0.ledger != nil } ? problems : nil,
            floor: ends.compactMap(\.floor).max(), coverage: coverage(ends))
    }

    /// The sums, where every part tells its own and no case was counted twice.
    private func coverage(_ ends: [RunRecord.End]) -> [RunRecord.Coverage]? {
        guard !hasDuplicates, ends.allSatisfy({ $0.coverage != nil }) else { return nil }
        var sums: [String: RunRecord.Coverage] = [:]
        for coverage in ends.flatMap({ $0.coverage ?? [] }) {
            guard let sum = sums[coverage.id] else {
                sums[coverage.id] = coverage
                continue
            }
            sums[coverage.id] = RunRecord.Coverage(
                id: coverage.id, held: sum.held + coverage.held,
                violated: sum.violated + coverage.violated, cases: sum.cases + coverage.cases)
        }
        return sums.values.sorted { $0.id < $1.id }
    }
}
