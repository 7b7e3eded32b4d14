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
    /// What the header fields said.
    var fields = Fields()
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
        head.fields = fields
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

    /// Draws from the fields what they say together.
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
