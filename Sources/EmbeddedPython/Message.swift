/// The control protocol's values, packed: integers of eight bytes, lowest first, and byte strings
/// behind their length.
struct MessageWriter {
    private(set) var bytes: [UInt8] = []

    mutating func put(_ value: UInt64) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func put(_ flag: Bool) { put(flag ? 1 : 0 as UInt64) }

    mutating func put(_ text: String) { put(Array(text.utf8)) }

    mutating func put(_ value: [UInt8]) {
        put(UInt64(value.count))
        bytes.append(contentsOf: value)
    }
}

/// Takes apart what `MessageWriter` packed; nil where the bytes are no such message.
struct MessageReader {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { rest = bytes[...] }

    mutating func integer() -> UInt64? {
        guard rest.count >= 8 else { return nil }
        defer { rest = rest.dropFirst(8) }
        return rest.prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    mutating func flag() -> Bool? { integer().map { $0 != 0 } }

    mutating func data() -> [UInt8]? {
        guard let count = integer(), count <= UInt64(rest.count) else { return nil }
        defer { rest = rest.dropFirst(Int(count)) }
        return Array(rest.prefix(Int(count)))
    }

    mutating func text() -> String? { data().map { String(decoding: $0, as: UTF8.self) } }
}

/// A message on its way: its length, the number of the request it belongs to, its bytes. The number
/// is random, so that what a guest writes to a descriptor by accident is not taken for an answer.
struct Frame {
    static let headerSize = 16
    static let limit = 64 << 20

    var number: UInt64
    var payload: [UInt8]

    var bytes: [UInt8] {
        var writer = MessageWriter()
        writer.put(UInt64(payload.count))
        writer.put(number)
        return writer.bytes + payload
    }
}
