/// How far a reader goes before it refuses: both bounds are errors with a place, never a crash.
package struct JSONLimits: Sendable {
    /// Nested arrays and objects. Trees are released, compared and written by recursion: a bound of
    /// more than some thousands needs a thread with a stack to match.
    package var depth = 512
    /// Bytes of the whole text; offsets have 32 bits, so more than 4 GiB is never read.
    package var bytes = 256 << 20

    package init() {}
}

extension JSONValue {
    /// Reads one RFC 8259 text: UTF-8 without byte order mark, nothing after the value but white
    /// space, lone surrogates in escapes refused.
    package static func read(
        _ bytes: [UInt8], limits: JSONLimits = JSONLimits()
    ) throws(JSONFault) -> JSONValue {
        let bound = min(limits.bytes, Int(UInt32.max))
        guard bytes.count <= bound else {
            throw JSONFault(
                "a text must not be longer than \(bound) bytes", at: max(bound, 0),
                rule: "json.size")
        }
        let outcome = bytes.withUnsafeBufferPointer { buffer in
            Result { () throws(JSONFault) -> JSONValue in
                var reader = JSONReader(buffer, depth: limits.depth)
                return try reader.readText()
            }
        }
        return try outcome.get()
    }

    /// Reads the UTF-8 of a string.
    package static func read(
        _ text: String, limits: JSONLimits = JSONLimits()
    ) throws(JSONFault) -> JSONValue {
        try read(Array(text.utf8), limits: limits)
    }
}

/// One pass over one text. Open containers lie on piles of its own, so that a deep text costs heap
/// and never stack.
struct JSONReader: ~Copyable {
    /// A container whose end has not been seen.
    struct Open {
        var isObject: Bool
        var start: Int
        /// How many elements or members of outer containers lie below its own.
        var floor: Int
    }

    let bytes: UnsafeBufferPointer<UInt8>
    let depth: Int
    /// The next byte to read.
    var at = 0
    private var open = Pile<Open>()
    private var elements = Pile<JSONValue>()
    private var members = Pile<JSONObject.Member>()
    /// A string's bytes with its escapes undone.
    var unescaped: [UInt8] = []

    init(_ bytes: UnsafeBufferPointer<UInt8>, depth: Int) {
        self.bytes = bytes
        self.depth = depth
    }

    /// The byte to read next, nil at the end.
    var next: UInt8? {
        @inline(__always) get { at < bytes.count ? bytes[at] : nil }
    }

    @inline(__always)
    mutating func skipWhitespace() {
        while at < bytes.count {
            let byte = bytes[at]
            guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
            at += 1
            if byte == 0x0A { skipIndentation() }
        }
    }

    /// Moves over spaces, eight at a time: half of a pretty text is indentation.
    @inline(__always)
    private mutating func skipIndentation() {
        guard let base = UnsafeRawPointer(bytes.baseAddress) else { return }
        while at + 8 <= bytes.count,
            base.loadUnaligned(fromByteOffset: at, as: UInt64.self) == 0x2020_2020_2020_2020
        {
            at += 8
        }
    }

    /// Reads the whole text.
    mutating func readText() throws(JSONFault) -> JSONValue {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { throw byteOrderMark() }
        skipWhitespace()
        while true {
            guard var value = try readScalarOrOpen() else { continue }
            // The value may end any number of containers.
            while let container = open.last {
                add(value, to: container)
                guard try hasMore(in: container) else {
                    value = close(container)
                    continue
                }
                break
            }
            if open.isEmpty {
                skipWhitespace()
                guard at == bytes.count else { throw trailingText() }
                return value
            }
        }
    }

    /// A finished value, or nil when a container was opened that has something in it.
    @inline(__always)
    private mutating func readScalarOrOpen() throws(JSONFault) -> JSONValue? {
        let start = at
        switch next {
        case UInt8(ascii: "\""):
            let text = try readString()
            return JSONValue(.string(text), span: JSONValue.Span(start, at))
        case UInt8(ascii: "{"): return try openObject()
        case UInt8(ascii: "["): return try openArray()
        case UInt8(ascii: "-")?, (UInt8(ascii: "0")...UInt8(ascii: "9"))?:
            let number = try readNumber()
            return JSONValue(.number(number), span: JSONValue.Span(start, at))
        case UInt8(ascii: "t"): return try readWord("true", .bool(true))
        case UInt8(ascii: "f"): return try readWord("false", .bool(false))
        case UInt8(ascii: "n"): return try readWord("null", .null)
        default: throw missingValue(in: open.last)
        }
    }

    private mutating func readWord(
        _ word: StaticString, _ kind: JSONValue.Kind
    ) throws(JSONFault) -> JSONValue {
        let start = at
        for index in 0..<word.utf8CodeUnitCount {
            guard next == word.utf8Start[index] else { throw brokenWord(word) }
            at += 1
        }
        return JSONValue(kind, span: JSONValue.Span(start, at))
    }
}

// Containers.
extension JSONReader {
    private mutating func openArray() throws(JSONFault) -> JSONValue? {
        let container = try push(isObject: false, floor: elements.count)
        skipWhitespace()
        return next == UInt8(ascii: "]") ? close(container) : nil
    }

    private mutating func openObject() throws(JSONFault) -> JSONValue? {
        let container = try push(isObject: true, floor: members.count)
        skipWhitespace()
        if next == UInt8(ascii: "}") { return close(container) }
        try readName(in: container)
        return nil
    }

    private mutating func push(isObject: Bool, floor: Int) throws(JSONFault) -> Open {
        guard open.count < depth else { throw tooDeep() }
        let container = Open(isObject: isObject, start: at, floor: floor)
        open.push(container)
        at += 1
        return container
    }

    /// Takes the closing bracket under the cursor.
    private mutating func close(_ container: Open) -> JSONValue {
        at += 1
        open.drop()
        let span = JSONValue.Span(container.start, at)
        return container.isObject
            ? JSONValue(.object(JSONObject(members.take(from: container.floor))), span: span)
            : JSONValue(.array(elements.take(from: container.floor)), span: span)
    }

    @inline(__always)
    private mutating func add(_ value: consuming JSONValue, to container: Open) {
        if container.isObject {
            members.updateLast { $0.value = value }
        } else {
            elements.push(value)
        }
    }

    /// Reads what follows a value in a container: after a comma the cursor stands at the next
    /// value; otherwise it stands at the closing bracket.
    @inline(__always)
    private mutating func hasMore(in container: Open) throws(JSONFault) -> Bool {
        skipWhitespace()
        switch next {
        case UInt8(ascii: ","):
            at += 1
            skipWhitespace()
            if container.isObject { try readName(in: container) }
            return true
        case UInt8(ascii: "]") where !container.isObject: return false
        case UInt8(ascii: "}") where container.isObject: return false
        default: throw unfinished(container)
        }
    }

    /// Reads a member's name and colon, and makes room for its value.
    private mutating func readName(in container: Open) throws(JSONFault) {
        let start = at
        guard next == UInt8(ascii: "\"") else { throw missingName(in: container) }
        let name = try readString()
        let span = JSONValue.Span(start, at)
        members.push(JSONObject.Member(name, .null, nameSpan: span))
        skipWhitespace()
        guard next == UInt8(ascii: ":") else { throw missingColon() }
        at += 1
        skipWhitespace()
    }
}
