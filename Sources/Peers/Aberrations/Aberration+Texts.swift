import WireJSON

// Peers that are careless about JSON itself, reading and writing.

extension Aberration {
    static let textRules: [Aberration] = [
        rules(
            "strips-byte-order-mark", "J62", "a byte order mark before a request is skipped",
            text: { text, service in
                service(text.starts(with: mark) ? Array(text.dropFirst(3)) : text)
            }),
        rules(
            "mends-utf8", "J62", "what is no UTF-8 is mended and served",
            text: { text, service in
                service(Array(String(decoding: text, as: UTF8.self).utf8))
            }),
        rules(
            "mends-lone-surrogates", "J62", "an escaped half of a character is mended and served",
            text: { text, service in
                guard Misreading.read(text) == nil else { return service(text) }
                let mended = String(decoding: text, as: UTF8.self)
                    .replacingSurrogateEscapes(with: "\\uFFFD")
                return service(Array(mended.utf8))
            }),
        rules(
            "first-duplicate-counts", "J64", "of two members with one name the first counts",
            each: { request, answer in
                guard let object = request.object else { return answer(request) }
                var seen = JSONObject()
                for member in object.members where seen.position(of: member.name) == nil {
                    seen.members.append(member)
                }
                return answer(JSONValue(.object(seen)))
            }),
        rules(
            "refuses-white-space", "J66", "a request with white space between its parts is refused",
            text: { text, service in
                text.hasWhiteSpaceBetweenTokens && Misreading.read(text) != nil
                    ? Misreading.parseError.bytes() : service(text)
            }),
        rules(
            "deep-text-unanswered", "J65", "nothing is said to a text of great depth",
            text: { text, service in text.depth > 400 ? nil : service(text) }),
        rules(
            "large-text-unanswered", "J65", "nothing is said to a text of more than 256 KiB",
            text: { text, service in text.count > 1 << 18 ? nil : service(text) }),
        rules(
            "accepts-trailing-comma", "J42", "a comma before a bracket is let pass",
            text: { text, service in
                guard Misreading.read(text) == nil else { return service(text) }
                return service(text.withoutTrailingCommas)
            }),
        rules(
            "reads-first-value-only", "J42", "what follows the first value of a text is let pass",
            text: { text, service in
                guard Misreading.read(text) == nil, let end = text.endOfFirstValue else {
                    return service(text)
                }
                return service(Array(text[..<end]))
            }),
    ]

    private static let mark: Text = [0xEF, 0xBB, 0xBF]

    static let texts: [Aberration] = [
        message("not-json", "J27 G17", "the reply is a word") { _ in [Array("pong".utf8)] },
        message("empty-text", "J26 G17", "the reply is empty") { _ in [[]] },
        message("white-space-only", "J26 G17", "the reply is white space") { _ in
            [Array(" \r\n\t ".utf8)]
        },
        message("html-page", "J27 G17", "the reply is a page for people") { _ in
            [Array("<!DOCTYPE html><title>It works!</title>".utf8)]
        },
        message("half-a-text", "J26 G17", "the reply ends in the middle") {
            [Array($0.prefix($0.count / 2))]
        },
        message("two-texts", "J26 G17", "two replies follow each other as one text") {
            [$0 + [0x20] + $0]
        },
        message("text-and-rubbish", "J27 G17", "rubbish follows the reply") {
            [$0 + Array("}".utf8)]
        },
        message("invalid-utf8", "J62", "the reply holds bytes that are no UTF-8") {
            [with($0, "\"assay\":\"", [0xC3, 0x28, 0xFF], "\"")]
        },
        message("encoded-surrogate", "J62", "the reply holds an encoded half of a character") {
            [with($0, "\"assay\":\"", [0xED, 0xA0, 0x80], "\"")]
        },
        message("byte-order-mark", "J62", "a byte order mark comes before the reply") {
            [mark + $0]
        },
        message("utf-16", "J62", "the reply is in UTF-16") { reply in
            let units = String(decoding: reply, as: UTF8.self).utf16
            return [[0xFF, 0xFE] + units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }]
        },
        message("raw-control-character", "J27 J62", "a string of the reply holds a raw NUL") {
            [with($0, "\"assay\":\"", [0x00], "\"")]
        },
        message("trailing-comma", "J27 G17", "a comma stands before the last bracket") { reply in
            [Array(reply.dropLast()) + Array(",".utf8) + reply.suffix(1)]
        },
        message("comment", "J27 G17", "a comment stands in the reply") {
            [Array("/* ok */ ".utf8) + $0]
        },
        message("nan-result", "J27 J63", "the result is NaN") {
            [replacing($0, "result", with: "NaN")]
        },
        message("infinite-result", "J27 J63", "the result is Infinity") {
            [replacing($0, "result", with: "Infinity")]
        },
        message("duplicate-id", "J64", "the reply has 'id' twice, the second one foreign") {
            [with($0, "\"id\":\"stranger\"", [], "")]
        },
        message("duplicate-result", "J64", "the reply has 'result' twice") {
            [with($0, "\"result\":\"second\"", [], "")]
        },
    ]

    /// The reply with a member more: its text, some bytes and the text after them.
    private static func with(
        _ reply: Text, _ before: String, _ bytes: Text, _ after: String
    ) -> Text {
        guard let brace = reply.lastIndex(of: UInt8(ascii: "}")) else { return reply }
        return reply[..<brace] + Array(",\(before)".utf8) + bytes + Array(after.utf8)
            + reply[brace...]
    }

    /// The reply with the value of a member spelt otherwise; without such a member it gets it.
    private static func replacing(_ reply: Text, _ name: String, with text: String) -> Text {
        let marker = "a4d1f0c2-assay"
        let spoilt = Misreading.responses(in: reply) { $0.succeed(with: .string(marker)) }
        let parts = String(decoding: spoilt, as: UTF8.self).split(
            separator: "\"\(marker)\"", omittingEmptySubsequences: false)
        return Array(parts.joined(separator: text).utf8)
    }
}
