import Conformance
import Glibc
import Harness
import SDKGenerator

extension Command {
    static let lock = Command(
        name: "lock", operands: "DOCUMENT …",
        summary: "hold goldens against what is generated now",
        details: """
            Keeps the package of each document as a golden: DIR/FILE.json/ holds the files and
            assay.lock, with the digests of the document and of each file. The command generates
            anew, in memory, and tells apart:

              missing       there is no golden yet, or a file of it is gone
              stale         the document, or a text it refers to, has changed since
              changed       the generator now makes something else
              edited        a file was changed by hand
              foreign       a file was never locked
              unreferenced  the document of a golden was not named
              broken        the lock cannot be read

            Nothing is written but by --accept, which replaces the goldens whose names match, each
            in one step.
            """,
        options: [
            .init(name: "goldens", value: "DIR", help: "the directory of the goldens"),
            .init(name: "review", value: nil, help: "show what differs, golden by golden"),
            .init(
                name: "accept", value: "GLOB",
                help: "take what is generated now for these documents' file names; repeatable"),
        ] + Arguments.referenceOptions + [
            .init(
                name: "diff-lines", value: "N",
                help: "with --review: at most N lines for each golden (default: 200)")
        ],
        examples: [
            "assay lock api/*.json --goldens goldens",
            "assay lock api/*.json --goldens goldens --review",
            "assay lock api/*.json --goldens goldens --accept 'pet*'",
        ]
    ) { arguments throws(UsageError) in
        guard let path = arguments.value("goldens") else {
            throw UsageError("lock needs a place for the goldens; say --goldens DIR")
        }
        let documents = arguments.operands
        let names = documents.map(GoldenFolder.name)
        guard !documents.isEmpty else {
            throw UsageError("lock takes documents; name one or more")
        }
        if let twin = names.indices.first(where: { names[..<$0].contains(names[$0]) }) {
            throw UsageError(
                "two documents are called '\(names[twin])'; goldens go by file names: rename one")
        }
        let accepted = arguments.all("accept").map(Glob.init)
        if let stray = accepted.first(where: { glob in !names.contains { glob.matches($0) } }) {
            throw UsageError("'--accept \(stray.text)' matches no document's file name")
        }
        let limit = try arguments.integer("diff-lines", in: 0...1_000_000, or: 200)
        let run = LockRun(
            folder: GoldenFolder(
                path: path, generator: "assay \(CommandLineTool.version)",
                references: try arguments.references()),
            reviewed: arguments.has("review") ? limit : nil)
        do throws(HarnessFault) {
            return try run.verify(documents, accepted)
        } catch {
            Output.complain("assay: \(error)")
            return ExitCode.inconclusive
        }
    }
}

/// One verification of goldens, as it is printed.
private struct LockRun {
    let folder: GoldenFolder
    /// How many lines of diffs are shown; nil shows none.
    let reviewed: Int?

    func verify(_ documents: [String], _ accepted: [Glob]) throws(HarnessFault) -> Int32 {
        var reports: [GoldenReport] = []
        for document in documents {
            let name = GoldenFolder.name(of: document)
            let report = try folder.verify(
                document, accepts: accepted.contains { $0.matches(name) })
            show(report)
            reports.append(report)
        }
        for report in try folder.unreferenced(but: documents.map(GoldenFolder.name)) {
            show(report)
            reports.append(report)
        }
        return conclude(reports)
    }

    private func show(_ report: GoldenReport) {
        for diagnostic in report.diagnostics { Output.complain(diagnostic) }
        if report.isAccepted {
            Output.line("accepted: \(report.name)")
            return
        }
        for problem in report.problems {
            Output.line("\(problem.kind.rawValue): \(problem.path): \(problem.text)")
        }
        guard let limit = reviewed else { return }
        var (left, hidden) = (limit, 0)
        for difference in report.drift {
            let diff = difference.unifiedDiff(in: "goldens/\(report.name)", limit: left)
            for line in diff.lines { Output.line(line) }
            left -= diff.lines.count
            hidden += diff.hidden
        }
        if hidden > 0 { Output.line("… \(hidden) more lines; --diff-lines shows more") }
    }

    private func conclude(_ reports: [GoldenReport]) -> Int32 {
        let refused = reports.count(where: \.isRefused)
        let wrong = reports.filter { !$0.problems.isEmpty && !$0.isAccepted }
        let agreed = reports.count - refused - wrong.count
        Output.line("\(agreed) goldens agree, \(wrong.count) do not, \(refused) refused")
        if wrong.contains(where: { $0.problems.contains { $0.kind != .unreferenced } }) {
            let way = reviewed == nil ? "--review shows how, " : ""
            Output.line("\(way)--accept GLOB takes what is generated now")
        }
        if !wrong.isEmpty { return ExitCode.subjectFailed }
        return refused > 0 ? ExitCode.documentRefused : ExitCode.asExpected
    }
}
