import Conformance
import Foundation
import Harness
import TestSupport
import Testing

/// A dispatch written by hand passes every case, and each of its bugs is found by the case named
/// for it.
@Suite struct PythonDispatchTests {
    private static let mutants = DispatchMutant.all("dispatch-python.json")
    /// What takes long is left to `scripts/conformance`.
    private static let slow: Set = ["dispatch/framing/heavy", "dispatch/concurrency/ten-thousand"]
    /// With this set, every mutant meets every case.
    private static let isThorough = ProcessInfo.processInfo.environment["ASSAY_THOROUGH"] != nil

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

    @Test func thereAreEnoughMutants() { #expect(Self.mutants.count >= 25) }

    @Test(arguments: mutants) func bugIsFound(_ mutant: DispatchMutant) throws {
        let reports = try PythonDispatch(mutant).reports(mutant.manner) { $0 == mutant.killer }
        #expect(reports.map(\.verdict) == [.failed], "\(reports)")
    }

    /// A dispatch with the other profile's answer in one row fails that row and no other.
    @Test(arguments: mutants.filter { $0.killer.hasPrefix("dispatch/table/") })
    func oneRowIsOneCase(_ mutant: DispatchMutant) throws {
        let reports = try PythonDispatch(mutant).reports(mutant.manner) { id in
            !Self.slow.contains(id) && (Self.isThorough || id.hasPrefix("dispatch/table/"))
        }
        #expect(reports.filter { $0.verdict == .failed }.map(\.id) == [mutant.killer])
    }

    /// What a subject does not offer is not asked of it, and is told.
    @Test func whatIsNotOfferedIsUnsupported() throws {
        let mute = DispatchMutant(
            id: "mute", file: "subject.py", old: #"{"offers": ["outbound"]}"#,
            new: #"{"offers": []}"#, killer: "", manner: .strict)
        let reports = try PythonDispatch(mute).reports(.strict) { $0.hasPrefix("dispatch/both-") }
        #expect(reports.map(\.verdict).contains(.unsupported))
        #expect(reports.contains { $0.reason == "the subject does not offer 'outbound'" })
        #expect(!reports.map(\.verdict).contains(.failed))
    }
}
