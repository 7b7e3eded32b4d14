/// A string as RFC 8259 §8.3 compares names: code unit by code unit. Swift's own `==` takes `é` in
/// one scalar and `e` with an accent for the same, which would merge two members into one.
package struct JSONName: Hashable, Sendable {
    package let text: String

    package init(_ text: String) { self.text = text }

    package static func == (left: JSONName, right: JSONName) -> Bool {
        same(left.text, right.text)
    }

    // Not by Swift's hash, which is one for all spellings of a character: names could be made that
    // all collide.
    package func hash(into hasher: inout Hasher) {
        var text = text
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }

    /// Whether two strings consist of the same code units.
    package static func same(_ left: String, _ right: String) -> Bool {
        guard left.utf8.count == right.utf8.count else { return false }
        // Over the bare bytes: a walk over the two views costs several times as much.
        let answer = left.utf8.withContiguousStorageIfAvailable { left in
            right.utf8.withContiguousStorageIfAvailable { right in left.elementsEqual(right) }
        }
        return (answer ?? nil) ?? left.utf8.elementsEqual(right.utf8)
    }

    /// The order of RFC 8785 §3.2.3: by UTF-16 code units.
    package static func precedes(_ left: String, _ right: String) -> Bool {
        left.utf16.lexicographicallyPrecedes(right.utf16)
    }
}
