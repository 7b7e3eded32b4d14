import EmbeddedPython
import Testing

/// Hostile packages: what they do while they are imported, in the worker itself.
@Suite(.serialized) struct LoadTests {
    private static let timeout = Duration.milliseconds(400)

    private func load(_ source: String, _ judge: (Worker, WorkerOutcome) throws -> Void) throws {
        try Worker.running { worker in
            let start = ContinuousClock.now
            let outcome = worker.python.load(source, timeout: Self.timeout)
            #expect(ContinuousClock.now - start < Self.timeout + .seconds(2))
            try judge(worker, outcome)
        }
    }

    @Test(arguments: ["import sys; sys.exit(0)", "1/0", "import ctypes.nothing"])
    func aPackageThatRaisesLeavesTheWorker(source: String) throws {
        try load(source) { worker, outcome in
            #expect(outcome.summary.kind == "raised")
            #expect(worker.run("result = 1").summary == ("returned", "1"))
        }
    }

    @Test(arguments: ["while True: pass", "import time\ntime.sleep(1000)"])
    func aPackageThatNeverEndsIsInterrupted(source: String) throws {
        try load(source) { worker, outcome in
            #expect(outcome.summary.kind == "timed out")
            #expect(outcome.summary.text.contains("KeyboardInterrupt"))
            #expect(worker.run("result = 1").summary == ("returned", "1"))
        }
    }

    @Test func aPackageThatIgnoresTheInterruptIsEnded() throws {
        let source = """
            import signal
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            while True: pass
            """
        try load(source) { worker, outcome in
            #expect(outcome.summary == ("timed out", "it did not react to the interrupt"))
            #expect(!worker.python.isAlive)
        }
    }

    @Test(arguments: [
        ("import os; print('last words'); os._exit(0)", "exited with status 0"),
        ("import os; print('last words'); os.execvp('true', ['true'])", "exited with status 0"),
        ("import ctypes; print('last words'); ctypes.string_at(0)", "killed by signal 11"),
    ])
    func aPackageThatEndsTheWorkerIsHeard(source: String, end: String) throws {
        try load(source) { worker, outcome in
            #expect(outcome.summary == ("died", end))
            #expect(outcome.output.standard.text == "last words\n")
            #expect(!worker.python.isAlive)
        }
    }

    @Test func aPackageThatClosesTheControlSocketDies() throws {
        try load("import os; os.closerange(3, 4096)\nimport time\ntime.sleep(1000)") { _, outcome in
            #expect(outcome.summary.kind == "died")
        }
    }

    @Test func whatAPackageLeavesRunningIsEnded() throws {
        let source = """
            import os, time
            child = os.fork()
            if child == 0: time.sleep(1000)
            """
        try load(source) { worker, outcome in
            #expect(outcome.summary == ("returned", "loaded"))
            let alive = worker.run("import os\nos.kill(child, 0)").summary
            #expect(alive.text.contains("ProcessLookupError"))
        }
    }
}
