import Conformance
import TestSupport
import Testing

/// The whole judge on trial, end to end: a client with one thing wrong fails the case that is about
/// it, by the check that says so, and nothing that has nothing to do with it.
@Suite struct WrongSDKTests {
    @Test func thereAreEnoughOfThem() {
        #expect(WrongSDK.all.count >= 25)
        #expect(Set(WrongSDK.all.map(\.name)).count == WrongSDK.all.count)
        let seen = Set(WrongSDK.all.flatMap { $0.others.union([$0.check]) })
        // What no edit of this client can bring about has its mutants in CheckTests alone.
        let unseen = Check.all.map(\.id).filter { !seen.contains($0) }
        #expect(
            unseen == [
                "request.id-type", "request.id-not-null", "request.reserved-method",
                "http.content-length", "carrier.lawful",
            ])
    }

    @Test(arguments: WrongSDK.all) func aWrongClientIsFoundOut(_ wrong: WrongSDK) throws {
        let package = try Package(of: wrong.service)
        for edit in wrong.edits {
            try package.replace(edit.old, by: edit.new, in: wrong.module)
        }
        let judged = try Judged(
            [
                package.document, "--sdk", package.path, "--timeout", "3", "--jobs", "1",
            ] + wrong.ways.flatMap { ["--way", $0] }
                + (wrong.suite.map { ["--suite", $0] } ?? []))
        #expect(judged.outcome.status == 1, "\(judged.inconclusive)")

        let failed = judged.cases.filter { $0.verdict != "passed" }
        let target = try #require(failed.first { $0.id == wrong.failing }, "it passes")
        #expect(
            target.violations.contains { $0.check == wrong.check },
            "\(target.violations) \(target.reason)")
        let checks = Set(failed.flatMap { $0.violations.map(\.check) })
        #expect(checks == wrong.others.union([wrong.check]))

        let related = wrong.related.map(Glob.init)
        let strays = failed.map(\.id).filter { id in !related.contains { $0.matches(id) } }
        #expect(strays == [])
        if wrong.isBroken {
            #expect(failed.count == judged.cases.count)
            let others = failed.filter { $0.id != wrong.failing }
            #expect(others.allSatisfy { $0.reason.hasPrefix("the package does not load: ") })
        } else {
            #expect(failed.count < judged.cases.count)
            #expect(failed.allSatisfy { !$0.violations.isEmpty })
        }
    }

    @Test(arguments: ["bookshelf", "shapes"]) func aRightClientIsNot(_ service: String) throws {
        let package = try Package(of: service)
        let judged = try Judged([package.document, "--sdk", package.path])
        #expect(judged.outcome.status == 0)
        #expect(judged.ids("passed").count == judged.cases.count)
        #expect(judged.ids("passed").contains { $0.hasPrefix("results/") })
    }
}
