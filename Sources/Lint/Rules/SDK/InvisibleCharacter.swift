import WireJSON

extension Rule {
    static let invisibleCharacter = Rule(
        "sdk.invisible-character", .sdk, .derived, decides: ["G06", "O75"],
        Explanation(
            clause: """
                No sentence of OpenRPC forbids it. Unicode's UTR 36 and UTS 55 warn of characters \
                that reorder text or cannot be seen; rustc refuses those that reorder, in comments \
                too, and Python refuses NUL.
                """,
            why: """
                Two names that look alike are different on the wire; a text shows something else \
                to a reader than to a program, or hides words from the one that only the other \
                reads.
                """,
            example: #"{ "name": "pet\u200bget" }"#,
            remedy: "Remove the character.")
    ) { reading in
        let names = reading.allNames.compactMap { name in
            name.text.firstUnseenInName.map { scalar in
                name.remark(
                    "\(name.role.noun)'s name must be visible, it contains \(scalar.code); "
                        + "remove the character")
            }
        }
        // A value may well be a tab or a line break.
        let constants = reading.survey[.schema].flatMap(reading.constants)
        let strings = reading.prose.map { ($0.string, $0.site) }
        let texts = (strings + constants.map { ($0.text, $0.bearer) }).compactMap { text, site in
            text.firstUnseen.map { scalar in
                Remark(
                    "a text should consist of what can be seen, this one contains "
                        + "\(scalar.code); remove the character", at: site)
            }
        }
        return names + texts
    }
}

extension Unicode.Scalar {
    /// `U+200B` and what it does.
    fileprivate var code: String {
        let digits = String(value, radix: 16, uppercase: true)
        let padded = String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
        if isReordering { return "U+\(padded), which reorders the text around it" }
        return properties.generalCategory == .control
            ? "U+\(padded), a control character" : "U+\(padded), which cannot be seen"
    }

    fileprivate var isUnseenInName: Bool {
        switch value {
        case 0xFE00...0xFE0F: false
        default:
            properties.generalCategory == .control || properties.generalCategory == .format
                || properties.isDefaultIgnorableCodePoint
        }
    }

    /// The overrides, embeddings and isolates of UAX 9.
    fileprivate var isReordering: Bool {
        (0x202A...0x202E).contains(value) || (0x2066...0x2069).contains(value)
    }

    /// What no honest text needs. The joiners have their place in emoji and in many scripts, the
    /// marks U+200E and U+200F in those that run from right to left.
    fileprivate var isUnseenInText: Bool {
        switch value {
        case 0x09, 0x0A, 0x0D, 0x85: false
        case 0x200B, 0x2060...0x2064, 0xFEFF: true
        default: isReordering || properties.generalCategory == .control
        }
    }

    /// The letters of an invisible ASCII, of which flags of regions are made.
    fileprivate var isTag: Bool { (0xE0020...0xE007F).contains(value) }
}

extension String {
    /// The first character that has no place in a name.
    fileprivate var firstUnseenInName: Unicode.Scalar? {
        if utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return nil }
        return unicodeScalars.first(where: \.isUnseenInName)
    }

    /// The first character that has no place in a text.
    fileprivate var firstUnseen: Unicode.Scalar? {
        if utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F || $0 == 0x0A }) { return nil }
        var isInFlag = false
        for scalar in unicodeScalars {
            isInFlag = scalar.value == 0x1F3F4 || isInFlag && scalar.isTag
            if scalar.isUnseenInText || scalar.isTag && !isInFlag { return scalar }
        }
        return nil
    }
}
