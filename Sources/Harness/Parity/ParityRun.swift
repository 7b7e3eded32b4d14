package import Conformance
package import Diagnostics
import EmbeddedPython
import Foundation
import SDKGenerator
import WireJSON

/// Holds the Python and the Rust that are generated of a document against each other, by what
/// their sources say. Nothing of either is run.
package struct ParityRun {
    /// A folder with a package to read instead of generating it.
    package var python: String?
    /// A folder with a crate to read instead of generating it.
    package var rust: String?
    /// Where the texts lie that the document refers to.
    package var references = ReferenceOptions()
    /// An interpreter to read with; nil takes the first usable one.
    package var interpreter: String?

    package init() {}

    /// What came of a document.
    package enum Outcome {
        case refused([Diagnostic])
        case compared(Parity)
    }

    /// Compares what a document yields.
    package func compare(_ path: String) throws(HarnessFault) -> Outcome {
        let bytes: [UInt8]
        switch DocumentFile.read(path) {
        case .success(let read): bytes = read
        case .failure(let refusal): return .refused([refusal.diagnostic])
        }
        let references = references.references(of: path)
        let client = Generation.python(document: bytes, file: path, references: references)
        if client.isRefused { return .refused(client.problems) }
        let crate = Generation.rust(document: bytes, file: path, references: references)
        if crate.isRefused { return .refused(crate.problems) }
        let module: String
        if let python {
            module = try Self.client(in: python)
        } else {
            module = try Self.client(of: client)
        }
        var files = crate.files.map { (path: $0.path, text: $0.text) }
        if let rust { files = try Self.sources(in: rust) }
        return .compared(try read(module, files))
    }

    private static func client(of generation: Generation) throws(HarnessFault) -> String {
        let files = generation.files.filter { $0.path.hasSuffix("_client.py") }
        guard let file = files.first, files.count == 1 else {
            throw HarnessFault("the generated package has \(files.count) modules '*_client.py'")
        }
        return file.text
    }

    private static func client(in folder: String) throws(HarnessFault) -> String {
        let files = try texts(in: folder, ending: "_client.py")
        guard let file = files.first, files.count == 1 else {
            throw HarnessFault("'\(folder)' has \(files.count) files '*_client.py', not one")
        }
        return file.text
    }

    private static func sources(
        in folder: String
    ) throws(HarnessFault) -> [(path: String, text: String)] {
        let files = try texts(in: folder, ending: ".rs")
        guard files.contains(where: { $0.path == "src/manifest.rs" }) else {
            throw HarnessFault(
                "'\(folder)' has no 'src/manifest.rs'; name what 'assay generate --rust' wrote")
        }
        return files
    }

    private static func texts(
        in folder: String, ending: String
    ) throws(HarnessFault) -> [(path: String, text: String)] {
        guard let paths = try? FileManager.default.subpathsOfDirectory(atPath: folder) else {
            throw HarnessFault("'\(folder)' cannot be read")
        }
        return paths.filter { $0.hasSuffix(ending) }.sorted().compactMap { path in
            let text = try? String(contentsOfFile: "\(folder)/\(path)", encoding: .utf8)
            return text.map { (path, $0) }
        }
    }

    /// Has a worker read both: what stands in them is data, and may be hostile.
    private func read(
        _ module: String, _ files: [(path: String, text: String)]
    ) throws(HarnessFault) -> Parity {
        let scratch = try Scratch()
        let worker: PythonWorker
        do {
            worker = try PythonWorker(
                PythonWorker.Configuration(
                    installation: Interpreters.subject(interpreter), bootstrap: DriverSource.parity,
                    workingDirectory: scratch.directory("parity"), isolatesNetwork: true))
        } catch {
            throw HarnessFault("\(error)")
        }
        defer { worker.close() }
        let task: JSONValue = [
            "python": .string(module),
            "rust": .object(files.map { .init($0.path, .string($0.text)) }),
        ]
        let outcome = worker.call("read_both", task.text(), timeout: .seconds(60))
        guard case .returned(let text, _) = outcome, let said = try? JSONValue.read(text),
            let python = said["python"], let rust = said["rust"]
        else { throw HarnessFault("the sources cannot be read: \(excerpt("\(outcome)"))") }
        return Parity(python: python, rust: rust)
    }
}
