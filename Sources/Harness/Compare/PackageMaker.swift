import Conformance
import EmbeddedPython
import Foundation
import Glibc
import SDKGenerator
import WireJSON

/// The packages of one side: made for each document, or found in a folder.
struct PackageMaker {
    /// One document that a package is wanted of.
    struct Order {
        var path: String
        var bytes: [UInt8]
        var root: JSONValue
        var generation: Generation
        /// The document's name, told from its namesakes, and its place among the documents.
        var name: String
        var number: Int
        var isOnly: Bool
        /// Where the document is served, for a generator that asks a service for it.
        var url: String?
    }

    /// What became of an order.
    enum Product {
        case folder(String)
        /// The generator itself failed; the text says how.
        case failed(String)
    }

    let source: PackageSource
    /// Where packages are written, a folder for each document.
    let scratch: Scratch
    let timeout: Duration
    let control: RunControl
    /// Where a command runs; nil is the current folder.
    var directory: String?
    /// Where a command leaves the package: below `{out}`, or below its own folder where it has no
    /// such place; nil is `{out}` itself.
    var output: String?

    /// Whether some word of the command holds a place for the address of the document.
    var wantsURL: Bool {
        guard case .command(let text) = source else { return false }
        return (try? CommandWords(text))?.has("url") ?? false
    }

    func make(_ order: Order) throws(HarnessFault) -> Product {
        switch source {
        case .builtIn:
            let folder = try scratch.directory("\(order.number)")
            do {
                try order.generation.write(to: folder)
            } catch {
                throw HarnessFault("the package cannot be written: \(error)")
            }
            return .folder(folder)
        case .folder(let path):
            // Workers have a directory of their own: the path must not depend on ours.
            let whole = URL(fileURLWithPath: path).standardizedFileURL.path
            return .folder(try found(order, in: whole))
        case .command(let text): return try run(CommandWords(text), order)
        }
    }

    /// The folder named after the document, where there is one; else, for a single document, all.
    private func found(_ order: Order, in path: String) throws(HarnessFault) -> String {
        let stem = order.name.split(separator: ".").first.map(String.init) ?? order.name
        for name in [order.name, stem] {
            let folder = "\(path)/\(name)"
            // A package of that name is what a single document's folder holds itself.
            if Self.isFolder(folder), !Self.exists("\(folder)/__init__.py") { return folder }
        }
        if order.isOnly { return path }
        throw HarnessFault(
            "'\(path)' has no folder '\(order.name)' for the package of the document")
    }

    private static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: path)
    }

    private static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
            && isFolder.boolValue
    }

    private func run(_ words: CommandWords, _ order: Order) throws(HarnessFault) -> Product {
        let folder = try scratch.directory("\(order.number)")
        var values = ["out": folder]
        values["document"] = URL(fileURLWithPath: order.path).standardizedFileURL.path
        values["url"] = order.url
        var arguments = words.filled(values)
        arguments[0] = try Self.program(arguments[0])
        var surroundings = ProgramSurroundings()
        surroundings.directory = directory
        let report: ProgramReport
        do {
            report = try ProgramReport.running(
                arguments, in: surroundings, timeout: timeout, isWanted: { !control.isCancelled })
        } catch {
            throw HarnessFault("'\(arguments[0])' cannot be run: \(error)")
        }
        if control.isCancelled { throw HarnessFault("the run was interrupted") }
        let product = try product(of: report, in: try place(in: folder, words))
        guard case .folder(let made) = product, made != folder, !words.has("out") else {
            return product
        }
        // Guests are strangers to the folder of a user: they get a copy.
        do {
            try FileManager.default.removeItem(atPath: folder)
            try FileManager.default.copyItem(atPath: made, toPath: folder)
        } catch {
            throw HarnessFault("'\(made)' cannot be copied: \(error)")
        }
        return .folder(folder)
    }

    /// Where the package stands once the command has run.
    private func place(in folder: String, _ words: CommandWords) throws(HarnessFault) -> String {
        guard let output else { return folder }
        let start = words.has("out") ? folder : (directory ?? ".")
        return URL(fileURLWithPath: "\(start)/\(output)").standardizedFileURL.path
    }

    private func product(
        of report: ProgramReport, in folder: String
    ) throws(HarnessFault) -> Product {
        let said = (report.output.error.text + report.output.standard.text)
            .split(separator: "\n").suffix(8).joined(separator: "\n")
        guard let end = report.end else {
            throw HarnessFault(
                "the generator did not end within \(timeout); --generator-timeout allows more")
        }
        guard end == .exited(0) else { return .failed("the generator \(end)\n\(said)") }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.isEmpty
            ? .failed("the generator exited with status 0 and wrote nothing\n\(said)")
            : .folder(folder)
    }

    /// The program that a first word names, as a shell would look it up.
    static func program(_ word: String) throws(HarnessFault) -> String {
        if word.contains("/") { return word }
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        for folder in path.split(separator: ":") where access("\(folder)/\(word)", X_OK) == 0 {
            return "\(folder)/\(word)"
        }
        throw HarnessFault("no directory of PATH has '\(word)'; give its path")
    }
}

extension PackageMaker {
    /// Packages beyond this are not SDKs.
    private static let limit = 512 << 20

    /// The files of a package, as a comparison wants them.
    static func files(of folder: String) throws(HarnessFault) -> [PackageFile] {
        var size = 0
        var files: [PackageFile] = []
        do throws(DiskFault) {
            let found = try Folder.read(folder)
            // A golden's lock is ours, and no part of the package.
            let entries = found.entries.filter { $0.path != GoldenLock.fileName }
            for entry in entries where size <= limit {
                let content: PackageFile.Content
                switch entry.kind {
                case .file:
                    let bytes = try found.bytes(of: entry)
                    size += bytes.count
                    content = .bytes(bytes)
                case .link(let target): content = .link(to: target)
                case .other: content = .other
                }
                files.append(
                    PackageFile(
                        path: entry.path, content: content, isExecutable: entry.isExecutable))
            }
        } catch {
            throw HarnessFault("\(error)")
        }
        guard size <= limit else {
            throw HarnessFault("'\(folder)' holds more than 512 MiB; name an SDK's folder")
        }
        return files
    }
}
