import Conformance
import Foundation
import TestSupport
import Testing
import WireJSON

/// The `jsonschema` package as judge of samples, run once for each list of requests.
enum Oracle {
    /// An interpreter that has the package: `.venv` in the package root, else `ASSAY_TEST_PYTHON`.
    static let python: String? = {
        let local = Repository.root + "/.venv/bin/python"
        let named = ProcessInfo.processInfo.environment["ASSAY_TEST_PYTHON"]
        return [local, named].compactMap { $0 }
            .first { FileManager.default.isExecutableFile(atPath: $0) && hasPackage($0) }
    }()

    /// The answers in the order of the requests.
    static func answers(_ requests: [ValidationRequest]) throws -> [ValidationAnswer] {
        guard let python else { throw Missing() }
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("assay-oracle-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let source = folder.appendingPathComponent("requests")
        let target = folder.appendingPathComponent("answers")
        let text = requests.map { $0.json.text() + "\n" }.joined()
        try Data(text.utf8).write(to: source)
        guard run(python, ["-c", script, source.path, target.path]) == 0 else { throw Missing() }
        return try String(contentsOf: target, encoding: .utf8).split(separator: "\n").map { line in
            guard let answer = ValidationAnswer(try JSONValue.read(String(line))) else {
                throw Missing()
            }
            return answer
        }
    }

    struct Missing: Error {}

    /// One JSON object a line in, one a line out.
    private static let script = """
        import json, sys
        from jsonschema import Draft7Validator

        validators = {}
        with open(sys.argv[1], encoding="utf-8") as lines, open(sys.argv[2], "w") as answers:
            for line in lines:
                request = json.loads(line)
                key = json.dumps([request["place"], request["schema"]])
                if key not in validators:
                    validators[key] = Draft7Validator(
                        request["schema"], format_checker=Draft7Validator.FORMAT_CHECKER)
                try:
                    error = next(validators[key].iter_errors(request["instance"]), None)
                    problem = error and f"{error.json_path}: {error.message}"[:500]
                except Exception as fault:
                    problem = f"{type(fault).__name__}: {fault}"[:500]
                answers.write(json.dumps({"id": request["id"], "problem": problem}) + chr(10))
        """

    private static func hasPackage(_ python: String) -> Bool {
        run(python, ["-c", "import jsonschema"]) == 0
    }

    private static func run(_ path: String, _ arguments: [String]) -> Int32 {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        guard (try? process.run()) != nil else { return -1 }
        process.waitUntilExit()
        return process.terminationStatus
    }
}

extension Trait where Self == ConditionTrait {
    /// Skips where no interpreter has `jsonschema`, and says so; in CI the test runs and fails.
    static var needsOracle: Self {
        .enabled(
            if: Oracle.python != nil || Repository.isCI,
            "no .venv with jsonschema; set ASSAY_TEST_PYTHON to an interpreter that has it")
    }
}
