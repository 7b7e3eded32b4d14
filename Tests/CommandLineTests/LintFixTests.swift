import Foundation
import TestSupport
import Testing

@Suite struct LintFixTests {
    private func mode(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    @Test func aFileIsMendedInPlace() throws {
        let folder = try TestFolder()
        let path = try folder.write(LintTests.mendable, to: "d.json")
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
        let outcome = try LintTests.lint(["--fix", "d.json"], in: folder)
        #expect(outcome.status == 0)
        #expect(
            outcome.output == """
                d.json:2:20: fixed: remove the second of two members that are the same \
                [json.duplicate-name]
                d.json: 0 errors, 0 warnings, 0 notes

                1 document linted, 0 refused, 1 finding fixed: 0 errors, 0 warnings, 0 notes

                """)
        #expect(folder.contents == ["d.json": Array(LintTests.mended.utf8)])
        #expect(try mode(path) == 0o640)
        let again = try LintTests.lint(["--fix", "d.json"], in: folder)
        #expect(again.status == 0 && !again.output.contains("fixed"))
        #expect(folder.contents == ["d.json": Array(LintTests.mended.utf8)])
    }

    @Test func whatCannotBeMendedStays() throws {
        let folder = try TestFolder()
        try folder.write(LintTests.twice, to: "d.json")
        try folder.write("{", to: "cut.json")
        let before = folder.contents
        let outcome = try LintTests.lint(["--fix", "d.json", "cut.json"], in: folder)
        #expect(outcome.status == 2)
        #expect(folder.contents == before)
    }

    @Test func aLinkStaysALink() throws {
        let folder = try TestFolder()
        try folder.write(LintTests.mendable, to: "real/d.json")
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/link.json", withDestinationPath: "real/d.json")
        #expect(try LintTests.lint(["--fix", "link.json"], in: folder).status == 0)
        #expect(folder.contents["real/d.json"] == Array(LintTests.mended.utf8))
        let target = try FileManager.default.destinationOfSymbolicLink(
            atPath: folder.path + "/link.json")
        #expect(target == "real/d.json")
    }

    @Test func aPipeIsNotWritten() throws {
        let folder = try TestFolder()
        try folder.write(LintTests.mendable, to: "d.json")
        let script = "cat d.json | \(Program.assay) lint --only 'json.*' --fix /dev/stdin"
        let outcome = try Program.run(["/bin/sh", "-c", script], in: folder.path)
        #expect(outcome.status == 1)
        #expect(outcome.output.contains("inconclusive: '/dev/stdin' is no plain file"))
    }

    @Test func whatIsIgnoredIsNotMended() throws {
        let folder = try TestFolder()
        try folder.write(LintTests.mendable, to: "d.json")
        try folder.write(
            """
            {"lint": {"ignores": [{"rule": "json.duplicate-name", "at": "/x-a", "reason": "known",
                                   "expires": "2999-12-31"}]}}
            """, to: "assay.json")
        let outcome = try LintTests.lint(["--fix", "d.json"], in: folder)
        #expect(outcome.status == 0)
        #expect(outcome.output.contains("d.json: 0 errors, 0 warnings, 0 notes, 1 ignored"))
        #expect(folder.contents["d.json"] == Array(LintTests.mendable.utf8))
    }
}
