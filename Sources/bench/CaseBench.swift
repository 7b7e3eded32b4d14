import EmbeddedPython
import Foundation

/// Calls a function in a fork of a worker, over and over, as a case is played.
enum CaseBench {
    /// Prints the median and the lowest of the calls, in milliseconds.
    static func run(_ arguments: [String]) throws {
        guard arguments.count == 2 else {
            print("usage: bench case PYTHON DIRECTORY")
            exit(64)
        }
        let source = """
            import collections.abc, dataclasses, enum, importlib, inspect, json, socket, typing
            def speak(text):
                return json.dumps(json.loads(text))
            """
        let worker = try PythonWorker(
            PythonWorker.Configuration(
                installation: PythonInstallation.probe(arguments[0]), bootstrap: source,
                workingDirectory: arguments[1]))
        defer { worker.close() }
        var times: [Double] = []
        for _ in 0..<400 {
            let time = seconds {
                _ = worker.call("speak", "[]", timeout: .seconds(5))
            }
            times.append(time * 1_000)
        }
        let counted = Array(times.dropFirst(50))
        print(counted.median, counted.min() ?? 0)
    }
}
