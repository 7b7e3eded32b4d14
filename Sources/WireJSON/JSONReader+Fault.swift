// What the reader says when it refuses; none of this runs on text that is right.

extension JSONReader {
    func byteOrderMark() -> JSONFault {
        JSONFault(
            "a text must not begin with a byte order mark; remove its first three bytes", at: 0,
            rule: "json.byte-order-mark")
    }

    func trailingText() -> JSONFault {
        JSONFault("nothing may follow the value but white space, found \(found)", at: at)
    }

    func tooDeep() -> JSONFault {
        JSONFault(
            "arrays and objects must not nest deeper than \(max(depth, 0)) levels", at: at,
            rule: "json.depth")
    }

    func missingValue(in container: Open?) -> JSONFault {
        switch (next, container?.isObject) {
        case (nil, nil): JSONFault("a text must hold a value, found nothing", at: at)
        case (nil, let isObject?): endedInside(isObject: isObject)
        case (UInt8(ascii: "]"), false), (UInt8(ascii: "}"), true):
            if lastVisible == UInt8(ascii: ",") { trailingComma() } else { expectedValue() }
        default: expectedValue()
        }
    }

    func missingName(in container: Open) -> JSONFault {
        if next == nil { return endedInside(isObject: true) }
        if next == UInt8(ascii: "}"), lastVisible == UInt8(ascii: ",") { return trailingComma() }
        return JSONFault(
            "a member's name must be a string in double quotes, found \(found)", at: at)
    }

    func missingColon() -> JSONFault {
        if next == nil { return endedInside(isObject: true) }
        return JSONFault("':' must follow a member's name, found \(found)", at: at)
    }

    func unfinished(_ container: Open) -> JSONFault {
        if next == nil { return endedInside(isObject: container.isObject) }
        let end = container.isObject ? "'}'" : "']'"
        return JSONFault(
            "',' or \(end) must follow a value in \(container.isObject ? "an object" : "an array"),"
                + " found \(found)", at: at)
    }

    func brokenWord(_ word: StaticString) -> JSONFault {
        if next == nil { return JSONFault("the text ends inside '\(word)'", at: at) }
        return JSONFault("'\(word)' is the only word that begins so, found \(found) in it", at: at)
    }

    private func endedInside(isObject: Bool) -> JSONFault {
        JSONFault(
            isObject
                ? "the text ends inside an object; close it with '}'"
                : "the text ends inside an array; close it with ']'", at: at)
    }

    private func trailingComma() -> JSONFault {
        JSONFault("a comma must not stand before \(found); remove it", at: at)
    }

    private func expectedValue() -> JSONFault {
        JSONFault("a value must stand here, found \(found)", at: at)
    }

    /// The byte before the cursor that is not white space.
    private var lastVisible: UInt8? {
        bytes[..<at].last { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }
    }
}

// Inside strings and numbers.
extension JSONReader {
    func unfinishedString() -> JSONFault {
        JSONFault("the text ends inside a string; close it with '\"'", at: at)
    }

    func controlCharacter() -> JSONFault {
        JSONFault("a string must not hold a control character; write it as an escape", at: at)
    }

    func brokenUTF8() -> JSONFault {
        JSONFault("a string must be well-formed UTF-8, found \(found)", at: at, rule: "json.utf8")
    }

    func unknownEscape() -> JSONFault {
        JSONFault(
            "an escape must be one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u, found \(found)", at: at
        )
    }

    func brokenHexDigits() -> JSONFault {
        JSONFault("four hexadecimal digits must follow '\\u', found \(found)", at: at)
    }

    func loneSurrogate(at offset: Int) -> JSONFault {
        JSONFault(
            "a surrogate escape must be half of a pair; write the character itself", at: offset,
            rule: "json.surrogate")
    }

    func leadingZero() -> JSONFault {
        JSONFault("a number must not have leading zeros; remove them", at: at)
    }

    func missingDigit() -> JSONFault {
        if next == nil { return JSONFault("the text ends inside a number", at: at) }
        return JSONFault("a digit must stand here, found \(found)", at: at)
    }

    /// The byte under the cursor as a message names it.
    private var found: String {
        guard let byte = next else { return "the end of the text" }
        switch byte {
        case 0x21...0x7E: return "'\(Unicode.Scalar(byte))'"
        case 0x20: return "a space"
        default: return "byte 0x\(byte < 16 ? "0" : "")\(String(byte, radix: 16, uppercase: true))"
        }
    }
}
