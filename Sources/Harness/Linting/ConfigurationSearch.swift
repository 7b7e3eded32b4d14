import Diagnostics
import Foundation
import Lint

/// Which `assay.json` each document has, each read once.
struct ConfigurationSearch {
    /// A configuration, and the folder that its patterns of documents start from.
    struct Found {
        var ledger: IgnoreLedger
        var folder: String
    }

    private(set) var found: [Found] = []
    private(set) var problems: [Diagnostic] = []
    /// The place in `found` of each path that was read; nothing where it is refused.
    private var places: [String: Int?] = [:]
    private let named: String?
    private let today: CalendarDay

    /// `named` is the one configuration of all documents.
    init(named: String?, today: CalendarDay) {
        self.named = named
        self.today = today
    }

    /// The place in `found` of a document's configuration: the one that was named, else the
    /// nearest above it. The search ends with the folder that holds `.git`, or at the root.
    mutating func place(for document: String) -> Int? {
        if let named { return read(named) }
        var folder = Self.folder(of: document)
        while let real = Self.real(folder.isEmpty ? "." : folder) {
            let candidate = folder + "assay.json"
            if FileManager.default.fileExists(atPath: candidate) { return read(candidate) }
            if real == "/" || FileManager.default.fileExists(atPath: real + "/.git") { return nil }
            folder = Self.parent(of: folder)
        }
        return nil
    }

    /// Changes the ledger of one configuration.
    mutating func mark(_ place: Int, _ change: (inout Found) -> Void) { change(&found[place]) }

    private mutating func read(_ path: String) -> Int? {
        let real = Self.real(path) ?? path
        if let known = places[real] { return known }
        places[real] = .some(nil)
        let bytes: [UInt8]
        switch DocumentFile.read(path) {
        case .success(let read): bytes = read
        case .failure(let refusal):
            problems.append(refusal.diagnostic)
            return nil
        }
        let (configuration, diagnostics) = Configuration.read(bytes, file: path)
        problems += diagnostics
        guard let configuration else { return nil }
        let folder = String(real[..<(real.lastIndex(of: "/") ?? real.startIndex)])
        found.append(
            Found(ledger: IgnoreLedger(configuration, today: today), folder: folder + "/"))
        places[real] = found.count - 1
        return found.count - 1
    }

    /// The folder of a path as it is written, with its slash; empty for the current one.
    private static func folder(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    }

    /// The folder above, written from the same start: names are taken away, then `..` added.
    private static func parent(of folder: String) -> String {
        let last = folder.split(separator: "/").last
        if last == nil || last == ".." { return folder + "../" }
        let above = Self.folder(of: String(folder.drop(whileLast: "/")))
        return last == "." ? parent(of: above) : above
    }

    /// The absolute path without links; nil when there is none.
    static func real(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }
}

extension ConfigurationSearch.Found {
    /// The path of a text from the configuration's folder; the whole path where it lies elsewhere.
    func path(of file: SourceFile) -> String {
        let real = ConfigurationSearch.real(file.name) ?? file.name
        return real.hasPrefix(folder) ? String(real.dropFirst(folder.count)) : real
    }
}

extension String {
    /// The text without the run of a character that it ends with.
    fileprivate func drop(whileLast character: Character) -> Substring {
        var rest = self[...]
        while rest.last == character { rest.removeLast() }
        return rest
    }
}
