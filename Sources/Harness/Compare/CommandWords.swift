/// A command line as words, by the plain part of a shell's rules: white space parts words, quotes
/// keep it, a backslash takes the next character as it is. Nothing is expanded, and no shell runs.
struct CommandWords {
    /// The words before anything is put in them.
    let words: [String]

    init(_ text: String) throws(HarnessFault) {
        var words: [String] = []
        var word: String?
        var quote: Character?
        var rest = text[...]
        while let letter = rest.popFirst() {
            if let open = quote {
                if letter == open {
                    quote = nil
                } else if letter == "\\", open == "\"", let next = rest.first, "\"\\".contains(next)
                {
                    word = (word ?? "") + String(rest.removeFirst())
                } else {
                    word = (word ?? "") + String(letter)
                }
            } else if letter == "'" || letter == "\"" {
                quote = letter
                word = word ?? ""
            } else if letter == "\\" {
                guard let next = rest.popFirst() else {
                    throw HarnessFault("the command ends with a backslash; quote or double it")
                }
                word = (word ?? "") + String(next)
            } else if letter.isWhitespace {
                if let done = word { words.append(done) }
                word = nil
            } else {
                word = (word ?? "") + String(letter)
            }
        }
        if let open = quote {
            throw HarnessFault("the command has a quote \(open) that is not closed; close it")
        }
        if let done = word { words.append(done) }
        guard !words.isEmpty else { throw HarnessFault("the command is empty; name a program") }
        self.words = words
    }

    /// Whether some word holds a place for the value.
    func has(_ name: String) -> Bool { words.contains { $0.contains("{\(name)}") } }

    /// The words with values put in their places; a value is never split or looked at again.
    func filled(_ values: [String: String]) -> [String] {
        words.map { word in
            var result = ""
            var rest = word[...]
            while let brace = rest.firstIndex(of: "{") {
                result += rest[..<brace]
                rest = rest[brace...]
                let found = values.first { rest.hasPrefix("{\($0.key)}") }
                result += found?.value ?? "{"
                rest = rest.dropFirst(found.map { $0.key.count + 2 } ?? 1)
            }
            return result + rest
        }
    }
}
