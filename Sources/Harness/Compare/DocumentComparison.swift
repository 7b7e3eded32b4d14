import Conformance
import SDKGenerator
import WireJSON

/// The levels of one document's comparison; a weaker one is tried where the stronger does not hold.
struct DocumentComparison {
    private let order: PackageMaker.Order
    private let old: String
    private let new: String
    private let options: ComparisonOptions
    private let bench: ComparisonBench

    init(
        _ order: PackageMaker.Order, _ old: String, _ new: String, _ options: ComparisonOptions,
        _ bench: ComparisonBench
    ) {
        self.order = order
        self.old = old
        self.new = new
        self.options = options
        self.bench = bench
    }

    func report() throws(HarnessFault) -> ComparisonReport {
        let pairs = FilePair.pairs(try PackageMaker.files(of: old), try PackageMaker.files(of: new))
        guard !pairs.isEmpty else { throw HarnessFault("neither package has a file") }
        var report = ComparisonReport(
            document: order.path, diagnostics: order.generation.problems)
        report.files = pairs.map { pair in
            let (level, evidence) = pair.compare(options.normalisers)
            return .init(
                path: pair.path, standing: level.map { .alike($0) } ?? .different,
                evidence: evidence)
        }
        compareTexts(&report)
        if report.levels.contains(where: { $0.outcome == .holds }) { return report }
        compareSyntax(pairs, &report)
        if report.levels.contains(where: { $0.outcome == .holds }) { return report }
        let surface = surface()
        report.levels.append(surface.report)
        report.levels.append(behaviour(surface))
        classFiles(&report, differing: surface.files)
        return report
    }

    private func compareTexts(_ report: inout ComparisonReport) {
        let levels: [Likeness] =
            options.normalisers.isEmpty ? [.identical] : [.identical, .normalised]
        for level in levels {
            let below = report.files.filter { file in
                if case .alike(let reached) = file.standing { reached < level } else { true }
            }
            report.levels.append(
                LevelReport(
                    level: level, outcome: below.isEmpty ? .holds : .differs,
                    note: below.isEmpty
                        ? "\(report.files.count) files"
                        : "\(below.count) of \(report.files.count) files differ",
                    evidence: Array(below.compactMap(\.evidence).prefix(1))))
            if below.isEmpty { return }
        }
    }

    /// Parses what is Python and has the same kind on both sides; all else must be alike already.
    private func compareSyntax(_ pairs: [FilePair], _ report: inout ComparisonReport) {
        var (parsed, differing) = (0, 0)
        var evidence: [Evidence] = []
        var unknown: String?
        for (index, pair) in pairs.enumerated() {
            guard case .different = report.files[index].standing else { continue }
            switch syntax(of: pair) {
            case nil:
                differing += 1
                evidence += report.files[index].evidence.map { [$0] } ?? []
            case .equal:
                parsed += 1
                report.files[index].standing = .alike(.ast)
            case .differs(let found):
                parsed += 1
                differing += 1
                evidence.append(found)
                report.files[index].evidence = found
            case .unknown(let reason):
                unknown = unknown ?? reason
                report.files[index].standing = .inconclusive
            }
        }
        let outcome: LevelReport.Outcome =
            differing > 0 ? .differs : unknown == nil ? .holds : .inconclusive
        let docstrings = options.countsDocstrings ? "" : ", without docstrings"
        report.levels.append(
            LevelReport(
                level: .ast, outcome: outcome,
                note: outcome == .inconclusive
                    ? unknown ?? ""
                    : "\(parsed) files parsed\(docstrings), \(differing) files differ",
                evidence: Array(evidence.prefix(1))))
    }

    /// Nil where there are no two sources to parse.
    private func syntax(of pair: FilePair) -> SourceLooker.Syntax? {
        guard let old = pair.old, let new = pair.new, old.isPython, old.bytes != nil,
            new.bytes != nil, old.isExecutable == new.isExecutable
        else { return nil }
        do throws(HarnessFault) {
            return try bench.sources().compare(pair, docstrings: options.countsDocstrings)
        } catch {
            return .unknown(error.description)
        }
    }

    /// What a package is driven by: the folder it is imported from, and the client's module.
    private typealias Driver = (root: String, client: String)

    /// What the surfaces say, and what the behaviour is to be looked at with.
    private struct SurfaceFindings {
        var report: LevelReport
        /// The files of modules that differ.
        var files: Set<JSONName> = []
        var old: Driver?
        var new: Driver?
    }

    private func surface() -> SurfaceFindings {
        func unknown(_ reason: String) -> SurfaceFindings {
            SurfaceFindings(
                report: LevelReport(level: .surface, outcome: .inconclusive, note: reason))
        }
        var surfaces: [SourceLooker.Surface] = []
        for (side, folder) in [("old", old), ("new", new)] {
            do throws(HarnessFault) {
                switch try bench.sources().surface(of: folder) {
                case .success(let surface): surfaces.append(surface)
                case .failure(let fault):
                    return unknown("the \(side) package: \(fault.reason)")
                }
            } catch {
                return unknown(error.description)
            }
        }
        let compared = SurfaceComparison(surfaces[0], surfaces[1])
        let drivers = surfaces.map(Self.driver)
        return SurfaceFindings(
            report: compared.report, files: compared.files, old: drivers[0], new: drivers[1])
    }

    /// The one module that can be driven; among several the one that is named as a client.
    private static func driver(of surface: SourceLooker.Surface) -> Driver? {
        let named = surface.drivers.filter { $0.client.hasSuffix("_client") }
        let found = surface.drivers.count > 1 ? named : surface.drivers
        return found.count == 1 ? found[0] : nil
    }

    private func behaviour(_ surface: SurfaceFindings) -> LevelReport {
        do throws(HarnessFault) {
            // What does not import cannot be called either.
            if surface.report.outcome == .inconclusive, surface.old == nil, surface.new == nil {
                throw HarnessFault(surface.report.note)
            }
            let sweep = Sweep(
                document: options.references.document(order.root, at: order.path),
                service: order.path, seed: options.seed)
            let oracle = try bench.validator()
            let cases = try sweep.cases { questions throws(HarnessFault) in
                try oracle.answer(questions)
            }
            return try BehaviourComparison(
                old: lane(surface.old), new: lane(surface.new), cases: cases,
                control: bench.control
            ).report()
        } catch {
            return LevelReport(
                level: .behaviour, outcome: .inconclusive, note: error.description)
        }
    }

    private func lane(_ driver: Driver?) throws(HarnessFault) -> Lane? {
        guard let driver else { return nil }
        return try bench.lane(
            StagedSubject(
                root: driver.root, client: driver.client, document: order.root,
                documentBytes: order.bytes))
    }

    /// Files whose syntax differs take the class of their module, where the package behaves.
    private func classFiles(_ report: inout ComparisonReport, differing: Set<JSONName>) {
        guard report.outcome(.behaviour) == .holds else { return }
        let isSurfaceKnown = report.outcome(.surface) != .inconclusive
        for index in report.files.indices {
            let file = report.files[index]
            guard file.standing == .different, file.path.hasSuffix(".py"),
                file.evidence?.old != "nothing", file.evidence?.new != "nothing"
            else { continue }
            let isEqual = isSurfaceKnown && !differing.contains(JSONName(file.path))
            report.files[index].standing = .alike(isEqual ? .surface : .behaviour)
        }
    }
}
