import JSONRPC

/// Messages after a head of fields, as in the Language Server Protocol (base protocol, header
/// part): `Content-Length` once, `Content-Type` perhaps, other fields for nobody. Lines end with
/// CRLF and nothing else: what two readers could cut at two places is refused.
struct LengthCodec: MessageCodec {
    let limit: Int
    let headLimit: Int
    /// The length of the message whose head has been taken.
    private var announced: Int?

    init(limit: Int, headLimit: Int) {
        self.limit = limit
        self.headLimit = headLimit
    }

    mutating func next(_ intake: inout Intake) throws(CodecFault) -> Parcel? {
        if announced == nil { announced = try takeHead(&intake) }
        guard let length = announced, intake.count >= length else { return nil }
        announced = nil
        return .message(intake.take(length))
    }

    mutating func finish(_ intake: inout Intake) throws(CodecFault) -> Parcel? {
        guard let announced else {
            if intake.isEmpty { return nil }
            throw fault("the connection ends within a head")
        }
        throw fault("the connection ends \(announced - intake.count) bytes short of a message")
    }

    func framed(_ text: [UInt8]) -> [UInt8] {
        Array("Content-Length: \(text.count)\r\n\r\n".utf8) + text
    }

    func cargo(_ text: [UInt8]) -> Cargo { .headed(text: text) }

    var farewell: [UInt8] { [] }
    var tardiness: CodecFault {
        CodecFault(reason: "a message did not arrive in time", error: .parseError, in: self)
    }
    var isAtRest: Bool { announced == nil }

    /// Takes a head when it is complete and says how long its message is.
    private mutating func takeHead(_ intake: inout Intake) throws(CodecFault) -> Int? {
        var head = Head()
        // Every line is looked at as soon as it is there: garbage is not waited on.
        var start = 0
        while let length = intake.distance(to: 0x0A, from: start) {
            let line = intake.bytes[(intake.start + start)..<(intake.start + length)]
            guard line.last == 0x0D else { throw fault("a line of a head ends with CRLF") }
            start = length + 1
            guard start <= headLimit else { break }
            if line.count > 1 {
                try take(line.dropLast(), into: &head)
                continue
            }
            guard let size = head.length else { throw fault("a head has no Content-Length") }
            intake.start += start
            return size
        }
        guard intake.count <= headLimit, start <= headLimit else {
            throw fault("a head holds at most \(headLimit) bytes")
        }
        return nil
    }

    private struct Head {
        var length: Int?
    }

    private func take(_ line: ArraySlice<UInt8>, into head: inout Head) throws(CodecFault) {
        guard let colon = line.firstIndex(of: 0x3A), colon > line.startIndex,
            line[..<colon].allSatisfy(\.isToken)
        else { throw fault("a line of a head is a name, a colon and a value") }
        let value = line[(colon + 1)...].trimmed
        guard value.allSatisfy(\.isFieldText) else {
            throw fault("a field of a head holds a control character")
        }
        if line[..<colon].isNamed("content-length") {
            guard head.length == nil else { throw fault("a head has two Content-Lengths") }
            head.length = try length(value)
        } else if line[..<colon].isNamed("content-type") {
            try judgeType(value)
        }
    }

    private func length(_ value: ArraySlice<UInt8>) throws(CodecFault) -> Int {
        guard !value.isEmpty, value.allSatisfy(\.isDigit) else {
            throw fault("a Content-Length is a number of bytes")
        }
        let digits = value.drop { $0 == 0x30 }
        let number = digits.count < 19 ? digits.reduce(0) { $0 * 10 + Int($1 - 0x30) } : Int.max
        guard number <= limit else {
            throw CodecFault(
                reason: "a message holds at most \(limit) bytes", error: .invalidRequest, in: self)
        }
        return number
    }

    /// The charset is UTF-8, which older peers spell `utf8`.
    private func judgeType(_ value: ArraySlice<UInt8>) throws(CodecFault) {
        for parameter in value.split(separator: 0x3B).dropFirst() {
            let pair = parameter.split(separator: 0x3D, maxSplits: 1).map(\.trimmed)
            guard pair.count == 2, pair[0].isNamed("charset") else { continue }
            let name = pair[1].filter { $0 != 0x22 }[...]
            guard name.isNamed("utf-8") || name.isNamed("utf8") else {
                throw fault("the charset of a message is utf-8")
            }
        }
    }

    private func fault(_ reason: String) -> CodecFault {
        CodecFault(reason: reason, error: .parseError, in: self)
    }
}
