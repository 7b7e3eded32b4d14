import Testing

/// Code that no SDK should contain, and the verdicts it must lead to.
struct HostileCode: Sendable, CustomTestStringConvertible {
    /// How one case ends.
    struct End: Sendable {
        var verdict: String
        /// The check that is violated, and a part of what it says; none for a case that passes.
        var check = ""
        var text = ""

        static let passes = End(verdict: "passed")

        static func fails(_ check: String, _ text: String) -> End {
            End(verdict: "failed", check: check, text: text)
        }
    }

    var name: String
    var source: String
    /// The case that calls the method which holds the code.
    var inMethod: End
    /// The case about imports, when the module itself holds it.
    var inModule: End
    /// Whether a package with such a module serves no case at all.
    var spoilsPackage: Bool
    /// Seconds: those that are to be stopped are stopped soon, the others are given all the time.
    var timeout: Int

    var testDescription: String { name }

    init(
        _ name: String, inMethod: End, inModule: End, spoilsPackage: Bool = true, timeout: Int = 20,
        _ source: String
    ) {
        self.name = name
        self.source = source
        self.inMethod = inMethod
        self.inModule = inModule
        self.spoilsPackage = spoilsPackage
        self.timeout = timeout
    }

    private static let timesOut = End.fails("subject.reports", "timed out")

    static let all = [
        HostileCode(
            "exits", inMethod: .fails("subject.reports", "SystemExit"),
            inModule: .fails("subject.reports", "SystemExit"), "import sys; sys.exit(0)"),
        HostileCode(
            "ends with status 0", inMethod: .fails("subject.reports", "status 0"),
            inModule: .fails("subject.reports", "status 0"), "import os; os._exit(0)"),
        HostileCode(
            "reads address 0", inMethod: .fails("subject.reports", "signal 11"),
            inModule: .fails("subject.reports", "signal 11"),
            "import ctypes; ctypes.string_at(0)"),
        HostileCode(
            "never ends", inMethod: timesOut, inModule: timesOut, timeout: 2, "while True: pass"),
        HostileCode(
            "never ends and ignores the interrupt", inMethod: timesOut, inModule: timesOut,
            timeout: 2,
            """
            import signal
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            while True: pass
            """),
        HostileCode(
            "sleeps", inMethod: timesOut, inModule: timesOut, timeout: 2,
            "import time; time.sleep(1000)"),
        HostileCode(
            "forks without end", inMethod: timesOut, inModule: timesOut, timeout: 2,
            """
            import os
            while True:
                try: os.fork()
                except OSError: pass
            """),
        HostileCode(
            "prints 1 GB", inMethod: .fails("subject.quiet", "xxxx"),
            inModule: .fails("subject.quiet", "xxxx"), spoilsPackage: false,
            """
            import sys
            for _ in range(1024): sys.stdout.write("x" * (1 << 20))
            """),
        HostileCode(
            "allocates 100 GB", inMethod: .fails("subject.error-kind", "MemoryError"),
            inModule: .fails("subject.reports", "MemoryError"), "x = bytearray(100 << 30)"),
        HostileCode(
            "deletes its directory", inMethod: .passes, inModule: .passes, spoilsPackage: false,
            """
            import os, shutil
            shutil.rmtree(os.getcwd(), ignore_errors=True)
            """),
    ]
}
