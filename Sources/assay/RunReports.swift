import Conformance
import Diagnostics
import Glibc
import Harness
import Reporting
import Synchronization

/// The reports that `assay run --report FORMAT=PATH` leaves behind: gathered while the run goes on,
/// written when it has ended, each in one step.
final class RunReports: Sendable {
    static let option = Arguments.Option(
        name: "report", value: "FORMAT=PATH",
        help: "also write junit, tap, sarif, markdown, github, html or jsonl there; repeatable")

    private struct Order {
        /// nil is the stream itself.
        var format: RunFormat?
        var path: String
    }

    private let orders: [Order]
    private let lines = Mutex<[String]>([])

    init(_ arguments: Arguments) throws(UsageError) {
        var orders: [Order] = []
        for text in arguments.all(Self.option.name) {
            let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
            let format = parts.first.flatMap(RunFormat.init)
            guard parts.count == 2, format != nil || parts[0] == "jsonl" else {
                let names = RunFormat.allCases.map(\.rawValue).joined(separator: ", ")
                throw UsageError(
                    "'--report' is '\(text)'; it is FORMAT=PATH, and FORMAT is \(names) or jsonl")
            }
            try Self.hold(parts[1])
            orders.append(Order(format: format, path: parts[1]))
        }
        self.orders = orders
    }

    /// Refuses before the run what could not be written after it.
    private static func hold(_ path: String) throws(UsageError) {
        guard path != "-" else {
            throw UsageError("'--report' writes files; '--format jsonl' writes to the output")
        }
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
        guard access(folder, W_OK) == 0 else {
            throw UsageError(
                "'--report' cannot write '\(path)': "
                    + String(cString: strerror(errno)).lowercased())
        }
    }

    func take(_ event: Event) {
        guard !orders.isEmpty else { return }
        lines.withLock { $0.append(JSONLinesReport.line(for: event)) }
    }

    /// Writes all that were ordered. A report that cannot be written makes a good end a doubtful
    /// one: nobody would know that it is missing.
    func write(exitCode: Int32) -> Int32 {
        guard !orders.isEmpty else { return exitCode }
        let stream = lines.withLock { $0 }.map { $0 + "\n" }.joined()
        var code = exitCode
        do throws(RecordFault) {
            var report = RunReport(try RunRecord.read(Array(stream.utf8)))
            report.lookUp()
            for order in orders {
                let text = order.format.map { report.text($0) } ?? stream
                code = write(text, to: order.path) ? code : max(code, Self.failed(code))
            }
        } catch {
            Output.complain("assay: no report can be made: \(error.message)")
            code = Self.failed(code)
        }
        return code
    }

    private static func failed(_ code: Int32) -> Int32 {
        code == ExitCode.asExpected ? ExitCode.inconclusive : code
    }

    private func write(_ text: String, to path: String) -> Bool {
        do throws(HarnessFault) {
            try ReportFile.write(text, to: path)
            return true
        } catch {
            Output.complain("assay: \(error)")
            return false
        }
    }
}

extension RunReport {
    /// Reads what lies where the record says: the documents, or built-in services, and what the
    /// project knows of cases and requirements. What is not there is done without.
    mutating func lookUp() {
        let root = Installation.root
        for name in Set(record.sections.map(\.document)) {
            documents[name] = Self.document(name, root)
        }
        guard let root else { return }
        requirements = (try? RequirementCatalogue.load(root: root))?.requirements ?? []
        for subject in (try? BuiltIn.load(root: root))?.services.flatMap(\.cases) ?? [] {
            guard case .calls(let steps) = subject.task else { continue }
            methods[subject.id] = steps.first?.method
        }
    }

    /// The text of a document that a record names: a path, or a built-in service.
    private static func document(_ name: String, _ root: String?) -> SourceFile? {
        var paths = [(name, name)]
        if let root, !name.contains("/") {
            let path = "fixtures/openrpc/\(name).json"
            paths.append((path, "\(root)/\(path)"))
        }
        for (shown, path) in paths {
            guard case .success(let bytes) = DocumentFile.read(path) else { continue }
            return SourceFile(name: shown, bytes: bytes)
        }
        return nil
    }
}
