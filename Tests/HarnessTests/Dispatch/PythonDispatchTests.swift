import Conformance
import Harness
import TestSupport
import Testing

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
