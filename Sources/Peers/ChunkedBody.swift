/// A body in chunks (RFC 9112 §7.1), taken apart as its bytes come.
struct ChunkedBody {
    private enum Stage { case size, data(Int), dataEnd, trailer }

    private(set) var content: [UInt8] = []
    private var stage = Stage.size
    private var line: [UInt8] = []
    private var trailerBytes = 0
    private let contentLimit: Int
    private let lineLimit: Int

    init(contentLimit: Int, lineLimit: Int) {
        self.contentLimit = contentLimit
        self.lineLimit = lineLimit
    }

    /// Takes what belongs to the body from the front of the bytes and moves the index past it; true
    /// when the body is complete.
    mutating func take(_ bytes: [UInt8], from index: inout Int) throws(HTTPFault) -> Bool {
        while index < bytes.count {
            if case .data(let left) = stage {
                let count = min(left, bytes.count - index)
                content += bytes[index..<(index + count)]
                index += count
                stage = count == left ? .dataEnd : .data(left - count)
                continue
            }
            line.append(bytes[index])
            index += 1
            if line.last == 0x0A {
                if try endLine() { return true }
            } else if line.count > lineLimit {
                throw .badRequest
            }
        }
        return false
    }

    /// Judges one complete line; true when it ends the body.
    private mutating func endLine() throws(HTTPFault) -> Bool {
        guard line.count >= 2, line[line.count - 2] == 0x0D else { throw .badRequest }
        let text = line.dropLast(2)
        defer { line.removeAll(keepingCapacity: true) }
        switch stage {
        case .size:
            let size = try Self.size(text)
            guard size <= contentLimit - content.count else { throw HTTPFault(413) }
            stage = size == 0 ? .trailer : .data(size)
        case .dataEnd:
            guard text.isEmpty else { throw .badRequest }
            stage = .size
        case .trailer:
            trailerBytes += line.count
            guard trailerBytes <= lineLimit else { throw HTTPFault(431) }
            return text.isEmpty
        case .data: break
        }
        return false
    }

    /// The number before the chunk extensions, which mean nothing here.
    private static func size(_ text: ArraySlice<UInt8>) throws(HTTPFault) -> Int {
        let digits = text.prefix { $0 != 0x3B && $0 != 0x20 && $0 != 0x09 }
        guard !digits.isEmpty, digits.allSatisfy(\.isHexDigit) else { throw .badRequest }
        guard let size = Int(String(decoding: digits, as: UTF8.self), radix: 16) else {
            throw HTTPFault(413)
        }
        return size
    }
}

extension UInt8 {
    fileprivate var isHexDigit: Bool {
        isDigit || (0x41...0x46).contains(self) || (0x61...0x66).contains(self)
    }
}
