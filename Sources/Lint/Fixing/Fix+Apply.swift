extension Fix {
    /// The bytes with the edits of as many fixes as can be made at once, and which these are. Of
    /// two that meet the one that begins first is made; the other must be asked for again.
    package static func apply(
        _ fixes: [Fix], to bytes: [UInt8]
    ) -> (bytes: [UInt8], made: [Int]) {
        var taken: [Edit] = []
        var made: [Int] = []
        // By where they begin: one pass tells which meet.
        let order = fixes.indices.filter { fixes[$0].fits(bytes.count) }.sorted {
            (fixes[$0].start, $0) < (fixes[$1].start, $1)
        }
        for index in order {
            let fix = fixes[index]
            if let last = taken.last, last.meets(fix.edits[0]) { continue }
            taken += fix.edits
            made.append(index)
        }
        return (edited(bytes, by: taken), made.sorted())
    }

    private var start: Int { edits.first?.bytes.lowerBound ?? 0 }

    /// Whether it has edits, and they stand in order and inside the text.
    private func fits(_ count: Int) -> Bool {
        guard let last = edits.last, last.bytes.upperBound <= count else { return false }
        return edits.allSatisfy { $0.bytes.lowerBound >= 0 }
            && zip(edits, edits.dropFirst()).allSatisfy {
                $0.bytes.upperBound <= $1.bytes.lowerBound
            }
    }

    private static func edited(_ bytes: [UInt8], by edits: [Edit]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var rest = 0
        for edit in edits {
            result += bytes[rest..<edit.bytes.lowerBound]
            result += Array(edit.replacement.utf8)
            rest = edit.bytes.upperBound
        }
        return result + bytes[rest...]
    }
}

extension Fix.Edit {
    /// Whether a later edit touches this one's bytes, or an insertion stands at the other's edge:
    /// then the order of the two would decide what comes out.
    fileprivate func meets(_ later: Fix.Edit) -> Bool {
        if later.bytes.lowerBound < bytes.upperBound { return true }
        return later.bytes.lowerBound == bytes.upperBound
            && (bytes.isEmpty || later.bytes.isEmpty)
    }
}
