import CodeText
import Foundation
import PythonEmitter
import SDKGenerator
import ServiceModel
import TestSupport
import Testing

/// A generated package on the disk, and programs that judge it.
struct Guest {
    let folder: URL
    let package: String
    let module: String

    /// Writes the package of a service below a new folder.
    init(_ service: Service) throws {
        let (client, _) = PythonClient.plan(service)
        let package = client.package.text
        try self.init(
            package: package, module: "\(package).\(package)_client",
            files: client.printed().files.map { ($0.path, $0.text) })
    }

    /// Writes packages that are not refused; programs begin with all of the first one.
    init(_ generation: Generation) throws {
        let entry = try #require(generation.entries.first, "\(generation.diagnostics)")
        try self.init(
            package: entry.package, module: entry.module,
            files: generation.files.map { ($0.path, $0.text) })
    }

    private init(package: String, module: String, files: [(path: String, text: String)]) throws {
        self.package = package
        self.module = module
        folder = FileManager.default.temporaryDirectory.appending(path: "assay-\(UUID())")
        for file in files {
            let target = folder.appending(path: file.path)
            try FileManager.default.createDirectory(
                at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(file.text.utf8).write(to: target)
        }
    }

    /// A function for programs: the exception of a kind that a call raises, which must.
    static let raises = """
        def raises(kind, call, *arguments, **named):
            try:
                call(*arguments, **named)
            except kind as error:
                return error
            raise AssertionError("nothing was raised")

        """

    /// Removes the folder.
    func remove() { try? FileManager.default.removeItem(at: folder) }

    /// Runs Python statements after importing everything public; what they assert must hold.
    func python(
        _ program: String, interpreter: String = "/usr/bin/python3",
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let prelude = """
            import sys
            sys.path.insert(0, ".")
            from \(package) import *
            import \(module) as module

            """
        try run(
            interpreter,
            ["-I", "-B", "-W", "error", "-X", "dev", "-c", prelude + program],
            sourceLocation: sourceLocation)
    }

    /// Runs mypy and ruff over the package. Where they are not installed the test says so; in CI
    /// that is a failure.
    func checkWithTools(sourceLocation: SourceLocation = #_sourceLocation) throws {
        guard try Tools.arePresent() else { return }
        try run(
            Tools.path("mypy"), ["--strict", "--cache-dir", Repository.root + "/.build/mypy", "."],
            sourceLocation: sourceLocation)
        try run(Tools.path("ruff"), ["check", "--no-cache", "."], sourceLocation: sourceLocation)
    }

    /// A status other than 0 is an issue with all that the program printed.
    private func run(
        _ tool: String, _ arguments: [String], sourceLocation: SourceLocation
    ) throws {
        let process = Process()
        process.executableURL = URL(filePath: tool)
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.environment = ["PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"]
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let printed = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        if process.terminationStatus != 0 {
            let text = String(decoding: printed.suffix(8000), as: UTF8.self)
            Issue.record(
                "\(tool) ended with \(process.terminationStatus): \(text)",
                sourceLocation: sourceLocation)
        }
    }
}

/// The linter and the type checker of `scripts/setup`.
enum Tools {
    static func path(_ name: String) -> String { Repository.root + "/.venv/bin/" + name }

    static func arePresent(_ names: [String] = ["mypy", "ruff"]) throws -> Bool {
        let missing = names.filter {
            !FileManager.default.isExecutableFile(atPath: path($0))
        }
        if missing.isEmpty { return true }
        try giveUp("no .venv/bin/\(missing[0]); scripts/setup installs it")
    }

    /// The interpreter beside the tools, when it has a package.
    static func interpreter(with package: String) throws -> String {
        let libraries = URL(filePath: Repository.root + "/.venv/lib")
        let versions = try? FileManager.default.contentsOfDirectory(atPath: libraries.path)
        let isThere = (versions ?? []).contains {
            FileManager.default.fileExists(
                atPath: "\(libraries.path)/\($0)/site-packages/\(package)")
        }
        if isThere { return path("python") }
        try giveUp("no '\(package)' in .venv; scripts/setup installs it")
    }

    private static func giveUp(_ reason: String) throws -> Never {
        if Repository.isCI { Issue.record("\(reason)") }
        try Test.cancel("\(reason)")
    }
}
