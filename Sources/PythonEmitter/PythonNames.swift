/// Turns the names of a document into identifiers that differ from each other within one scope.
///
/// A name that is an identifier already stays as it is. What cannot stand in one becomes `_`, a
/// keyword or another reserved word gets a `_` behind it, and of two names that would meet, the
/// one that changed gets a number. The order of the document decides, so the result is stable.
struct PythonNames {
    /// How a scope spells its names.
    enum Spelling { case member, type }

    private let spelling: Spelling
    /// What a name without a single letter or digit is called, with its position behind it.
    private let fallback: String
    private var taken: Set<String>

    init(_ spelling: Spelling, fallback: String, reserved: Set<String>) {
        self.spelling = spelling
        self.fallback = fallback
        taken = reserved.union(Self.keywords)
    }

    /// One name of a document and what became of it.
    struct Assigned {
        var name: PythonName
        /// The other name of the document that it had to give way to.
        var gaveWayTo: String?
    }

    /// An identifier for each name, all different from each other and from what is reserved.
    mutating func assign(_ wireNames: [String]) -> [Assigned] {
        let reserved = taken
        var owners: [String: String] = [:]
        var result = [Assigned?](repeating: nil, count: wireNames.count)
        // Names that need no change first: nobody may take them away.
        for isExact in [true, false] {
            for (position, wireName) in wireNames.enumerated() where result[position] == nil {
                var candidate = identifier(wireName, position: position)
                if isExact && (candidate != wireName || taken.contains(candidate)) { continue }
                if reserved.contains(candidate) { candidate += "_" }
                let rival = owners[candidate]
                candidate = free(candidate)
                taken.insert(candidate)
                owners[candidate] = wireName
                result[position] = Assigned(
                    name: PythonName(valid: candidate), gaveWayTo: rival)
            }
        }
        return result.compactMap(\.self)
    }

    /// One more name, for something the document does not name.
    mutating func add(_ name: String) -> PythonName {
        let name = free(name)
        taken.insert(name)
        return PythonName(valid: name)
    }

    private func free(_ candidate: String) -> String {
        guard taken.contains(candidate) else { return candidate }
        let stem = candidate.hasSuffix("_") ? candidate : candidate + "_"
        var number = 2
        while taken.contains(stem + String(number)) { number += 1 }
        return stem + String(number)
    }

    private func identifier(_ wireName: String, position: Int) -> String {
        let text = spelling == .type ? Self.pascal(wireName) : Self.member(wireName)
        guard text.utf8.contains(where: { $0 != 0x5F }) else {
            return "\(fallback)\(spelling == .type ? "" : "_")\(position + 1)"
        }
        return text
    }
}

// Spelling.

extension PythonNames {
    /// The name with `_` for each scalar that no identifier holds, no digit in front, and not more
    /// than one `_` in front, as Python treats `__x` in a class in a way of its own.
    private static func member(_ wireName: String) -> String {
        var text = ""
        for scalar in wireName.unicodeScalars {
            text.unicodeScalars.append(isIdentifierScalar(scalar) ? scalar : "_")
        }
        while text.hasPrefix("__") { text.removeFirst() }
        return startsWithDigit(text) ? "_" + text : text
    }

    /// The words of the name, each with a capital, written together.
    private static func pascal(_ wireName: String) -> String {
        var text = ""
        for word in words(wireName, where: isIdentifierScalar) {
            let first = word.prefix(1)
            text += capital(first) + word.dropFirst()
        }
        return startsWithDigit(text) ? "_" + text : text
    }

    /// The title in small letters, digits and `_`, fit for a file's name; `fallback` when nothing
    /// of it is.
    static func package(_ title: String, fallback: String = "service") -> PythonName {
        var words: [String] = []
        for word in Self.words(title, where: { $0.isASCII && isIdentifierScalar($0) }) {
            words += humps(word).map { $0.lowercased() }
        }
        var text = String(words.joined(separator: "_").prefix(60))
        while text.hasSuffix("_") { text.removeLast() }
        if text.isEmpty { text = fallback }
        if startsWithDigit(text) { text = "_" + text }
        let isTaken = keywords.contains(text) || standardLibrary.contains(text)
        return PythonName(valid: isTaken ? text + "_sdk" : text)
    }

    /// A class that belongs to a package as a whole.
    static func packageClass(_ package: PythonName, _ ending: String) -> PythonName {
        PythonName(valid: pascal(package.text) + ending)
    }

    private static func words(
        _ text: String, where isPart: (Unicode.Scalar) -> Bool
    ) -> [String] {
        text.unicodeScalars.split { $0 == "_" || !isPart($0) }.map { String(Substring($0)) }
    }

    /// Splits `HDMIInput` into `HDMI` and `Input`: before a capital that has a small letter on
    /// either side. Words are ASCII here.
    private static func humps(_ word: String) -> [String] {
        let bytes = Array(word.utf8)
        func isUpper(_ index: Int) -> Bool { (0x41...0x5A).contains(bytes[index]) }
        func isLower(_ index: Int) -> Bool { (0x61...0x7A).contains(bytes[index]) }
        var starts = [0]
        for index in bytes.indices.dropFirst() where isUpper(index) {
            let endsAcronym = index + 1 < bytes.count && isLower(index + 1)
            if isLower(index - 1) || endsAcronym { starts.append(index) }
        }
        return zip(starts, starts.dropFirst() + [bytes.count]).map { start, end in
            String(decoding: bytes[start..<end], as: UTF8.self)
        }
    }

    private static func startsWithDigit(_ text: String) -> Bool {
        text.unicodeScalars.first.map { $0.properties.generalCategory == .decimalNumber } ?? false
    }

    private static func capital(_ letter: Substring) -> String {
        let upper = letter.uppercased()
        guard let scalar = upper.unicodeScalars.first, upper.unicodeScalars.count == 1 else {
            return String(letter)
        }
        return isIdentifierScalar(scalar) ? upper : String(letter)
    }

    /// Whether a scalar may stand in an identifier and stays what it is when Python normalises it
    /// (NFKC). Letters and digits that every supported Python knows (Unicode 13); marks and letters
    /// that join with others are left out, so a text of such scalars is its own normal form.
    static func isIdentifierScalar(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "_": return true
        // Two that only a comparison without case changes.
        case "ß", "ς": return true
        case _ where scalar.isASCII: return false
        case "\u{1100}"..."\u{11FF}", "\u{A960}"..."\u{A97F}", "\u{D7B0}"..."\u{D7FF}": return false
        default: break
        }
        let properties = scalar.properties
        guard let age = properties.age, age.major <= 13 else { return false }
        switch properties.generalCategory {
        case .lowercaseLetter, .otherLetter, .decimalNumber:
            return !properties.changesWhenNFKCCaseFolded
        case .uppercaseLetter:
            let lower = properties.lowercaseMapping.unicodeScalars
            guard let small = lower.first, lower.count == 1 else { return false }
            return !small.properties.changesWhenNFKCCaseFolded
                && small.properties.uppercaseMapping.unicodeScalars.elementsEqual([scalar])
        default: return false
        }
    }
}
