import TestSupport
import Testing
import WireJSON

/// Hostile code in a generated client: one case's verdict where a method holds it, the package's
/// where a module does, in time, and the run goes on to its end.
@Suite(.serialized) struct HostileCodeTests {
    private static let document = """
        {
          "openrpc": "1.3.2", "info": { "title": "Inn", "version": "1" },
          "methods": [
            { "name": "stay", "params": [], "result": { "name": "n", "schema": { "type": "integer" } } },
            { "name": "leave", "params": [], "result": { "name": "bill", "schema": { "title": "Bill",
              "type": "object", "required": ["sum"], "properties": { "sum": { "type": "integer" },
              "notes": { "type": "array", "items": { "type": "string" } } } } } }
          ]
        }
        """

    @Test(arguments: HostileCode.all) func inAMethodItSpoilsThatCase(_ code: HostileCode) throws {
        let cases = try play(code, in: "        return self._send(self.calls.stay())\n", at: 8)
        #expect(Set(cases.map(\.played.id)).isSuperset(of: [Self.victim, "package/imports"]))
        for (played, duration) in cases {
            let end = played.id == Self.victim ? code.inMethod : .passes
            check(played, duration, end, code)
        }
    }

    @Test(arguments: HostileCode.all) func inAModuleItSpoilsThePackage(_ code: HostileCode) throws {
        let cases = try play(code, in: "import itertools\n", at: 0)
        #expect(Set(cases.map(\.played.id)).isSuperset(of: [Self.victim, "package/imports"]))
        for (played, duration) in cases {
            if played.id == "package/imports" {
                check(played, duration, code.inModule, code)
            } else if code.spoilsPackage {
                #expect(played.verdict == "failed", "\(played.id)")
                #expect(played.reason.hasPrefix("the package does not load: "), "\(played.reason)")
            } else {
                check(played, duration, .passes, code)
            }
        }
    }

    /// Annotations are evaluated once for all cases, but not those that may never come to an end.
    @Test func inAnAnnotationItSpoilsThatCase() throws {
        let folder = try TestFolder()
        let document = try folder.write(Self.document, to: "inn.json")
        let package = try Package(document: document, name: "inn")
        try package.replace(
            "def stay(self) -> int:", by: "def stay(self) -> __import__('os')._exit(9):")
        let judged = try Judged([
            "--sdk", package.path, "--only", "sweep/*", "--way", "sync/tcp", document,
        ])
        #expect(judged.ids("failed") == [Self.victim, "sweep/stay/required-params"])
        #expect(judged.ids("passed").contains("sweep/leave/all-params"))
    }

    private static let victim = "sweep/stay/all-params"

    private func check(
        _ played: Judged.Played, _ duration: Duration, _ end: HostileCode.End, _ code: HostileCode
    ) {
        #expect(played.verdict == end.verdict, "\(played.id): \(played.violations)")
        #expect(duration < .seconds(code.timeout + 2), "\(played.id)")
        guard !end.check.isEmpty else { return }
        let said = played.violations.first { $0.check == end.check }?.text
        #expect(said?.contains(end.text) == true, "\(played.violations)")
    }

    /// Plays every case but the further calls of the victim; each comes with the time it took.
    private func play(
        _ code: HostileCode, in line: String, at indentation: Int
    ) throws -> [(played: Judged.Played, duration: Duration)] {
        let folder = try TestFolder()
        let document = try folder.write(Self.document, to: "inn.json")
        let package = try Package(document: document, name: "inn")
        let lines = code.source.split(separator: "\n").map {
            String(repeating: " ", count: indentation) + $0 + "\n"
        }
        try package.replace(line, by: lines.joined() + line)
        let program = try Program([
            Program.assay, "run", "--format", "jsonl", "--jobs", "1", "--sdk", package.path,
            "--timeout", "\(code.timeout)", "--only", Self.victim, "--only", "sweep/leave/*",
            "--only", "package/*", "--way", "sync/tcp", "--fresh", document,
        ])
        var cases: [(Judged.Played, Duration)] = []
        var last = ContinuousClock.now
        while let line = program.nextLine() {
            let now = ContinuousClock.now
            if let played = Judged.played(try JSONValue.read(line)) {
                cases.append((played, now - last))
            }
            last = now
        }
        let outcome = try program.finish(within: .seconds(5))
        let isRight = code.inMethod.verdict == "passed"
        #expect(outcome.status == (isRight ? 0 : 1))
        #expect(outcome.errors == "")
        return cases
    }
}
