import Conformance
import Diagnostics

/// A run as its events: two documents judged, one refused.
enum Story {
    static let info = RunInfo(
        version: "0.1.0", interpreter: "CPython 3.11.2", seed: 1,
        replay: "assay run --seed 1 --timeout 2", isBuiltIn: false)

    static let events: [Event] =
        [.runStarted(info)] + good + bad + [
            .documentRefused(
                document: "broken.json", [warning(0), problem("'a' is unknown", "openrpc.a")]),
            .runFinished(
                RunSummary(
                    documents: [
                        summary("pets.json", goodReports), summary("it's.json", badReports),
                    ],
                    refused: ["broken.json"])),
        ]

    static let good = document("pets.json", [warning(0)], goodReports)
    static let bad = document("it's.json", [], badReports)

    static let goodReports = [
        report("sweep/pet.get/all-params", [.holds, .holds, .notApplicable], by: .sync),
        report("sweep/pet.get/all-params", [.holds, .holds, .notApplicable], by: .async),
        untold("sweep/pet.get/errors/1", .unsupported, "no valid sample found: x"),
        untold("sweep/pet.get/errors/2", .unsupported, "no valid sample found: y"),
    ]

    /// The report as one that was not played.
    static func remembered(_ report: CaseReport) -> CaseReport {
        var report = report
        report.isRemembered = true
        return report
    }

    static let badReports = [
        report(
            "errors/data",
            [
                .violated(
                    "the exception: '/data' is absent, expected 1", expected: "{\"data\":1}",
                    seen: "Traceback\n  line 2"),
                .violated("the SDK printed", seen: "\u{1B}[31mred\u{7}"),
            ]),
        report(
            "sweep/pet.get/all-params",
            [
                .violated(
                    "message 1 has not the bytes it has by sync/tcp, from byte 0 on",
                    expected: "{}", seen: " {}")
            ], by: .async, check: "request.same-bytes"),
        untold("sweep/a/all-params", .failed, "the package does not load: SyntaxError"),
        untold("sweep/b/all-params", .failed, "the package does not load: SyntaxError"),
        untold("sweep/c/all-params", .inconclusive, "the run was interrupted"),
    ]

    static func problem(_ message: String, _ rule: String) -> Diagnostic {
        let file = SourceFile(name: "broken.json", bytes: Array("{\n  \"a\": 1\n}".utf8))
        return Diagnostic(
            .error, rule: rule, message, at: SourceSpan(file: file, bytes: 4..<7),
            notes: [Diagnostic.Note("see here", at: SourceSpan(file: file, bytes: 0..<1))])
    }

    static func warning(_ number: Int) -> Diagnostic {
        Diagnostic(.warning, rule: "python.name", "field \(number) is renamed")
    }

    /// A report by one of two ways, or by none.
    static func report(
        _ id: String, _ findings: [Finding], by client: Way.Client? = nil, check: String? = nil
    ) -> CaseReport {
        let isRight = !findings.contains { if case .violated = $0 { true } else { false } }
        let judgements = findings.enumerated().map { index, finding in
            Judgement(
                check: check ?? "case.\(index)", requirements: ["J41", "G17"], finding: finding)
        }
        var report = CaseReport(
            id: id, by: client.map { Way($0, over: $0 == .sync ? .tcp : .memory) },
            title: "a title", requirements: ["J41"], verdict: isRight ? .passed : .failed,
            judgements: judgements, calls: 1)
        if client == .async {
            report.compared = 1
            report.reference = Way(.sync, over: .tcp)
        }
        return report
    }

    static func untold(_ id: String, _ verdict: Verdict, _ reason: String) -> CaseReport {
        CaseReport(id: id, title: "t", requirements: ["O26"], verdict: verdict, reason: reason)
    }

    private static func summary(_ name: String, _ reports: [CaseReport]) -> DocumentSummary {
        var summary = DocumentSummary(document: name, methods: 3)
        summary.methodsCalled = 1
        for report in reports { summary.add(report) }
        return summary
    }

    private static func document(
        _ name: String, _ diagnostics: [Diagnostic], _ reports: [CaseReport]
    ) -> [Event] {
        [
            .documentStarted(
                DocumentInfo(
                    document: name, methods: 3, cases: reports.count, diagnostics: diagnostics))
        ] + reports.map { .caseFinished(document: name, $0) }
            + [.documentFinished(summary(name, reports))]
    }
}
