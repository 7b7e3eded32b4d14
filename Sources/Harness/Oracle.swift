import Conformance
import EmbeddedPython
import WireJSON

/// The `jsonschema` package in a trusted worker: an outside opinion on sampled values.
final class Oracle {
    /// How long one batch of questions may take; beyond it the oracle, not the document, is wrong.
    private static let timeout = Duration.seconds(120)
    private let worker: PythonWorker

    /// Starts the worker under an interpreter that has `jsonschema`.
    init(_ python: PythonInstallation, directory: String) throws(HarnessFault) {
        do {
            worker = try PythonWorker(
                PythonWorker.Configuration(
                    installation: python, bootstrap: DriverSource.oracle,
                    workingDirectory: directory, limits: nil, isolatesNetwork: false))
        } catch {
            throw HarnessFault(
                "the oracle does not start under '\(python.executable)': \(error); "
                    + "it needs the PyPI package jsonschema, which scripts/conformance installs")
        }
    }

    deinit { worker.close() }

    /// One answer for each question, in order.
    func answer(_ questions: [ValidationRequest]) throws(HarnessFault) -> [ValidationAnswer] {
        guard !questions.isEmpty else { return [] }
        let outcome = worker.evaluate("validate", text(questions), timeout: Self.timeout)
        guard case .returned(let text, _) = outcome,
            let answers = (try? JSONValue.read(text))?.array, answers.count == questions.count
        else {
            throw HarnessFault("the oracle did not answer: \(excerpt("\(outcome)", limit: 400))")
        }
        return answers.map { $0.string.map(ValidationAnswer.invalid) ?? .valid }
    }

    private func text(_ questions: [ValidationRequest]) -> String {
        var places: Set<String> = []
        let schemas = questions.compactMap { question in
            places.insert(question.place).inserted
                ? JSONObject.Member(question.place, question.schema) : nil
        }
        let asked = questions.map { question -> JSONValue in
            ["place": .string(question.place), "instance": question.instance]
        }
        let task: JSONValue = ["schemas": .object(schemas), "questions": .array(asked)]
        return task.text()
    }
}

/// An oracle that starts with the first question.
final class LateOracle {
    private let python: PythonInstallation
    private let directory: String
    private var started: Oracle?

    /// It will run under an interpreter that has `jsonschema`.
    init(_ python: PythonInstallation, directory: String) {
        self.python = python
        self.directory = directory
    }

    /// One answer for each question, in order.
    func answer(_ questions: [ValidationRequest]) throws(HarnessFault) -> [ValidationAnswer] {
        if started == nil { started = try Oracle(python, directory: directory) }
        return try started?.answer(questions) ?? []
    }
}
