import EmbeddedPython
import Foundation
import Testing

@Suite struct PythonInstallationTests {
    static let discovery = PythonInstallation.discover()

    @Test func somethingIsFoundInOrderAndOnce() {
        let found = Self.discovery.usable
        #expect(!found.isEmpty)
        #expect(found.map(\.version) == found.map(\.version).sorted())
        #expect(Set(found.map(\.executable)).count == found.count)
        #expect(found.allSatisfy { $0.version >= .oldest && access($0.library, R_OK) == 0 })
        #expect(Self.discovery.unusable.allSatisfy { !$0.reason.isEmpty })
    }

    @Test(arguments: discovery.usable)
    func theSameScriptRunsUnderEveryVersion(installation: PythonInstallation) throws {
        let source = """
            from __future__ import annotations
            import dataclasses, http.client, json, socket, sys, typing, zlib
            @dataclasses.dataclass
            class Pet:
                name: str
                tags: typing.List[str] = dataclasses.field(default_factory=list)
            __import__("math").sqrt(2)
            result = json.dumps([dataclasses.asdict(Pet("tom")), sys.version_info[:3]])
            """
        try Worker.running(installation: installation) { worker in
            let version = installation.version
            let expected =
                #"[{"name": "tom", "tags": []}, [\#(version.major), \#(version.minor), "#
                + "\(version.micro)]]"
            #expect(worker.run(source).summary == ("returned", expected))
            #expect(
                worker.run("while True: pass", timeout: .milliseconds(200)).summary.kind
                    == "timed out")
            #expect(worker.run("import os; os._exit(0)").summary.kind == "died")
        }
    }

    @Test func aVirtualEnvironmentBringsItsPackages() throws {
        let directory = try Worker.temporaryDirectory()
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let base = try Worker.installation.get()
        let made = Process()
        made.executableURL = URL(fileURLWithPath: base.executable)
        made.arguments = ["-m", "venv", "--without-pip", "\(directory)/venv"]
        try made.run()
        made.waitUntilExit()
        let version = base.version
        let packages = "lib/python\(version.major).\(version.minor)/site-packages"
        try "origin = 'venv'".write(
            toFile: "\(directory)/venv/\(packages)/assay_probe.py", atomically: true,
            encoding: .utf8)
        let installation = try PythonInstallation.probe("\(directory)/venv")
        #expect(installation.isVirtualEnvironment && !base.isVirtualEnvironment)
        #expect(installation.prefix == "\(directory)/venv")
        try Worker.running(installation: installation) { worker in
            let outcome = worker.run("import assay_probe; result = assay_probe.origin")
            #expect(outcome.summary == ("returned", "venv"))
        }
    }

    @Test(arguments: [
        ("/nowhere/python", "No such file"), ("no-such-python", "no directory of PATH"),
        ("/bin/true", "no CPython"), ("/bin/false", "status 1"),
    ])
    func whatIsNoInterpreterIsNamed(path: String, reason: String) {
        #expect {
            try PythonInstallation.probe(path)
        } throws: {
            "\($0)".hasPrefix("'\(path)': ") && "\($0)".contains(reason)
        }
    }

    @Test(arguments: [("3.9", "3.10"), ("3.9.18", "3.10.1"), ("3.11.2", "3.11.10")])
    func versionsAreOrderedByTheirNumbers(older: String, newer: String) throws {
        let (left, right) = (try #require(PythonVersion(older)), try #require(PythonVersion(newer)))
        #expect(left < right)
        #expect(PythonVersion("3.x") == nil && PythonVersion("") == nil)
    }
}
