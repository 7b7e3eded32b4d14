import CodeText

/// `pyproject.toml`: what `pip install` needs.
struct PythonProject {
    var name: String
    var version: String
    var description: String
    var packages: [String]

    func printed() -> String {
        var out = CodeWriter<TOML>()
        let list = packages.map { Source<TOML>.literal($0) }.joined(separator: ", ")
        out.line("# Written by assay from the document of the service; changes here are lost.")
        out.line("[build-system]")
        out.line("requires = [\"setuptools>=61\"]")
        out.line("build-backend = \"setuptools.build_meta\"")
        out.blank()
        out.line("[project]")
        out.line("name = \(.literal(name))")
        out.line("version = \(.literal(version))")
        out.line("description = \(.literal(description))")
        out.line("requires-python = \">=3.9\"")
        out.blank()
        out.line("[project.optional-dependencies]")
        out.line("websockets = [\"websockets>=13\"]")
        out.blank()
        out.line("[tool.setuptools]")
        out.line("packages = [\(list)]")
        out.blank()
        out.line("[tool.setuptools.package-data]")
        for package in packages { out.line("\(.literal(package)) = [\"py.typed\"]") }
        return out.text
    }
}

/// The language of `pyproject.toml`.
enum TOML {}

extension Source where Language == TOML {
    /// A basic string in ASCII, whatever the text holds.
    static func literal(_ text: String) -> Source {
        var out = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case " "..."~": out.unicodeScalars.append(scalar)
            default:
                let hex = String(scalar.value, radix: 16)
                out += "\\U" + String(repeating: "0", count: 8 - hex.count) + hex
            }
        }
        return Source(escaped: out + "\"")
    }
}
