import EmbeddedPython
import TestSupport
import Testing
import WireJSON

/// The built-in services: alike wherever and however they are run, and right under every CPython.
@Suite struct RunTests {
    @Test func aRunDependsOnItsInputAlone() throws {
        let one = try TestFolder()
        let two = try TestFolder()
        let first = try Judged(
            ["--jobs", "1", "--keep", one.path + "/kept"], in: one.path,
            environment: ["LC_ALL": "C", "TZ": "UTC", "PYTHONHASHSEED": "1"])
        let second = try Judged(
            ["--jobs", "3", "--keep", two.path + "/kept"], in: "/",
            environment: [
                "LC_ALL": "tr_TR.UTF-8", "LANG": "de_DE", "TZ": "Asia/Kathmandu",
                "PYTHONHASHSEED": "77",
            ])
        #expect(first.outcome.status == 0 && first.cases.count > 150)
        #expect(first.outcome.errors == "" && second.outcome.errors == "")
        if first.outcome.output != second.outcome.output {
            Issue.record(
                "\(Snapshot.difference(from: first.outcome.output, to: second.outcome.output))")
        }
        let kept = one.contents
        #expect(kept.count >= 10)
        #expect(kept == two.contents)
    }

    /// Another seed samples other values, and says so; the cases are the same.
    @Test func theSeedIsPartOfTheInput() throws {
        let document = Fixtures.root + "/openrpc/shapes.json"
        let runs = try ["1", "2"].map { try Judged(["--seed", $0, document]) }
        #expect(runs.map { $0.outcome.status } == [0, 0])
        #expect(runs[0].cases.map(\.id) == runs[1].cases.map(\.id))
        #expect(runs.map { $0.events[0]["seed"]?.string } == ["1", "2"])
    }

    @Test func everyCPythonRunsTheBuiltInServices() throws {
        let found = PythonInstallation.discover().usable
        #expect(!found.isEmpty)
        for python in found {
            let judged = try Judged(["--python", python.executable])
            #expect(judged.outcome.status == 0, "\(python.version): \(judged.ids("failed"))")
            #expect(judged.ids("passed").count == judged.cases.count)
            #expect(judged.cases.count > 150)
            #expect(judged.events[0]["interpreter"]?.string == "CPython \(python.version)")
        }
        let versions = found.map { "\($0.version)" }.joined(separator: ", ")
        print("the built-in services ran under CPython \(versions)")
    }
}
