// Diagnostics: problems in what the user wrote, with their place. It reports; it never judges a
// subject, throws, prints or reads a file.

private import Synchronization

/// The bytes of one text and the name under which its reader knows it.
package final class SourceFile: Sendable {
    package let name: String
    package let bytes: [UInt8]
    private let lineStarts = Mutex<[Int]?>(nil)

    package init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }

    /// The place of a byte offset; offsets past the end name the end.
    package func position(at offset: Int) -> SourcePosition {
        let offset = min(max(offset, 0), bytes.count)
        let starts = indexedLineStarts()
        var low = 0
        var high = starts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= offset { low = middle } else { high = middle }
        }
        // Columns count characters as editors do: a UTF-8 continuation byte starts none.
        let characters = bytes[starts[low]..<offset].count { $0 & 0xC0 != 0x80 }
        return SourcePosition(line: low + 1, column: characters + 1)
    }

    /// The line index, built at the first question.
    private func indexedLineStarts() -> [Int] {
        lineStarts.withLock { cached in
            if let cached { return cached }
            var starts = [0]
            for (offset, byte) in bytes.enumerated() where byte == 0x0A {
                starts.append(offset + 1)
            }
            cached = starts
            return starts
        }
    }
}

/// A line and a column, both counted from 1, columns in Unicode scalars.
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
}
