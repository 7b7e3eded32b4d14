import EmbeddedPython
import Foundation
import TestSupport
import Testing

/// A worker with a small driver, in a directory of its own.
struct Worker {
    let python: PythonWorker
    let directory: String

    static let bootstrap = """
        import dataclasses, json, typing

        loaded = {}

        def load(text):
            exec(text, loaded)
            return "loaded"

        def run(text):
            scope = dict(loaded)
            exec(text, scope)
            return str(scope.get("result"))
        """

    /// The interpreter that is first on PATH.
    static let installation = Result { () throws(PythonFault) in
        try PythonInstallation.probe("python3")
    }

    static func running<Result>(
        limits: GuestLimits? = GuestLimits(), isolatesNetwork: Bool = true,
        installation: PythonInstallation? = nil, bootstrap: String = Worker.bootstrap,
        _ body: (Worker) throws -> Result
    ) throws -> Result {
        let directory = try temporaryDirectory()
        defer { try? FileManager.default.removeItem(atPath: directory) }
        var configuration = PythonWorker.Configuration(
            installation: try installation ?? Self.installation.get(),
            bootstrap: bootstrap, workingDirectory: directory, limits: limits,
            isolatesNetwork: isolatesNetwork)
        // The built program enters the worker mode first of all.
        configuration.host = Program.assay
        let worker = Worker(python: try PythonWorker(configuration), directory: directory)
        defer { worker.python.close() }
        return try body(worker)
    }

    /// A worker in a directory that outlives it.
    static func lasting(in directory: String, isolatesNetwork: Bool) throws -> Worker {
        var configuration = PythonWorker.Configuration(
            installation: try Self.installation.get(), bootstrap: bootstrap,
            workingDirectory: directory, isolatesNetwork: isolatesNetwork)
        configuration.host = Program.assay
        return Worker(python: try PythonWorker(configuration), directory: directory)
    }

    func run(_ source: String, timeout: Duration = .seconds(5)) -> WorkerOutcome {
        python.call("run", source, timeout: timeout)
    }

    static func temporaryDirectory() throws -> String {
        var template = Array("/tmp/assay-worker-XXXXXX".utf8CString)
        try #require(mkdtemp(&template) != nil)
        return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}

extension WorkerOutcome {
    /// The outcome in one word, and its text.
    var summary: (kind: String, text: String) {
        switch self {
        case .returned(let text, _): ("returned", text)
        case .raised(let text, _): ("raised", text)
        case .timedOut(let text, _): ("timed out", text)
        case .died(let end, _): ("died", end.description)
        case .workerLost(let text): ("worker lost", text)
        }
    }
}
