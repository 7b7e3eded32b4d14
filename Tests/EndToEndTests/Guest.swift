import CodeText
import Foundation
import PythonEmitter
import ServiceModel
import TestSupport
import Testing

/// A generated package on the disk, and Python programs that use it.
struct Guest {
    let folder: URL
    let package: String
    let module: String

    /// Writes the package of a service below a new folder.
    init(_ service: Service) throws {
        let (client, _) = PythonClient.plan(service)
        package = client.package.text
        module = "\(package).\(package)_client"
        folder = FileManager.default.temporaryDirectory.appending(path: "assay-\(UUID())")
        for (path, text) in client.printed().files {
            let file = folder.appending(path: path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
    }

    /// Removes the folder.
    func remove() { try? FileManager.default.removeItem(at: folder) }

    /// Runs a program that ends with status 0 when all it asserts holds; a failure is an issue with
    /// all that it printed.
    @discardableResult
    func run(
        _ tool: String = "/usr/bin/python3",
        _ arguments: [String], sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: tool)
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.environment = ["PATH": "/usr/bin:/bin", "PYTHONDONTWRITEBYTECODE": "1"]
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let printed = String(
            decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        if process.terminationStatus != 0 {
            Issue.record(
                "\(tool) ended with \(process.terminationStatus):\n\(printed)",
                sourceLocation: sourceLocation)
        }
        return printed
    }

    /// Runs Python statements after importing everything public.
    @discardableResult
    func python(_ program: String, sourceLocation: SourceLocation = #_sourceLocation) throws
        -> String
    {
        let prelude = "from \(package) import *\nimport \(module) as module\n"
        return try run(
            arguments: ["-W", "error", "-X", "dev", "-c", prelude + program],
            sourceLocation: sourceLocation)
    }

    private func run(arguments: [String], sourceLocation: SourceLocation) throws -> String {
        try run("/usr/bin/python3", arguments, sourceLocation: sourceLocation)
    }
}
