import EmbeddedPython
import Glibc
import Testing

/// Source that no SDK should contain, and the one outcome it may have.
struct HostileGuest: Sendable, CustomTestStringConvertible {
    var name: String
    var source: String
    /// The outcome's kind, and a part of its text.
    var kind: String
    var text: String
    var timeout: Duration

    init(_ name: String, _ kind: String, _ text: String, _ source: String) {
        self.name = name
        self.source = source
        self.kind = kind
        self.text = text
        // Those that are to be stopped are stopped soon, the others are given all the time.
        timeout = kind == "timed out" ? .milliseconds(400) : .seconds(20)
    }

    var testDescription: String { name }

    static let all = [
        HostileGuest(
            "floods its output", "returned", "done",
            """
            import sys
            for _ in range(1024): sys.stdout.write("x" * (1 << 20))
            result = "done"
            """),
        HostileGuest(
            "floods its error output until stopped", "timed out", "KeyboardInterrupt",
            """
            import sys
            while True: sys.stderr.write("y" * 65536)
            """),
        HostileGuest(
            "allocates 100 GB", "raised", "MemoryError", "x = bytearray(100 << 30)"),
        HostileGuest(
            "forks without end", "timed out", "",
            """
            import os
            while True:
                try: os.fork()
                except OSError: pass
            """),
        HostileGuest("ends with status 0", "died", "status 0", "import os; os._exit(0)"),
        HostileGuest("exits", "raised", "SystemExit", "import sys; sys.exit(0)"),
        HostileGuest(
            "reads address 0", "died", "signal 11", "import ctypes; ctypes.string_at(0)"),
        HostileGuest("never ends", "timed out", "line 1, in <module>", "while True: pass"),
        HostileGuest(
            "ignores the interrupt", "timed out", "did not react",
            """
            import signal
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            while True: pass
            """),
        HostileGuest(
            "catches everything", "timed out", "did not react",
            """
            import time
            while True:
                try:
                    while True: time.sleep(0.01)
                except BaseException: pass
            """),
        HostileGuest(
            "swallows the interrupt", "timed out", "caught the interrupt",
            """
            import time
            try: time.sleep(1000)
            except BaseException: pass
            """),
        HostileGuest("sleeps", "timed out", "line 2, in <module>", "import time\ntime.sleep(1000)"),
        HostileGuest(
            "deletes its directory", "returned", "None",
            """
            import os, shutil
            shutil.rmtree(os.getcwd(), ignore_errors=True)
            """),
        HostileGuest(
            "locks its directory", "returned", "None", "import os; os.chmod(os.getcwd(), 0)"),
        HostileGuest(
            "closes every descriptor", "died", "status 70", "import os; os.closerange(0, 4096)"),
        HostileGuest(
            "closes every descriptor and goes on", "timed out", "",
            "import os; os.closerange(0, 4096)\nwhile True: pass"),
        HostileGuest(
            "becomes another program", "died", "status 0",
            "import os; os.execvp('true', ['true'])"),
        HostileGuest(
            "writes to every descriptor", "died", "",
            """
            import os
            for descriptor in range(3, 256):
                try: os.write(descriptor, b"\\0" * 64)
                except OSError: pass
            """),
        HostileGuest(
            "leaves a process that holds on to everything", "returned", "left",
            """
            import os, signal, time
            if os.fork() == 0:
                os.setsid()
                for number in range(1, 32):
                    try: signal.signal(number, signal.SIG_IGN)
                    except (OSError, ValueError): pass
                time.sleep(1000)
            result = "left"
            """),
        HostileGuest(
            "dies and leaves a process that holds on", "died", "status 3",
            """
            import os, time
            if os.fork() == 0: time.sleep(1000)
            os._exit(3)
            """),
        HostileGuest(
            "raises what cannot be described", "raised", "Silent",
            """
            class Silent(Exception):
                def __str__(self): raise self
                __repr__ = __str__
            raise Silent()
            """),
        HostileGuest(
            "recurses without end", "raised", "RecursionError", "def f(): f()\nf()"),
        HostileGuest(
            "leaves a thread behind", "returned", "threaded",
            """
            import threading, time
            threading.Thread(target=time.sleep, args=(1000,)).start()
            result = "threaded"
            """),
        HostileGuest("wants a terminal", "raised", "OSError", "open('/dev/tty')"),
        HostileGuest(
            "writes a file too large", "raised", "File too large",
            "open('large', 'wb').write(bytes(17 << 20))"),
        HostileGuest(
            "opens too many files", "raised", "Too many open files",
            "files = [open('/dev/null') for _ in range(1000)]"),
        HostileGuest(
            "signals its group", "died", "signal 9", "import os; os.killpg(0, 9)"),
    ]

    /// Guests that attack the worker: where it has process ids of its own they cannot.
    static let assassins = [
        HostileGuest(
            "kills its parent", "returned", "alone",
            "import os; os.kill(os.getppid(), 9)"
                + "\nresult = 'alone'"),
        HostileGuest(
            "kills everyone", "raised", "ProcessLookupError",
            "import os; os.kill(-1, 9)"
                + "\nresult = 'alone'"),
        HostileGuest(
            "stops its parent", "returned", "alone",
            "import os; os.kill(os.getppid(), 19)"
                + "\nresult = 'alone'"),
    ]
}

@Suite(.serialized) struct HostileGuestTests {
    /// Each guest has the outcome it should, in time, and the next case does not notice.
    @Test(arguments: HostileGuest.all + HostileGuest.assassins)
    func aGuestSpoilsOnlyItsOwnCase(guest: HostileGuest) throws {
        try Worker.running { worker in
            try judge(guest, in: worker)
            let next = worker.run("import os; os.getcwd(); open('next', 'w'); result = 'well'")
            #expect(next.summary == ("returned", "well"))
            #expect(worker.run("import os; result = os.getppid()").summary.kind == "returned")
        }
    }

    @Test(arguments: HostileGuest.all)
    func aGuestSpoilsOnlyItsOwnCaseOnTheHostNetwork(guest: HostileGuest) throws {
        try Worker.running(isolatesNetwork: false) { worker in
            try judge(guest, in: worker)
            let next = worker.run("import os; os.getcwd(); open('next', 'w'); result = 'well'")
            #expect(next.summary == ("returned", "well"))
        }
    }

    /// Without process ids of its own the worker can be killed; that is noticed and said.
    @Test(
        .enabled(if: getuid() == 0, "as this user it would end all that this user runs"),
        arguments: HostileGuest.assassins)
    func aKilledWorkerIsLostAndReplaced(guest: HostileGuest) throws {
        try Worker.running(isolatesNetwork: false) { worker in
            let start = ContinuousClock.now
            let timeout = Duration.milliseconds(400)
            let outcome = worker.run(guest.source, timeout: timeout)
            #expect(outcome.summary.kind == "worker lost")
            #expect(ContinuousClock.now - start < timeout + .seconds(4))
            #expect(!worker.python.isAlive)
            #expect(worker.run("result = 1").summary.kind == "worker lost")
        }
        try Worker.running { #expect($0.run("result = 1").summary == ("returned", "1")) }
    }

    private func judge(_ guest: HostileGuest, in worker: Worker) throws {
        let start = ContinuousClock.now
        let outcome = worker.run(guest.source, timeout: guest.timeout)
        let (kind, text) = outcome.summary
        #expect(kind == guest.kind, "\(text) \(outcome.output.error.text.suffix(500))")
        #expect(guest.text.isEmpty || text.contains(guest.text), "\(text)")
        #expect(ContinuousClock.now - start < guest.timeout + .seconds(4))
    }
}
