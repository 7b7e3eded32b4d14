extension Normaliser {
    /// Every normaliser there is, in the order in which they are applied.
    package static let all = [
        newlines, trailingWhitespace, commentsHeader, blankLines, importOrder,
    ]

    private static let newlines = Normaliser(
        "newlines", "CRLF and LF, and whether the last line has an end"
    ) { text in
        // Python reads either as LF, in strings too.
        var lines = text.lines.map { $0.text.last == 0x0D ? $0.text.dropLast() : $0.text }
        if lines.last?.isEmpty == false { lines.append([]) }
        return lines
    }

    private static let trailingWhitespace = Normaliser(
        "trailing-whitespace", "spaces and tabs at the end of a line"
    ) { text in
        text.lines.map { line in
            if line.endsInString { return line.text }
            let end = line.text.lastIndex { $0 != 0x20 && $0 != 0x09 }
            return end.map { line.text[...$0] } ?? []
        }
    }

    private static let blankLines = Normaliser("blank-lines", "lines without a character") { text in
        let kept = text.lines.filter { $0.beginsInString || $0.endsInString || !$0.isBlank }
        return kept.map(\.text) + (text.lines.last?.text.isEmpty == true ? [[]] : [])
    }

    private static let commentsHeader = Normaliser(
        "comments-header", "the comment at the beginning of a file",
        for: [".py", ".pyi", ".toml", ".cfg", ".ini", ".yaml", ".yml", ".sh"]
    ) { text in
        let end = text.lines.firstIndex { !$0.isBlank && $0.text.first != 0x23 }
        let head = text.lines[..<(end ?? text.lines.count)]
        // What says how the text is encoded, or run, is more than a comment.
        let kept = head.filter { line in
            let words = String(decoding: line.text, as: UTF8.self)
            return words.hasPrefix("#!") || words.contains("coding:") || words.contains("coding=")
        }
        return (kept + text.lines[head.endIndex...]).map(\.text)
    }

    private static let importOrder = Normaliser(
        "import-order", "the order of imports that follow each other", for: [".py", ".pyi"]
    ) { text in
        var result: [ArraySlice<UInt8>] = []
        var run: [[ArraySlice<UInt8>]] = []
        var rest = text.lines[...]
        func flush() {
            result += run.sorted { left, right in
                left.joined().lexicographicallyPrecedes(right.joined())
            }.joined()
            run = []
        }
        while let line = rest.first {
            let isImport = ["import ", "from "].contains { line.text.starts(with: $0.utf8) }
            guard isImport, !line.beginsInString else {
                flush()
                result.append(line.text)
                rest = rest.dropFirst()
                continue
            }
            let isOpen = line.text.contains(0x28) && !line.text.contains(0x29)
            let close = isOpen ? rest.firstIndex { $0.text.contains(0x29) } : nil
            let statement = rest[...(close ?? rest.startIndex)]
            run.append(statement.map(\.text))
            rest = rest[statement.endIndex...]
        }
        flush()
        return result
    }
}
