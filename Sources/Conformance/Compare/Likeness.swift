/// How alike two packages are: each level is weaker than the one before it, and says less.
package enum Likeness: String, Sendable, CaseIterable {
    /// The same files with the same bytes and modes.
    case identical
    /// The same files, once the declared normalisers have passed over both.
    case normalised
    /// The same files, whose Python is the same tree of syntax.
    case ast
    /// The same public names, signatures, annotations, fields and constants; and behaviour.
    case surface
    /// The same calls bring the same requests, values and exceptions.
    case behaviour
}

extension Likeness: Comparable {
    /// Weaker is less.
    package static func < (left: Likeness, right: Likeness) -> Bool {
        right.strength > left.strength
    }

    private var strength: Int {
        switch self {
        case .identical: 5
        case .normalised: 4
        case .ast: 3
        case .surface: 2
        case .behaviour: 1
        }
    }
}

/// What became of one level of a comparison.
package struct LevelReport: Sendable {
    /// How the comparison ended.
    package enum Outcome: String, Sendable {
        case holds
        case differs
        /// It could not be made; never taken for equality.
        case inconclusive
    }

    package var level: Likeness
    package var outcome: Outcome
    /// What was compared, or why nothing could be.
    package var note: String
    /// The smallest differences that show it; none where it holds.
    package var evidence: [Evidence]

    package init(
        level: Likeness, outcome: Outcome, note: String, evidence: [Evidence] = []
    ) {
        self.level = level
        self.outcome = outcome
        self.note = note
        self.evidence = evidence
    }
}

/// One difference: where, and what either side has there.
package struct Evidence: Sendable, Equatable {
    package var place: String
    package var old: String
    package var new: String

    package init(place: String, old: String, new: String) {
        self.place = place
        self.old = old
        self.new = new
    }
}

extension Evidence {
    /// The evidence with texts of about so many bytes: around the first byte that differs.
    package func cut(to limit: Int) -> Evidence {
        guard max(old.utf8.count, new.utf8.count) > limit else { return self }
        let shared = zip(old.utf8, new.utf8).prefix { $0 == $1 }.count
        let start = max(0, shared - limit / 4)
        func window(_ text: String) -> String {
            let bytes = Array(text.utf8)
            let isInside = { (index: Int) in index < bytes.count && bytes[index] & 0xC0 == 0x80 }
            // A cut must not go through a character.
            let from = (start..<start + 4).first { !isInside($0) } ?? start
            let end = min(bytes.count, from + limit)
            let to = (end..<end + 4).first { !isInside($0) } ?? end
            guard from <= to else { return "… (\(bytes.count) bytes)" }
            return (from > 0 ? "…" : "") + String(decoding: bytes[from..<to], as: UTF8.self)
                + (to < bytes.count ? "… (\(bytes.count) bytes)" : "")
        }
        return Evidence(place: place, old: window(old), new: window(new))
    }
}

/// How a package, or a file, or a whole comparison is classed.
package enum Standing: Sendable, Equatable {
    case alike(Likeness)
    case different
    /// Some level that could have held could not be looked at.
    case inconclusive

    /// The word of reports.
    package var name: String {
        switch self {
        case .alike(let level): level.rawValue
        case .different: "different"
        case .inconclusive: "inconclusive"
        }
    }
}
