import Conformance
import Harness
import TestSupport
import Testing
import WireJSON

/// Programs that are no dispatch at all: one verdict each, soon, whatever they do to their streams.
@Suite struct HostileDispatchTests {
    private static let authored = BuiltInDispatch.load(root: Repository.root).0

    private func report(_ script: String, _ id: String) throws -> CaseReport {
        let trial = try DispatchTrial(
            words: ["/bin/sh", "-c", script], manner: .strict, timeout: .milliseconds(300))
        let played = try #require(Self.authored.first { $0.id == "dispatch/\(id)" })
        return try trial.report(played)
    }

    @Test(
        arguments: [
            "exec cat /dev/zero >&2", "exec sleep 600", "exit 0", "exec yes",
            "exec yes '{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":null}'",
            "exec head -c 100000000 /dev/zero", "trap '' TERM; while :; do sleep 600; done",
            "exec tail -f /dev/null 2>&1 0<&-",
        ], ["calls/arguments-reach-handler", "notifications/never-answered"])
    func itFails(_ script: String, _ id: String) throws {
        let report = try report(script, id)
        #expect(report.verdict == .failed)
        #expect(!report.violations.isEmpty)
    }

    /// A message that is larger than any pipe reaches nobody who does not read.
    @Test func whoNeverReadsHoldsNobodyUp() throws {
        let report = try report("exec sleep 600", "framing/heavy")
        #expect(report.verdict == .failed)
        #expect(report.violations.map(\.check).contains("case.received"))
    }

    /// Complaints without an end do not keep a dispatch from answering.
    @Test func complaintsAreTakenMeanwhile() throws {
        let subject = Repository.root + "/conformance/subjects/dispatch-python/subject.py"
        let trial = try DispatchTrial(
            words: [
                "/bin/sh", "-c",
                "cat /dev/zero >&2 & noise=$!; /usr/bin/python3 -B '\(subject)'; code=$?;"
                    + " kill $noise; exit $code",
            ], manner: .strict, timeout: .seconds(10))
        let id = "dispatch/calls/arguments-reach-handler"
        let played = try #require(Self.authored.first { $0.id == id })
        let report = try trial.report(played)
        #expect(report.verdict == .passed, "\(report.violations)")
    }
}
