package import Conformance
import Diagnostics
import EmbeddedPython
import Peers
import SDKGenerator
import WireJSON

/// Compares what two generators make of each document, from the strongest level to the weakest.
package final class Comparer: Sendable {
    package let control = RunControl()
    private let options: ComparisonOptions
    private let emit: @Sendable (ComparisonEvent) -> Void

    package init(
        _ options: ComparisonOptions, emit: @escaping @Sendable (ComparisonEvent) -> Void
    ) {
        self.options = options
        self.emit = emit
    }

    /// Compares the packages of each document, in order; a fault of one keeps no other from it.
    package func compare(_ documents: [String]) -> ComparisonSummary {
        var summary = ComparisonSummary(wanted: options.wanted)
        do throws(HarnessFault) {
            let bench = try ComparisonBench(options, control)
            emit(.started(bench.info))
            let names = Self.names(documents)
            for (index, path) in documents.enumerated() where !control.isCancelled {
                var order: PackageMaker.Order
                switch read(path, names[index], isOnly: documents.count == 1) {
                case .success(let read): order = read
                case .failure(let refusal):
                    summary.refused.append(path)
                    emit(.refused(document: path, refusal.diagnostics))
                    continue
                }
                order.number = index + 1
                let report = compare(order, on: bench)
                summary.reports.append(report)
                emit(.compared(report))
            }
            if control.isCancelled { summary.inconclusive = "the comparison was interrupted" }
        } catch {
            summary.inconclusive = error.description
        }
        emit(.finished(summary))
        return summary
    }

    private struct Refusal: Error {
        var diagnostics: [Diagnostic]
    }

    private func read(
        _ path: String, _ name: String, isOnly: Bool
    ) -> Result<PackageMaker.Order, Refusal> {
        let bytes: [UInt8]
        switch DocumentFile.read(path) {
        case .success(let read): bytes = read
        case .failure(let refusal): return .failure(Refusal(diagnostics: [refusal.diagnostic]))
        }
        let generation = Generation.python(
            document: bytes, file: path, references: options.references.references(of: path))
        guard !generation.isRefused, let root = try? JSONValue.read(bytes) else {
            return .failure(Refusal(diagnostics: generation.problems))
        }
        return .success(
            PackageMaker.Order(
                path: path, bytes: bytes, root: root, generation: generation, name: name,
                number: 0, isOnly: isOnly))
    }

    /// The files' names; those of one name in several folders are numbered.
    private static func names(_ documents: [String]) -> [String] {
        var taken: [String: Int] = [:]
        return documents.map { path in
            let name = path.split(separator: "/").last.map(String.init) ?? "document"
            let count = taken[name, default: 0] + 1
            taken[name] = count
            return count == 1 ? name : "\(name)-\(count)"
        }
    }

    private func compare(
        _ order: PackageMaker.Order, on bench: ComparisonBench
    ) -> ComparisonReport {
        var order = order
        let mock = MockServer(
            document: order.root, documentBytes: order.bytes, seed: options.seed,
            isRecording: false)
        defer { mock.stop() }
        do throws(HarnessFault) {
            if bench.old.wantsURL || bench.new.wantsURL { order.url = try Self.serve(mock) }
            let products = (
                old: try bench.old.make(order), new: try bench.new.make(order)
            )
            switch products {
            case (.folder(let old), .folder(let new)):
                return try DocumentComparison(order, old, new, options, bench).report()
            case (.failed(let why), .failed):
                throw HarnessFault("neither generator made a package; the old one: \(why)")
            case (.failed(let why), .folder):
                return Self.oneSided(order, Evidence(place: "", old: why, new: "a package"))
            case (.folder, .failed(let why)):
                return Self.oneSided(order, Evidence(place: "", old: "a package", new: why))
            }
        } catch {
            return ComparisonReport(document: order.path, fault: error.description)
        }
    }

    /// The address is the same for both sides: it may stand in what they make.
    private static func serve(_ mock: MockServer) throws(HarnessFault) -> String {
        do {
            return "http://127.0.0.1:\(try mock.listenTCP(host: "127.0.0.1", port: 0))/"
        } catch {
            throw HarnessFault("the document cannot be served: \(error)")
        }
    }

    /// A generator that fails where the other does not is different in every respect.
    private static func oneSided(
        _ order: PackageMaker.Order, _ evidence: Evidence
    ) -> ComparisonReport {
        var evidence = evidence
        evidence.place = "the generator"
        let levels = [Likeness.identical, .behaviour].map { level in
            LevelReport(
                level: level, outcome: .differs, note: "one generator alone made a package",
                evidence: level == .identical ? [evidence] : [])
        }
        return ComparisonReport(
            document: order.path, levels: levels, diagnostics: order.generation.problems)
    }
}

/// What all documents of a comparison share.
final class ComparisonBench {
    let info: ComparisonInfo
    let settings: LaneSettings
    let old: PackageMaker
    let new: PackageMaker
    let control: RunControl
    private let scratch: Scratch
    private var looker: SourceLooker?
    private var oracle: Oracle?
    private var lanes = 0

    init(_ options: ComparisonOptions, _ control: RunControl) throws(HarnessFault) {
        let python = try Interpreters.subject(options.pythonPath)
        self.control = control
        scratch = try Scratch()
        settings = LaneSettings(python: python, seed: options.seed, timeout: options.timeout)
        let places = try [scratch.directory("old"), scratch.directory("new")]
        old = PackageMaker(
            source: options.old, scratch: try Scratch(keeping: places[0]),
            timeout: options.generatorTimeout, control: control)
        new = PackageMaker(
            source: options.new, scratch: try Scratch(keeping: places[1]),
            timeout: options.generatorTimeout, control: control)
        info = ComparisonInfo(
            version: options.version, interpreter: "CPython \(python.version)",
            seed: options.seed, old: options.old.description, new: options.new.description,
            normalisers: options.normalisers.map(\.name))
    }

    /// The worker that parses and imports, started at first use; a lost one is replaced.
    func sources() throws(HarnessFault) -> SourceLooker {
        if let looker, looker.isAlive { return looker }
        let started = try SourceLooker(settings, directory: scratch.directory("sources"))
        looker = started
        return started
    }

    /// The oracle, started at first use.
    func validator() throws(HarnessFault) -> Oracle {
        if let oracle { return oracle }
        let started = try Oracle(Interpreters.oracle(), directory: scratch.directory("oracle"))
        oracle = started
        return started
    }

    /// A lane with a worker of its own for one package.
    func lane(_ staged: StagedSubject) throws(HarnessFault) -> Lane {
        lanes += 1
        return Lane(staged, settings, directory: try scratch.directory("lane-\(lanes)"))
    }
}
