import Conformance
import Harness
import TestSupport
import Testing
import WireJSON

/// A dispatch written by hand passes every case; what becomes of its mutants `assay prove` says.
@Suite struct PythonDispatchTests {
    /// What takes long is left to `scripts/conformance`.
    private static let slow: Set = ["dispatch/framing/heavy", "dispatch/concurrency/ten-thousand"]

    @Test(arguments: DispatchManner.allCases) func passes(_ manner: DispatchManner) throws {
        let reports = try PythonDispatch().reports(manner) { id in
            // What holds under each profile is played under one of them here.
            !Self.slow.contains(id) && (manner == .strict || id.hasSuffix("-legacy"))
        }
        for report in reports where report.verdict != .passed {
            Issue.record("\(report.id): \(report.verdict) \(report.violations)")
        }
        #expect(reports.reduce(0) { $0 + $1.held } > reports.count)
        #expect(reports.count >= (manner == .strict ? 100 : 6))
    }

    /// A ledger is held against a dispatch as it is against any other subject.
    @Test func aLedgerExcusesWhatFailsAndNothingElse() throws {
        let old = "await self.handle(method, params)"
        let swapped = #"{"canvas.open": "canvas.close"}.get(method, method)"#
        let wrong = try PythonDispatch(
            replacing: old, by: "await self.handle(\(swapped), params)", in: "dispatch.py")
        let folder = try TestFolder()
        let id = "dispatch/calls/arguments-reach-handler"
        func judged(_ line: String) throws -> Judged {
            let ledger = try folder.write(line, to: "known.txt")
            return try Judged([
                Fixtures.root + "/dispatch/workbench.json", "--dispatch", wrong.command,
                "--only", id, "--ledger", ledger,
            ])
        }
        let first = try judged("")
        let signature = try #require(first.events("case-finished").first?["signature"]?.string)
        #expect(first.outcome.status == 1 && signature.hasPrefix("case.handled"))
        let excused = try judged("\(id) - 2099-01-01 \(signature) the arms are swapped\n")
        #expect(excused.outcome.status == 0 && excused.events.last?["known"]?.int == 1)
        let otherwise = try judged("\(id) - 2099-01-01 case.quiet the arms are swapped\n")
        let rules = otherwise.events.last?["ledger"]?.array?.map { $0["rule"]?.string }
        #expect(otherwise.outcome.status == 1 && rules == ["ledger.otherwise"])
    }

    /// What a subject does not offer is not asked of it, and is told.
    @Test func whatIsNotOfferedIsUnsupported() throws {
        let mute = try PythonDispatch(
            replacing: #"{"offers": ["outbound"]}"#, by: #"{"offers": []}"#, in: "subject.py")
        let reports = try mute.reports(.strict) { $0.hasPrefix("dispatch/both-") }
        #expect(reports.map(\.verdict).contains(.unsupported))
        #expect(reports.contains { $0.reason == "the subject does not offer 'outbound'" })
        #expect(!reports.map(\.verdict).contains(.failed))
    }
}
