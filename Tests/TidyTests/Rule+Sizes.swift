extension Rule {
    /// Files of 400 lines, functions of 70, lines of 100 characters. Text inside a literal has
    /// the width of its own language.
    static func sizes(_ file: TidyFile) -> [Violation] {
        let lines = file.text.split(separator: "\n", omittingEmptySubsequences: false)
        let count = lines.last?.isEmpty == true ? lines.count - 1 : lines.count
        var found: [Violation] = []
        if count > 400 {
            found.append(
                Violation(path: file.path, line: 401, message: "\(count) lines; 400 are the most"))
        }
        for (index, line) in lines.enumerated()
        where line.count > 100 && !isInLiteral(index, of: file) {
            found.append(
                Violation(
                    path: file.path, line: index + 1,
                    message: "\(line.count) columns; 100 are the most"))
        }
        for declaration in file.declarations where !Declaration.types.contains(declaration.keyword)
        {
            let size = declaration.lines.count
            guard size > 70 else { continue }
            found.append(
                Violation(
                    path: file.path, line: declaration.lines.lowerBound + 1,
                    message: "'\(declaration.name)' has \(size) lines; 70 are the most"))
        }
        return found
    }

    /// Whether a line holds nothing but the text of a string.
    private static func isInLiteral(_ index: Int, of file: TidyFile) -> Bool {
        let parts = [file.swift.code, file.swift.comments]
        return file.path.hasSuffix(".swift")
            && parts.allSatisfy { $0[index].allSatisfy { $0 == " " } }
    }
}
