import EmbeddedPython
import Foundation
import Synchronization
import Testing

@Suite struct PythonWorkerTests {
    @Test func aTextGoesInAndATextComesOut() throws {
        try Worker.running { worker in
            let outcome = worker.run("result = 'grüße, ' + '\\U0001f40d' * 2")
            #expect(outcome.summary == ("returned", "grüße, 🐍🐍"))
            #expect(worker.run("result = ''").summary == ("returned", ""))
            // In JSON that is the same character still.
            #expect(worker.run("result = '\\ud800'").summary == ("returned", "\\ud800"))
            let large = worker.run("result = 'x' * (5 << 20)", timeout: .seconds(20))
            #expect(large.summary.text.utf8.count == 5 << 20)
        }
    }

    @Test func casesShareWhatWasLoadedAndNothingElse() throws {
        try Worker.running { worker in
            let loaded = worker.python.load(
                "import dataclasses\nx = 41\nprint('loading')", timeout: .seconds(5))
            #expect(loaded.summary == ("returned", "loaded"))
            #expect(loaded.output.standard.text == "loading\n")
            let first = worker.run("dataclasses.x = 1\nx += 1\nresult = x")
            #expect(first.summary == ("returned", "42"))
            let second = worker.run("result = x, hasattr(dataclasses, 'x')")
            #expect(second.summary == ("returned", "(41, False)"))
        }
    }

    @Test func whatIsPrintedIsKeptWithItsLength() throws {
        try Worker.running { worker in
            let source = "import sys\nprint('a' * 100000)\nprint('oh', file=sys.stderr)\n1/0"
            let outcome = worker.run(source)
            #expect(outcome.summary.text.hasSuffix("ZeroDivisionError: division by zero\n"))
            #expect(outcome.output.standard.total == 100_001)
            #expect(outcome.output.standard.isTruncated)
            #expect(outcome.output.standard.bytes.count == CapturedStream.limit)
            #expect(outcome.output.error.text == "oh\n")
            #expect(worker.run("pass").output == GuestOutput())
        }
    }

    @Test func anInterpreterDependsOnNothingAround() throws {
        let source = """
            import os, sys, time
            names = [name for name in os.environ if name.startswith("PYTHON")]
            result = [
                hash("assay"), sys.flags.dont_write_bytecode, sys.flags.utf8_mode, time.tzname[0],
                "" in sys.path, os.getcwd() == os.environ["TMPDIR"] == os.path.expanduser("~"),
                sys.stdin.read(), sorted(name for name in os.environ if "PYENV" in name),
            ]
            """
        let first = try Worker.running { $0.run(source).summary }
        #expect(first.kind == "returned")
        #expect(first.text.hasSuffix(", 1, 1, 'UTC', False, True, '', []]"))
        #expect(try Worker.running { $0.run(source).summary } == first)
    }

    @Test func aFunctionThatIsMissingOrReturnsNoTextRaises() throws {
        try Worker.running(bootstrap: "def number(text): return 1") { worker in
            let python = worker.python
            let number = python.call("number", "", timeout: .seconds(5)).summary
            #expect(number == ("raised", "TypeError: a driver's function must return a str\n"))
            let missing = python.call("absent", "", timeout: .seconds(5)).summary
            #expect(missing == ("raised", "NameError: the driver has no function 'absent'\n"))
        }
    }

    @Test func aBootstrapThatRaisesIsAFault() throws {
        #expect {
            try Worker.running(bootstrap: "1/0") { _ in }
        } throws: {
            "\($0)".contains("the bootstrap raises") && "\($0)".contains("ZeroDivisionError")
        }
        #expect(throws: WorkerFault.self) {
            let real = try Worker.installation.get()
            let broken = PythonInstallation(
                executable: real.executable, version: real.version, library: "/nowhere/libpython",
                prefix: real.prefix, basePrefix: real.basePrefix)
            try Worker.running(installation: broken) { _ in }
        }
    }

    @Test func trustedCodeKeepsItsStateAndItsRights() throws {
        let bootstrap = """
            import os
            count = 0
            def add(text):
                global count
                count += int(text)
                return "%d %d" % (count, os.getuid())
            """
        try Worker.running(limits: nil, isolatesNetwork: false, bootstrap: bootstrap) { worker in
            let python = worker.python
            #expect(
                python.evaluate("add", "1", timeout: .seconds(5)).summary.text == "1 \(getuid())")
            #expect(python.call("add", "5", timeout: .seconds(5)).summary.text == "6 \(getuid())")
            #expect(
                python.evaluate("add", "1", timeout: .seconds(5)).summary.text == "2 \(getuid())")
            #expect(!python.hasPrivateUser && !python.isNetworkIsolated)
        }
    }

    @Test func workersRunBesideEachOther() throws {
        let threads = 3
        let texts = Collected()
        let done = DispatchGroup()
        for number in 0..<threads {
            let body = { @Sendable in
                defer { done.leave() }
                let text = try? Worker.running { worker in
                    (0..<20).map { worker.run("result = \(number * 100 + $0)").summary.text }
                        .joined(separator: " ")
                }
                texts.add(text ?? "failed")
            }
            done.enter()
            Thread(block: body).start()
        }
        done.wait()
        let expected = (0..<threads).map { number in
            (0..<20).map { "\(number * 100 + $0)" }.joined(separator: " ")
        }
        #expect(texts.sorted == expected)
    }
}

/// Texts from several threads.
final class Collected: Sendable {
    private let texts = Mutex<[String]>([])

    func add(_ text: String) { texts.withLock { $0.append(text) } }

    var sorted: [String] { texts.withLock { $0.sorted() } }
}
