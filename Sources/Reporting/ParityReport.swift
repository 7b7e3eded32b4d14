package import Conformance
import WireJSON

/// The matrix of two languages, as a table or as JSON Lines.
package struct ParityReport {
    private let document: String
    private let parity: Parity
    private let rows: [Parity.Row]

    /// The widest that a column gets on account of one long cell.
    private static let widest = 48

    /// `showsAll` shows the rows too in which both languages agree.
    package init(document: String, _ parity: Parity, showsAll: Bool) {
        self.document = document
        self.parity = parity
        rows = parity.rows.filter { row in
            showsAll || row.cells.contains { $0.standing != .same }
        }
    }

    /// A line for each row, and one with the counts.
    package var table: String {
        let aspects = Parity.Aspect.allCases
        let head = ["place"] + aspects.map(\.rawValue)
        let body = rows.map { row in
            [row.place]
                + aspects.map { aspect in
                    row.cells.first { $0.aspect == aspect }.map(Self.text) ?? ""
                }
        }
        let table = rows.isEmpty ? [] : [head] + body
        let widths = head.indices.map { column in
            min(Self.widest, table.map { $0[column].count }.max() ?? 0)
        }
        let lines = table.map { VisibleText.of(Self.line($0, widths)) + "\n" }.joined()
        let counts = [Parity.Standing.same, .wider, .different]
            .map { "\(parity.count($0)) \($0.rawValue)" }.joined(separator: ", ")
        return lines + "\(document): \(parity.rows.count) places, \(counts)\n"
    }

    private static func line(_ cells: [String], _ widths: [Int]) -> String {
        var line = ""
        for (cell, width) in zip(cells, widths) {
            line += cell + String(repeating: " ", count: max(0, width - cell.count) + 2)
        }
        while line.last == " " { line.removeLast() }
        return line
    }

    private static func text(_ cell: Parity.Cell) -> String {
        switch cell.standing {
        case .same where cell.aspect == .name: "="
        case .same: cell.python
        case .wider: "\(cell.python) < \(cell.rust)"
        case .different: "\(cell.python) ≠ \(cell.rust)"
        }
    }

    /// An object for each row, with both sides of each cell.
    package var lines: String {
        rows.map { row in
            let cells = row.cells.map { cell in
                JSONObject.Member(
                    cell.aspect.rawValue,
                    [
                        "python": .string(cell.python), "rust": .string(cell.rust),
                        "standing": .string(cell.standing.rawValue),
                    ])
            }
            let line = JSONValue.object(
                [
                    .init("version", "1.0"), .init("event", "parity"),
                    .init("document", .string(document)), .init("place", .string(row.place)),
                ] + cells)
            return line.text() + "\n"
        }.joined()
    }
}
