extension Rule {
    private static let names: Set<Substring> = ["Utils", "Helpers", "Common", "Manager", "Base"]

    /// What crashes instead of answering, or hides what a value is.
    private static let code = ["try!", "as!", "fatalError(", "Any", ".disabled("]
    private static let comments = ["TODO", "FIXME"]

    /// Names that say nothing, code that crashes, work put off.
    static func words(_ file: TidyFile) -> [Violation] {
        var found: [Violation] = []
        if capitalised(file.name).contains(where: names.contains) {
            found.append(
                Violation(
                    path: file.path, line: 1, message: "'\(file.name)' says nothing; name its type")
            )
        }
        func search(_ lines: [String], for words: [String]) {
            for (index, line) in lines.enumerated() {
                for word in words where contains(line, word) {
                    found.append(
                        Violation(path: file.path, line: index + 1, message: "'\(word)' is banned"))
                }
            }
        }
        search(file.swift.code, for: code)
        search(file.swift.comments, for: comments)
        if file.swift.lines.count < 200 { search(file.swift.comments, for: ["MARK"]) }
        return found
    }

    /// `JSONValueUtils+Read` → JSONValue, Utils, Read: the last capital of a run begins a word.
    private static func capitalised(_ name: Substring) -> [Substring] {
        name.split { !$0.isLetter }.flatMap { part in
            var words: [Substring] = []
            var start = part.startIndex
            for index in part.indices.dropFirst() where part[index].isUppercase {
                let next = part.index(after: index)
                let follows = next < part.endIndex && part[next].isLowercase
                guard part[part.index(before: index)].isLowercase || follows else { continue }
                words.append(part[start..<index])
                start = index
            }
            return words + [part[start...]]
        }
    }

    /// Whether the word stands in the line with no letter, digit or `_` beside its own ones.
    private static func contains(_ line: String, _ word: String) -> Bool {
        func isWord(_ character: Character?) -> Bool {
            character.map { $0.isLetter || $0.isNumber || $0 == "_" } ?? false
        }
        return line.ranges(of: word).contains { range in
            let before = line[..<range.lowerBound].last
            let after = line[range.upperBound...].first
            return !(isWord(before) && isWord(word.first)) && !(isWord(after) && isWord(word.last))
        }
    }
}
