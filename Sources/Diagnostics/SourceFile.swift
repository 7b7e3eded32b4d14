// Diagnostics: problems in what the user wrote, with their place. It reports; it never judges a
// subject, throws, prints or reads a file.

private import Synchronization

/// The bytes of one text and the name under which its reader knows it.
package final class SourceFile: Sendable {
    package let name: String
    package let bytes: [UInt8]
    private let cachedIndex = Mutex<SourceIndex?>(nil)

    package init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }

    /// The place of a byte offset; offsets past the end name the end.
    package func position(
        at offset: Int, in unit: SourceUnit = .scalars
    ) -> SourcePosition {
        let offset = min(max(offset, 0), bytes.count)
        let index = index()
        let line = index.line(of: offset)
        let column =
            index.units(before: offset, unit, in: bytes)
            - index.units(before: index.lineStarts[line], unit, in: bytes)
        return SourcePosition(line: line + 1, column: column + 1)
    }

    /// How many units stand before a byte offset.
    package func count(before offset: Int, in unit: SourceUnit) -> Int {
        index().units(before: min(max(offset, 0), bytes.count), unit, in: bytes)
    }

    /// The bytes of the line, counted from 1, that a position names, without its end.
    package func bytes(ofLine line: Int) -> Range<Int> {
        let starts = index().lineStarts
        guard starts.indices.contains(line - 1) else { return bytes.count..<bytes.count }
        let start = starts[line - 1]
        guard line < starts.count else { return start..<bytes.count }
        let end = starts[line] - 1
        return start..<(end > start && bytes[end - 1] == 0x0D ? end - 1 : end)
    }

    /// The index, built at the first question.
    private func index() -> SourceIndex {
        cachedIndex.withLock { cached in
            if let cached { return cached }
            let index = SourceIndex(bytes)
            cached = index
            return index
        }
    }
}

/// What columns are counted in.
package enum SourceUnit: Sendable {
    /// Unicode scalars.
    case scalars
    /// UTF-16 code units, of which a scalar beyond U+FFFF has two.
    case utf16
}

/// Where the lines of a text begin, and how many characters stand before each of its blocks: a
/// text of one long line is asked for thousands of columns.
private struct SourceIndex: Sendable {
    private static let block = 256

    private(set) var lineStarts = [0]
    private var scalars = [0]
    private var pairs = [0]

    init(_ bytes: [UInt8]) {
        var (scalar, pair) = (0, 0)
        for (offset, byte) in bytes.enumerated() {
            if offset > 0, offset % Self.block == 0 {
                scalars.append(scalar)
                pairs.append(pair)
            }
            if byte == 0x0A { lineStarts.append(offset + 1) }
            // A UTF-8 continuation byte starts no character.
            if byte & 0xC0 != 0x80 { scalar += 1 }
            if byte >= 0xF0 { pair += 1 }
        }
    }

    /// The line, counted from 0, that an offset stands in.
    func line(of offset: Int) -> Int {
        var low = 0
        var high = lineStarts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if lineStarts[middle] <= offset { low = middle } else { high = middle }
        }
        return low
    }

    func units(before offset: Int, _ unit: SourceUnit, in bytes: [UInt8]) -> Int {
        let block = min(offset / Self.block, scalars.count - 1)
        let rest = bytes[(block * Self.block)..<offset]
        let characters = scalars[block] + rest.count { $0 & 0xC0 != 0x80 }
        switch unit {
        case .scalars: return characters
        case .utf16: return characters + pairs[block] + rest.count { $0 >= 0xF0 }
        }
    }
}

/// A line and a column, both counted from 1, columns in Unicode scalars unless asked otherwise.
package struct SourcePosition: Sendable, Hashable {
    package var line: Int
    package var column: Int

    package init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }
}

/// A stretch of one source file, in byte offsets.
package struct SourceSpan: Sendable {
    package var file: SourceFile
    package var bytes: Range<Int>

    package init(file: SourceFile, bytes: Range<Int>) {
        self.file = file
        self.bytes = bytes
    }

    /// Where the stretch begins.
    package var start: SourcePosition { file.position(at: bytes.lowerBound) }

    /// The place behind its last character.
    package var end: SourcePosition { file.position(at: bytes.upperBound) }
}
