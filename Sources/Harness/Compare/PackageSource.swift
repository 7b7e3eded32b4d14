import Foundation

/// Where one side of a comparison takes its packages from.
package enum PackageSource: Sendable {
    /// Our own generator.
    case builtIn
    /// A folder with one package, or with one for each document.
    case folder(String)
    /// A program that is run for each document.
    case command(String)

    /// Reads `builtin`, a folder that exists, or a command; the fault says what the text lacks.
    package init(_ text: String) throws(HarnessFault) {
        if text == "builtin" {
            self = .builtIn
            return
        }
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: text, isDirectory: &isFolder), isFolder.boolValue
        {
            self = .folder(text)
            return
        }
        let words = try CommandWords(text)
        guard words.has("out") else {
            throw HarnessFault(
                "'\(text)' is no directory, and as a command it does not say where it writes; "
                    + "give it {out}")
        }
        guard words.has("document") || words.has("url") else {
            throw HarnessFault("'\(text)' does not say what it reads; give it {document} or {url}")
        }
        self = .command(text)
    }

    /// As reports show it.
    package var description: String {
        switch self {
        case .builtIn: "builtin"
        case .folder(let path): path
        case .command(let text): text
        }
    }
}
