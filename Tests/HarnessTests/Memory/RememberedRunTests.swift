import Foundation
import TestSupport
import Testing
import WireJSON

/// What passed and has not changed is not played again, and is told as not played.
@Suite struct RememberedRunTests {
    private let echo: Echo

    init() throws { echo = try Echo() }

    @Test func whatPassedIsRememberedAndNeverToldAsPlayed() throws {
        let first = try echo.run()
        #expect(first.outcome.status == 0 && first.remembered == 0 && first.cases.count > 10)
        let second = try echo.run()
        #expect(second.remembered == first.cases.count && second.played == [])
        #expect(second.outcome.status == 0 && second.outcome.errors.contains("nothing has changed"))
        // But for that, both say the same.
        let bare = { (judged: Judged) in
            judged.outcome.output
                .replacing(#/,"(remembered|executed)":(true|\d+)/#, with: "")
        }
        #expect(bare(first) == bare(second))
        #expect(try echo.run("--fresh").remembered == 0)
        #expect(try echo.run("--seed", "2").played.contains("sweep/say/all-params"))
    }

    /// With the package as it was, a changed schema is played again by those who read it alone.
    @Test func onlyWhatReadsTheChangeIsPlayed() throws {
        let sdk = try echo.package()
        _ = try echo.run("--sdk", sdk)
        try echo.folder.write(
            Echo.text(said: #"{"type": "string", "minLength": 1}"#), to: "echo.json")
        let again = try echo.run("--sdk", sdk)
        #expect(again.played.contains("sweep/say/all-params"))
        #expect(!again.played.contains { $0.hasPrefix("sweep/shout/") })
        #expect(again.remembered > 0 && again.outcome.status == 0)
    }

    /// A subject that changed is judged anew, and what fails is judged each time.
    @Test func failuresAreAlwaysSeenAnew() throws {
        let sdk = try echo.package()
        #expect(try echo.run("--sdk", sdk).outcome.status == 0)
        let client = sdk + "/echo/echo_client.py"
        let text = try String(contentsOfFile: client, encoding: .utf8)
        let spoilt = text.replacing(#""say""#, with: #""sya""#)
        #expect(spoilt != text)
        try spoilt.write(toFile: client, atomically: false, encoding: .utf8)
        for remembers in [false, true] {
            let judged = try echo.run("--sdk", sdk)
            #expect(judged.outcome.status == 1 && (judged.remembered > 0) == remembers)
            #expect(judged.played.contains("sweep/say/all-params"))
        }
    }

    /// What the cache lost, or somebody wrote into it, is played again.
    @Test(arguments: ["", "{}", "{\"x\": [{}]}", "\0\0"])
    func aDamagedMemoryRemembersNothing(_ text: String) throws {
        _ = try echo.run("--only", "sweep/shout/*")
        let cache = echo.folder.path + "/cache"
        let files = try FileManager.default.subpathsOfDirectory(atPath: cache)
            .filter { $0.hasSuffix("verdicts.json") }
        #expect(files.count == 1)
        for file in files {
            try text.write(toFile: "\(cache)/\(file)", atomically: false, encoding: .utf8)
        }
        let again = try echo.run("--only", "sweep/shout/*")
        #expect(again.outcome.status == 0 && again.remembered == 0)
    }
}
