import EmbeddedPython
import Foundation
import Harness
import TestSupport
import Testing

/// Bare `rustc`, killed, starved and given nonsense: a fault or a refusal, and nothing half-kept.
@Suite struct RustCrateTests {
    private let folder: TestFolder
    private let cache: BuildCache

    init() throws {
        folder = try TestFolder()
        cache = try BuildCache(root: "\(folder.path)/cache")
    }

    private func program(_ text: String) -> RustCrate {
        RustCrate(name: "sample", kind: .program, files: [("main.rs", text)], root: "main.rs")
    }

    /// A compiler that does what a shell is told; `$2` is where its product belongs.
    private func pretended(_ script: String) throws -> RustToolchain {
        let out = "while [ \"$1\" != -o ]; do shift; done"
        let path = try folder.script("#!/bin/sh\n\(out)\n\(script)\n", to: "rustc")
        return RustToolchain(rustc: path, cargo: nil, description: script)
    }

    private var kept: [String] {
        get throws {
            try FileManager.default.contentsOfDirectory(atPath: cache.root)
                .filter { $0 != "making" }
        }
    }

    @Test func killedCompilerLeavesNothing() throws {
        let rustc = try pretended("echo half > \"$2\"; kill -9 $$")
        let fault = #expect(throws: HarnessFault.self) {
            try program("fn main() {}").compiled(rustc, .none, in: cache)
        }
        #expect(fault?.description.contains("killed by signal 9") == true)
        #expect(try kept.isEmpty)
    }

    @Test func compilerThatFillsTheDiskLeavesNothing() throws {
        let rustc = try pretended("exec cat /dev/zero > \"$2\"")
        var limits = RustCrate.limits
        limits.fileSize = 1 << 20
        let fault = #expect(throws: HarnessFault.self) {
            try program("fn main() {}").compiled(rustc, .none, in: cache, limits: limits)
        }
        #expect(fault?.description.contains("signal 25") == true)
        #expect(try kept.isEmpty)
    }

    @Test func compilerThatHangsIsEnded() throws {
        let rustc = try pretended("exec sleep 600")
        let fault = #expect(throws: HarnessFault.self) {
            try program("fn main() {}")
                .compiled(rustc, .none, in: cache, patience: .milliseconds(200))
        }
        #expect(fault?.description.contains("did not end in time") == true)
        #expect(try kept.isEmpty)
    }

    @Test func missingCompilerNamesTheWayOut() throws {
        let rustc = RustToolchain(rustc: "/nowhere/rustc", cargo: nil, description: "")
        let fault = #expect(throws: HarnessFault.self) {
            try program("fn main() {}").compiled(rustc, .none, in: cache)
        }
        #expect(fault?.description.contains("cannot be run") == true)
    }

    @Test(.enabled(if: Machine.hasRust, "no rustc here"))
    func nonsenseIsTheMakersFault() throws {
        let made = try program("fn main() { no }")
            .compiled(RustToolchain.find(), .none, in: cache)
        guard case .failure(let refusal) = made else {
            Issue.record("nonsense compiles")
            return
        }
        #expect(refusal.message.contains("cannot find value `no`"))
        #expect(try kept.isEmpty)
    }

    @Test(.enabled(if: Machine.hasRust, "no rustc here"))
    func programRunsAndIsKept() throws {
        let toolchain = try RustToolchain.find()
        let first = try program("fn main() {}").compiled(toolchain, .none, in: cache).get()
        let second = try program("fn main() {}").compiled(toolchain, .none, in: cache).get()
        #expect(first.path == second.path)
        #expect(try Program.run([first.path], timeout: .seconds(10)).status == 0)
    }
}

/// What this machine has.
enum Machine {
    static let hasRust = (try? RustToolchain.find()) != nil
}
