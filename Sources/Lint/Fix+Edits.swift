import Diagnostics
import WireJSON

/// Edits of one value in the text that it was read from. What was built and not read has no bytes
/// and gets no edit.
extension Fix.Edit {
    /// The value's bytes give way to other JSON text.
    static func replacing(_ value: JSONValue, with text: String) -> Fix.Edit? {
        value.span == .none ? nil : Fix.Edit(value.span.range, text)
    }

    /// Takes an element out of an array with the one comma that goes with it: the one before, of
    /// the first element the one behind. Edits for two elements side by side never overlap, save
    /// those for the first and the second.
    static func removing(element index: Int, of array: JSONValue) -> Fix.Edit? {
        guard let elements = array.array, elements.indices.contains(index), array.span != .none
        else { return nil }
        return removing(index, of: elements.count) { elements[$0].span.range }
    }

    /// Takes a member out of an object by its position, with its comma as `removing(element:of:)`.
    static func removing(member position: Int, of object: JSONValue) -> Fix.Edit? {
        guard let members = object.object?.members, members.indices.contains(position),
            object.span != .none
        else { return nil }
        return removing(position, of: members.count) {
            members[$0].nameSpan.range.lowerBound..<members[$0].value.span.range.upperBound
        }
    }

    /// Puts a member behind the last one of an object, laid out as that one is.
    static func appending(
        _ name: String, _ value: String, to object: JSONValue, in text: LintText
    ) -> Fix.Edit? {
        guard let members = object.object?.members, object.span != .none else { return nil }
        let quoted = JSONValue.quoted(name)
        guard let last = members.last else {
            let inner = object.span.range.dropFirst().dropLast()
            return Fix.Edit(inner, "\(quoted): \(value)")
        }
        let bytes = text.file.bytes
        let start = last.nameSpan.range.lowerBound
        let end = last.value.span.range
        let gap = bytes[..<start].reversed().prefix(while: isSpace).reversed()
        let colon = bytes[last.nameSpan.range.upperBound..<end.lowerBound]
        return Fix.Edit(
            end.upperBound..<end.upperBound, ",\(decoded(gap))\(quoted)\(decoded(colon))\(value)")
    }

    private static func removing(
        _ index: Int, of count: Int, at span: (Int) -> Range<Int>
    ) -> Fix.Edit {
        if index > 0 { return Fix.Edit(span(index - 1).upperBound..<span(index).upperBound, "") }
        if count > 1 { return Fix.Edit(span(0).lowerBound..<span(1).lowerBound, "") }
        return Fix.Edit(span(0), "")
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
    }

    private static func decoded(_ bytes: some Collection<UInt8>) -> String {
        String(decoding: bytes, as: UTF8.self)
    }
}

extension Fix {
    /// Puts the elements of an array in another order; commas and spaces stay where they are.
    /// `order` holds the old index of each new element.
    static func reordering(_ title: String, _ array: JSONValue, to order: [Int], in text: LintText)
        -> Fix?
    {
        guard let elements = array.array, array.span != .none,
            order.sorted() == Array(elements.indices)
        else { return nil }
        let edits = elements.indices.compactMap { index -> Edit? in
            guard order[index] != index else { return nil }
            let moved = text.file.bytes[elements[order[index]].span.range]
            return Edit(elements[index].span.range, String(decoding: moved, as: UTF8.self))
        }
        return edits.isEmpty ? nil : Fix(title, edits)
    }
}
