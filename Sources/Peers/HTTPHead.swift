/// What the head of an HTTP/1.x request says about the bytes after it and about its answer.
struct HTTPHead {
    enum Verb { case get, head, post, options, other }

    /// How long the body is (RFC 9112 §6).
    enum Framing: Equatable { case absent, length(Int), chunked }

    var verb = Verb.other
    /// The request target up to its query.
    var path: ArraySlice<UInt8> = []
    /// Whether the version is 1.0, where staying connected has to be said aloud.
    var isOldVersion = false
    var isKeptAlive = true
    var framing = Framing.absent
    var expectsContinue = false
}

/// A request that gets an error status and the end of its connection.
struct HTTPFault: Error, Equatable {
    var status: Int

    init(_ status: Int) { self.status = status }

    static let badRequest = HTTPFault(400)
}

extension HTTPHead {
    /// Reads a head that ends with its empty line. Line ends are CRLF and nothing else, names are
    /// tokens directly before their colon, folding is refused: what two readers could take for two
    /// different requests is none here.
    static func parse(_ bytes: ArraySlice<UInt8>) throws(HTTPFault) -> HTTPHead {
        var head = HTTPHead()
        var fields = Fields()
        var start = bytes.startIndex
        var isFirst = true
        while let end = bytes[start...].firstIndex(of: 0x0A) {
            guard end > start, bytes[end - 1] == 0x0D else { throw .badRequest }
            let line = bytes[start..<(end - 1)]
            start = end + 1
            if line.isEmpty { continue }
            if isFirst { try head.readRequestLine(line) } else { try fields.read(line) }
            isFirst = false
        }
        try head.conclude(fields)
        return head
    }

    /// Reads `POST /rpc HTTP/1.1`.
    private mutating func readRequestLine(_ line: ArraySlice<UInt8>) throws(HTTPFault) {
        guard let first = line.firstIndex(of: 0x20), let last = line.lastIndex(of: 0x20),
            first + 1 < last
        else { throw .badRequest }
        let word = line[..<first]
        let target = line[(first + 1)..<last]
        guard !word.isEmpty, word.allSatisfy(\.isToken),
            target.allSatisfy({ $0 > 0x20 && $0 != 0x7F })
        else { throw .badRequest }
        verb = Verb(word)
        path = target.prefix { $0 != 0x3F }
        let version = line[(last + 1)...]
        isOldVersion = version.elementsEqual("HTTP/1.0".utf8)
        if isOldVersion || version.elementsEqual("HTTP/1.1".utf8) { return }
        let isVersion =
            version.count == 8 && version.starts(with: "HTTP/".utf8)
            && version[version.startIndex + 5].isDigit && version[version.startIndex + 6] == 0x2E
            && version[version.startIndex + 7].isDigit
        throw isVersion ? HTTPFault(505) : .badRequest
    }

    private mutating func conclude(_ fields: Fields) throws(HTTPFault) {
        guard fields.hosts == 1 || isOldVersion && fields.hosts == 0 else { throw .badRequest }
        isKeptAlive =
            isOldVersion ? fields.asksToKeep && !fields.asksToClose : !fields.asksToClose
        if let expectation = fields.expectation, !isOldVersion {
            guard expectation else { throw HTTPFault(417) }
            expectsContinue = true
        }
        switch (fields.length, fields.coding) {
        case (_?, _?): throw .badRequest
        case (let length?, nil): framing = .length(length)
        case (nil, let isChunked?):
            guard !isOldVersion else { throw .badRequest }
            guard isChunked else { throw HTTPFault(501) }
            framing = .chunked
        case (nil, nil): break
        }
    }

    /// What the few header fields that matter said.
    private struct Fields {
        var hosts = 0
        var length: Int?
        /// Whether the one transfer coding is `chunked`.
        var coding: Bool?
        /// Whether the expectation is `100-continue`.
        var expectation: Bool?
        var asksToClose = false
        var asksToKeep = false

        mutating func read(_ line: ArraySlice<UInt8>) throws(HTTPFault) {
            guard let colon = line.firstIndex(of: 0x3A), colon > line.startIndex else {
                throw .badRequest
            }
            let name = line[..<colon]
            let value = line[(colon + 1)...].trimmed
            guard name.allSatisfy(\.isToken), value.allSatisfy(\.isFieldText) else {
                throw .badRequest
            }
            // Lengths first: most fields are none of these.
            switch name.count {
            case 4 where name.isNamed("host"): hosts += 1
            case 6 where name.isNamed("expect"): expectation = value.isNamed("100-continue")
            case 10 where name.isNamed("connection"): readOptions(value)
            case 14 where name.isNamed("content-length"): try readLength(value)
            case 17 where name.isNamed("transfer-encoding"):
                guard coding == nil else { throw .badRequest }
                coding = value.isNamed("chunked")
            default: break
            }
        }

        private mutating func readOptions(_ value: ArraySlice<UInt8>) {
            for option in value.split(separator: 0x2C) {
                if option.trimmed.isNamed("close") { asksToClose = true }
                if option.trimmed.isNamed("keep-alive") { asksToKeep = true }
            }
        }

        private mutating func readLength(_ value: ArraySlice<UInt8>) throws(HTTPFault) {
            guard !value.isEmpty, value.count < 19, value.allSatisfy(\.isDigit) else {
                throw value.count >= 19 && value.allSatisfy(\.isDigit)
                    ? HTTPFault(413) : .badRequest
            }
            let number = value.reduce(0) { $0 * 10 + Int($1 - 0x30) }
            guard length == nil || length == number else { throw .badRequest }
            length = number
        }
    }
}

extension HTTPHead.Verb {
    fileprivate init(_ word: ArraySlice<UInt8>) {
        switch word.count {
        case 3 where word.elementsEqual("GET".utf8): self = .get
        case 4 where word.elementsEqual("POST".utf8): self = .post
        case 4 where word.elementsEqual("HEAD".utf8): self = .head
        case 7 where word.elementsEqual("OPTIONS".utf8): self = .options
        default: self = .other
        }
    }
}

extension UInt8 {
    var isDigit: Bool { self >= 0x30 && self <= 0x39 }

    /// A `tchar` of RFC 9110 §5.6.2.
    fileprivate var isToken: Bool {
        switch self {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        case 0x21, 0x23...0x27, 0x2A, 0x2B, 0x2D, 0x2E, 0x5E, 0x5F, 0x60, 0x7C, 0x7E: true
        default: false
        }
    }

    fileprivate var isFieldText: Bool { self >= 0x20 && self != 0x7F || self == 0x09 }
}

extension ArraySlice<UInt8> {
    /// Without the spaces and tabs at both ends.
    fileprivate var trimmed: ArraySlice<UInt8> {
        let from = drop { $0 == 0x20 || $0 == 0x09 }
        guard let last = from.lastIndex(where: { $0 != 0x20 && $0 != 0x09 }) else { return [] }
        return from[...last]
    }

    /// Whether this is that lower-case name in any case.
    fileprivate func isNamed(_ name: StaticString) -> Bool {
        let name = UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
        return count == name.count && zip(self, name).allSatisfy { ($0 | 0x20) == $1 || $0 == $1 }
    }
}
