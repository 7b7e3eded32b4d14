import Conformance
import EmbeddedPython
import Foundation
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
        return try answer(Self.text(questions), questions.count)
    }

    /// The answers to questions that have been written down.
    fileprivate func answer(
        _ text: String, _ count: Int
    ) throws(HarnessFault) -> [ValidationAnswer] {
        let outcome = worker.evaluate("validate", text, timeout: Self.timeout)
        guard case .returned(let text, _) = outcome,
            let answers = (try? JSONValue.read(text))?.array, answers.count == count
        else {
            throw HarnessFault("the oracle did not answer: \(excerpt("\(outcome)", limit: 400))")
        }
        return answers.map { $0.string.map(ValidationAnswer.invalid) ?? .valid }
    }

    fileprivate static func text(_ questions: [ValidationRequest]) -> String {
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

/// An oracle that starts with the first question that nobody has put to it before.
final class LateOracle {
    private let python: PythonInstallation
    private let directory: String
    private let isFresh: Bool
    private var started: Oracle?
    /// What was asked last.
    private var asked: (text: String, answers: [ValidationAnswer])?

    private static let kind = "answers"
    private static let name = "answers.json"

    /// It will run under an interpreter that has `jsonschema`; a fresh one remembers nothing.
    init(_ python: PythonInstallation, directory: String, isFresh: Bool = false) {
        self.python = python
        self.directory = directory
        self.isFresh = isFresh
    }

    /// One answer for each question, in order.
    func answer(_ questions: [ValidationRequest]) throws(HarnessFault) -> [ValidationAnswer] {
        guard !questions.isEmpty else { return [] }
        let text = Oracle.text(questions)
        let key = Judgeship.current.map { [$0, Judgeship.stamp(of: python), text] }
        let cache = key.flatMap { _ in try? BuildCache.standard() }
        if !isFresh, let key, let known = Self.answers(in: cache?.known(Self.kind, key)),
            known.count == questions.count
        {
            return known
        }
        // Several parts of a document ask the same.
        if let asked, asked.text == text { return asked.answers }
        if started == nil { started = try Oracle(python, directory: directory) }
        let answers = try started?.answer(text, questions.count) ?? []
        asked = (text, answers)
        if let key, let cache { Self.keep(answers, in: cache, key) }
        return answers
    }

    private static func answers(in folder: String?) -> [ValidationAnswer]? {
        guard let folder, let bytes = FileManager.default.contents(atPath: "\(folder)/\(name)")
        else { return nil }
        return (try? JSONValue.read([UInt8](bytes)))?.array?.map {
            $0.string.map(ValidationAnswer.invalid) ?? .valid
        }
    }

    private static func keep(_ answers: [ValidationAnswer], in cache: BuildCache, _ key: [String]) {
        let words = answers.map { answer -> JSONValue in
            if case .invalid(let problem) = answer { .string(problem) } else { .null }
        }
        _ = try? cache.entry(kind, key) { folder throws(HarnessFault) in
            let text = Data(JSONValue.array(words).text().utf8)
            guard FileManager.default.createFile(atPath: "\(folder)/\(name)", contents: text)
            else { throw HarnessFault("the answers cannot be kept") }
        }
    }
}
