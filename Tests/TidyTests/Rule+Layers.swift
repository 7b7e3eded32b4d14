/// One row of a table in `Package.swift`.
struct Layer {
    var name: String
    var uses: [String]

    /// Reads `let <table>: … = [("Name", ["A", "B"]), …]` from the text of a manifest.
    static func read(_ table: String, from manifest: String) -> [Layer] {
        guard let start = manifest.firstRange(of: "let \(table):")?.upperBound,
            let equals = manifest[start...].firstRange(of: "= [")?.upperBound,
            let end = manifest[equals...].firstRange(of: "\n]")?.lowerBound
        else { return [] }
        return manifest[equals..<end].split(separator: "(").compactMap { row in
            let names = row.split(separator: "\"", omittingEmptySubsequences: false)
            let strings = names.indices.filter { $0 % 2 == 1 }.map { String(names[$0]) }
            return strings.first.map { Layer(name: $0, uses: Array(strings.dropFirst())) }
        }
    }
}

extension Rule {
    /// Modules of the system that do input and output, and who may.
    private static let system: Set = ["Foundation", "FoundationEssentials", "Glibc", "Dispatch"]
    private static let mayUseSystem: Set = [
        "Peers", "EmbeddedPython", "CSystem", "SDKGenerator", "Harness", "assay", "bench",
    ]

    /// What the judge must not know, even by way of others.
    private static let accused = [
        "OpenRPC", "APISchema", "SchemaLowering", "ServiceModel", "PythonEmitter", "RustEmitter",
        "SDKGenerator",
    ]

    /// Input and output only where they belong.
    static func systemImports(_ file: TidyFile) -> [Violation] {
        guard file.isSource, !mayUseSystem.contains(file.target ?? "") else { return [] }
        return file.imports.filter { system.contains($0.module) }.map { found in
            Violation(
                path: file.path, line: found.line,
                message: "'\(file.target ?? "")' must not import '\(found.module)'")
        }
    }

    /// `public` only in the library product.
    static func visibility(_ file: TidyFile) -> [Violation] {
        guard file.isSource, file.target != "SDKGenerator" else { return [] }
        return file.declarations.filter { ["public", "open"].contains($0.access) }.map { found in
            Violation(
                path: file.path, line: found.lines.lowerBound + 1,
                message: "'\(found.name)' is public; only SDKGenerator has public declarations")
        }
    }

    /// Every import of a target of ours is an edge of the table, and every edge an import.
    static func edges(_ layers: [Layer], _ files: [TidyFile]) -> [Violation] {
        let ours = Set(layers.map(\.name)).union(layers.flatMap(\.uses))
        return layers.flatMap { layer in
            let own = files.filter { $0.target == layer.name }
            let imports = own.flatMap { file in file.imports.map { (file, $0) } }
            let unlisted = imports.filter {
                ours.contains($0.1.module) && !layer.uses.contains($0.1.module)
            }
            let unused = layer.uses.filter { use in !imports.contains { $0.1.module == use } }
            return unlisted.map { file, found in
                Violation(
                    path: file.path, line: found.line,
                    message:
                        "'\(layer.name)' imports '\(found.module)', which its layer does not list")
            }
                + unused.map { use in
                    Violation(
                        path: "Package.swift", line: 1,
                        message: "'\(layer.name)' lists '\(use)' and never imports it")
                }
        }
    }

    /// The judge and the accused share no reader, and emitters see no document format and not each
    /// other.
    static func separation(_ layers: [Layer]) -> [Violation] {
        let uses = Dictionary(layers.map { ($0.name, $0.uses) }) { first, _ in first }
        func reach(_ name: String) -> Set<String> {
            let direct = uses[name] ?? []
            return direct.reduce(into: Set(direct)) { $0.formUnion(reach($1)) }
        }
        return layers.flatMap { layer -> [Violation] in
            let judges = ["Peers", "Conformance", "Lint", "Changes"].contains(layer.name)
            let emits = layer.name.hasSuffix("Emitter")
            let forbidden = judges ? accused : emits ? ["OpenRPC", "APISchema"] : []
            let others = emits ? layers.map(\.name).filter { $0.hasSuffix("Emitter") } : []
            return (forbidden + others).filter(reach(layer.name).contains).map { other in
                Violation(
                    path: "Package.swift", line: 1,
                    message: "'\(layer.name)' must not reach '\(other)'")
            }
        }
    }

    /// One file of each target opens with what the target is for and what it refuses to do.
    static func headers(_ layers: [Layer], _ files: [TidyFile]) -> [Violation] {
        layers.compactMap { layer in
            let opening = files.filter {
                $0.isSource && $0.target == layer.name && $0.text.hasPrefix("// \(layer.name): ")
            }
            let header = opening.first?.swift.lines.prefix { $0.hasPrefix("//") }
            let words = Set(header?.joined(separator: " ").split { !$0.isLetter } ?? [])
            let problem: String? =
                opening.count != 1
                ? "\(opening.count) files of '\(layer.name)' open with its name; one must"
                : words.isDisjoint(with: [
                    "no", "not", "never", "nothing", "neither", "only", "alone",
                ])
                    ? "the header of '\(layer.name)' does not say what it refuses to do" : nil
            return problem.map {
                Violation(
                    path: opening.first?.path ?? "Sources/\(layer.name)", line: 1, message: $0)
            }
        }
    }

    /// A module never shares its name with a type.
    static func moduleNames(_ layers: [Layer], _ files: [TidyFile]) -> [Violation] {
        let modules = Set(layers.map(\.name))
        return files.filter(\.isSource).flatMap { file in
            file.declarations.filter {
                Declaration.types.contains($0.keyword) && modules.contains($0.name)
            }.map {
                Violation(
                    path: file.path, line: $0.lines.lowerBound + 1,
                    message: "'\($0.name)' is the name of a module")
            }
        }
    }

    /// Every test target has a test: discovery that finds nothing has failed.
    static func emptyTests(_ tests: [Layer], _ files: [TidyFile]) -> [Violation] {
        tests.filter { test in
            !files.contains { file in
                file.target == test.name && file.swift.code.contains { $0.contains("@Test") }
            }
        }.map {
            Violation(path: "Tests/\($0.name)", line: 1, message: "'\($0.name)' has no test")
        }
    }
}
