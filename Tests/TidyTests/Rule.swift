/// A breach of the house style, as a compiler would say it.
struct Violation: CustomStringConvertible {
    var path: String
    /// Counted from 1.
    var line: Int
    var message: String

    var description: String { "\(path):\(line): \(message)" }
}

/// One file of the repository.
struct TidyFile {
    /// Relative to the package, as in `Sources/WireJSON/JSONValue.swift`.
    var path: String
    var text: String
    let swift: SwiftText
    let declarations: [Declaration]

    init(_ path: String, _ text: String) {
        (self.path, self.text) = (path, text)
        swift = SwiftText(path.hasSuffix(".swift") ? text : "")
        declarations = Declaration.all(in: swift)
    }

    /// The target the file belongs to; nil outside Sources and Tests.
    var target: String? {
        let parts = path.split(separator: "/")
        guard parts.count > 2, parts[0] == "Sources" || parts[0] == "Tests" else { return nil }
        return String(parts[1])
    }

    var isSource: Bool { path.hasPrefix("Sources/") }

    /// The file's name without its extension.
    var name: Substring {
        let name = path.split(separator: "/").last ?? ""
        return name.prefix { $0 != "." }
    }

    /// What is imported, and on which line.
    var imports: [(module: String, line: Int)] {
        swift.code.indices.compactMap { index in
            let words = swift.code[index].split(separator: " ").map(String.init)
            guard let keyword = words.firstIndex(of: "import"),
                words[..<keyword].allSatisfy({ $0.hasPrefix("@") || Self.levels.contains($0) }),
                let name = words[(keyword + 1)...].first(where: { !Self.kinds.contains($0) })
            else { return nil }
            return (String(name.prefix { $0 != "." }), index + 1)
        }
    }

    /// What may stand between `import` and the name of one declaration of a module.
    private static let kinds: Set = [
        "struct", "class", "enum", "protocol", "typealias", "func", "var", "let",
    ]
    private static let levels: Set = ["public", "package", "internal", "private", "fileprivate"]
}

/// The house style: functions from text to what is wrong with it.
enum Rule {
    /// Rules that look at one file by itself.
    static let ofFiles: [@Sendable (TidyFile) -> [Violation]] = [
        { sizes($0) }, { words($0) }, { documentation($0) }, { systemImports($0) },
        { visibility($0) },
    ]
}
