import Glibc

/// Bytes that came over a connection and have not been taken yet.
struct Intake {
    private(set) var bytes: [UInt8] = []
    /// Where the bytes that nobody has taken begin.
    var start = 0

    var count: Int { bytes.count - start }
    var isEmpty: Bool { start == bytes.count }

    /// Adds what has just come; what was taken makes room for it.
    mutating func append(_ more: UnsafeRawBufferPointer) {
        if isEmpty {
            // A buffer that a large body has stretched is not kept for the small ones after it.
            if bytes.capacity > 1 << 20 {
                bytes = []
            } else {
                bytes.removeAll(keepingCapacity: true)
            }
            start = 0
        } else if start > 0 {
            bytes.removeSubrange(..<start)
            start = 0
        }
        bytes.append(contentsOf: more)
    }

    /// The byte at an index of what is left, if it has come.
    func peek(_ index: Int) -> UInt8? { index < count ? bytes[start + index] : nil }

    /// So many bytes from an index on; they must have come.
    func slice(_ index: Int, _ length: Int) -> ArraySlice<UInt8> {
        bytes[(start + index)..<(start + index + length)]
    }

    /// How many bytes come before the first of that value at or after an index; nil when it has not
    /// come.
    func distance(to byte: UInt8, from index: Int) -> Int? {
        bytes.withUnsafeBytes { all in
            guard let base = all.baseAddress, index < count else { return nil }
            let found = memchr(base + start + index, Int32(byte), count - index)
            return found.map { UnsafeRawPointer($0) - (base + start) }
        }
    }

    /// Takes so many bytes, or all there are.
    mutating func take(_ wanted: Int = .max) -> [UInt8] {
        let end = start + min(wanted, count)
        defer { start = end }
        return Array(bytes[start..<end])
    }
}

/// Looks for the empty line that ends a head, going on where it stopped when more bytes come.
struct HeadSearch {
    private var scanned = 0
    private var lineStart = 0
    private var sawLine = false

    /// The length of the head; nil while its end has not come. A line feed without its carriage
    /// return is refused at once.
    mutating func length(in intake: borrowing Intake) throws(HTTPFault) -> Int? {
        let base = intake.start
        while scanned < intake.count {
            let index = base + scanned
            scanned += 1
            guard intake.bytes[index] == 0x0A else { continue }
            let line = scanned - lineStart
            guard line >= 2, intake.bytes[index - 1] == 0x0D else { throw .badRequest }
            // Empty lines before a request are let pass (RFC 9112 §2.2).
            if line == 2, sawLine { return scanned }
            sawLine = sawLine || line > 2
            lineStart = scanned
        }
        return nil
    }
}
