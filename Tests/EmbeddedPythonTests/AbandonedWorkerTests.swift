import EmbeddedPython
import Foundation
import Testing

/// Workers whose harness is killed in the middle of a call.
@Suite(.serialized) struct AbandonedWorkerTests {
    /// Says who it is, to the harness and to /proc, and never ends.
    static let source = """
        import os, signal
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        with open("started", "w") as file: file.write(os.readlink("/proc/self"))
        os.rename("started", "process")
        while True: pass
        """

    @Test(arguments: [true, false]) func aPackageEndsWithItsHarness(isolates: Bool) async throws {
        let directory = try Worker.temporaryDirectory()
        defer { try? FileManager.default.removeItem(atPath: directory) }
        await #expect(processExitsWith: .signal(SIGKILL)) {
            [directory = directory as String, isolates = isolates as Bool] in
            try await Self.abandon(in: directory, isolatesNetwork: isolates) {
                _ = $0.python.load(Self.source, timeout: .seconds(1000))
            }
        }
        #expect(try isGone(directory))
    }

    @Test(arguments: [true, false]) func aCaseEndsWithItsHarness(isolates: Bool) async throws {
        let directory = try Worker.temporaryDirectory()
        defer { try? FileManager.default.removeItem(atPath: directory) }
        await #expect(processExitsWith: .signal(SIGKILL)) {
            [directory = directory as String, isolates = isolates as Bool] in
            try await Self.abandon(in: directory, isolatesNetwork: isolates) {
                _ = $0.run(Self.source, timeout: .seconds(1000))
            }
        }
        #expect(try isGone(directory))
    }

    private static func abandon(
        in directory: String, isolatesNetwork: Bool, _ body: @escaping @Sendable (Worker) -> Void
    ) async throws {
        let worker = try Worker.lasting(in: directory, isolatesNetwork: isolatesNetwork)
        Thread { body(worker) }.start()
        let deadline = ContinuousClock.now + .seconds(20)
        while access("\(directory)/process", R_OK) != 0 && ContinuousClock.now < deadline {
            usleep(1000)
        }
        kill(getpid(), SIGKILL)
    }

    private func isGone(_ directory: String) throws -> Bool {
        let process = try String(contentsOfFile: "\(directory)/process", encoding: .utf8)
        let deadline = ContinuousClock.now + .seconds(5)
        while ContinuousClock.now < deadline {
            if access("/proc/\(process)", F_OK) != 0 { return true }
            usleep(1000)
        }
        return false
    }
}
