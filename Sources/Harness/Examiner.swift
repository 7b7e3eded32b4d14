import Conformance
import Diagnostics
import EmbeddedPython
package import Lint
import Synchronization
package import WireJSON

/// The `jsonschema` package as the linter's validator, in a trusted worker. It downloads nothing:
/// what it validates with stands in the texts of a reading.
package final class Examiner: Sendable {
    /// How long a document may keep the validator busy, in seconds of processor time.
    package struct Patience: Sendable {
        package var question: Double
        package var reading: Double

        package init(question: Double = 5, reading: Double = 120) {
            self.question = question
            self.reading = reading
        }
    }

    private let installation: PythonInstallation
    private let host: String
    private let patience: Patience
    private let scratch: Scratch
    /// The worker, if it still lives: a document that ends it must not be in the next one's way.
    private let worker: Mutex<PythonWorker?>

    /// Starts the worker; the fault says what is missing and how to get it. The worker is the
    /// program `host`, which calls `PythonWorkerMain.runIfWorker` first.
    package init(
        host: String = "/proc/self/exe", patience: Patience = Patience()
    ) throws(HarnessFault) {
        installation = try Interpreters.oracle()
        self.host = host
        self.patience = patience
        scratch = try Scratch(prefix: "assay-examiner")
        worker = Mutex(nil)
        try withWorker { _ throws(HarnessFault) in }
    }

    deinit { worker.withLock { $0?.close() } }

    /// One answer for each question of a reading, in order.
    package func answer(
        _ questions: [Question], _ reading: Reading
    ) throws(HarnessFault) -> [Answer] {
        guard !questions.isEmpty else { return [] }
        return try withWorker { worker throws(HarnessFault) in
            var examination = Examination(reading, worker, patience)
            return try examination.answers(to: questions)
        }
    }

    /// What a meta-schema (draft-07) says against a document: the places and problems, an outside
    /// opinion.
    package func opinion(
        metaschema: [UInt8], document: [UInt8]
    ) throws(HarnessFault) -> [(pointer: JSONPointer, message: String)] {
        let task: JSONValue = [
            "metaschema": .string(String(decoding: metaschema, as: UTF8.self)),
            "document": .string(String(decoding: document, as: UTF8.self)),
            "seconds": .number(60),
        ]
        let reply = try withWorker { worker throws(HarnessFault) in
            try worker.ask("opinion", task.text(), timeout: .seconds(120))
        }
        guard let errors = reply.array else {
            let reason = reply["undecided"]?.string ?? "it gave no answer"
            throw HarnessFault("the meta-schema decides nothing: \(reason)")
        }
        return errors.map { (JSONPointer($0["at"].way), $0["problem"]?.string ?? "") }
    }

    private func withWorker<Result: Sendable>(
        _ body: (PythonWorker) throws(HarnessFault) -> Result
    ) throws(HarnessFault) -> Result {
        try worker.withLock { kept throws(HarnessFault) in
            let worker = if let kept { kept } else { try start() }
            kept = worker
            do throws(HarnessFault) {
                return try body(worker)
            } catch {
                if !worker.isAlive { kept = nil }
                throw error
            }
        }
    }

    private func start() throws(HarnessFault) -> PythonWorker {
        var configuration = PythonWorker.Configuration(
            installation: installation, bootstrap: DriverSource.examiner,
            workingDirectory: try scratch.directory("worker"), limits: nil, isolatesNetwork: false)
        configuration.host = host
        do {
            let worker = try PythonWorker(configuration)
            _ = try worker.ask("load", "", timeout: .seconds(30))
            return worker
        } catch {
            // Of a traceback the last line says what is wrong.
            let reason = "\(error)".split(separator: "\n").last ?? ""
            throw HarnessFault(
                "the validator does not start under '\(installation.executable)': \(reason); it "
                    + "needs the PyPI package jsonschema, which scripts/conformance installs")
        }
    }
}

extension PythonWorker {
    /// Calls a function of the bootstrap that answers with JSON.
    fileprivate func ask(
        _ function: String, _ text: String, timeout: Duration
    ) throws(HarnessFault) -> JSONValue {
        let outcome = evaluate(function, text, timeout: timeout)
        guard case .returned(let text, _) = outcome, let reply = try? JSONValue.read(text) else {
            throw HarnessFault(
                "the validator did not answer: \(excerpt("\(outcome)", limit: 400))")
        }
        return reply
    }
}

extension JSONValue? {
    /// The steps of a way, as the validator writes them.
    fileprivate var way: [String] { (self?.array ?? []).compactMap(\.string) }
}

/// The questions of one reading, asked in batches; texts that turn out to be needed are given and
/// what lacked them is asked again.
private struct Examination {
    /// How many questions go into one message.
    private static let batch = 1_000
    /// How often a text may lead to further ones.
    private static let rounds = 16

    private let reading: Reading
    private let worker: PythonWorker
    private let patience: Examiner.Patience
    private var left: Double
    private var texts: [JSONName: LintText] = [:]
    private var missing: Set<JSONName> = []

    init(_ reading: Reading, _ worker: PythonWorker, _ patience: Examiner.Patience) {
        self.reading = reading
        self.worker = worker
        self.patience = patience
        left = patience.reading
    }

    mutating func answers(to questions: [Question]) throws(HarnessFault) -> [Answer] {
        _ = try worker.ask("begin", "", timeout: .seconds(30))
        for text in reading.texts { try take(text) }
        var replies = [JSONValue](repeating: .null, count: questions.count)
        var open = Array(questions.indices)
        for _ in 0..<Self.rounds {
            var start = open.startIndex
            while start < open.endIndex {
                let end = min(start + Self.batch, open.endIndex)
                try ask(questions, open[start..<end], into: &replies)
                start = end
            }
            guard try fetch() else { break }
            open = open.filter { replies[$0]["unresolved"] != nil }
        }
        return replies.map(answer)
    }

    private mutating func ask(
        _ questions: [Question], _ indices: ArraySlice<Int>, into replies: inout [JSONValue]
    ) throws(HarnessFault) {
        let asked = indices.map { index -> JSONValue in
            let (schema, instance) = (questions[index].schema, questions[index].instance)
            let uri = schema.place.text.base + schema.place.pointer.fragment
            let way = instance.place.pointer.tokens.map(JSONValue.string)
            return [.string(uri), .string(instance.place.text.base), .array(way)]
        }
        let task: JSONValue = [
            "seconds": Self.number(patience.question), "budget": Self.number(max(left, 0)),
            "questions": .array(asked),
        ]
        let reply = try worker.ask(
            "ask", task.text(), timeout: .seconds(2 * patience.reading + 60))
        let answers = reply["answers"]?.array ?? []
        guard answers.count == asked.count else {
            throw HarnessFault("the validator did not answer every question")
        }
        for (index, answer) in zip(indices, answers) { replies[index] = answer }
        missing = Set((reply["missing"]?.array ?? []).compactMap { $0.string.map(JSONName.init) })
        left -= reply["spent"]?.number?.double ?? 0
    }

    /// Gives the texts that were missing; false when there are no more to be had.
    private mutating func fetch() throws(HarnessFault) -> Bool {
        let found = missing.subtracting(texts.keys).map(\.text).sorted().compactMap(reading.text)
        for text in found { try take(text) }
        return !found.isEmpty
    }

    private mutating func take(_ text: LintText) throws(HarnessFault) {
        texts[JSONName(text.base)] = text
        let ways: JSONValue =
            text === reading.document
            ? .array(reading.identifiedSchemas.map { .array($0.tokens.map { .string($0) }) })
            : .null
        let head: JSONValue = ["uri": .string(text.base), "resources": ways]
        let body = String(decoding: text.file.bytes, as: UTF8.self)
        _ = try worker.ask("take", head.text() + "\n" + body, timeout: .seconds(60))
    }

    private func answer(_ reply: JSONValue) -> Answer {
        if reply.isNull { return .valid }
        guard let problem = reply["problem"]?.string else {
            return .undecided(reply["undecided"]?.string ?? "it gave no reason")
        }
        let place = reply["schema"]?.array ?? []
        let text = place.first?.string.flatMap { texts[JSONName($0)] }
        return .invalid(
            Problem(
                problem, at: JSONPointer(reply["at"].way),
                schema: text?.schema(at: JSONPointer(place.last.way)),
                keyword: reply["keyword"]?.string))
    }

    private static func number(_ seconds: Double) -> JSONValue {
        JSONValue(.number(JSONNumber(text: "\(seconds)")))
    }
}
