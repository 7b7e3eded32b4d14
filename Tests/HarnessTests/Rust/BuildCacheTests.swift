import Foundation
import Glibc
import Harness
import Synchronization
import TestSupport
import Testing

/// An entry is whole or not there, whatever happens to its maker.
@Suite struct BuildCacheTests {
    private let folder: TestFolder
    private let cache: BuildCache

    init() throws {
        folder = try TestFolder()
        cache = try BuildCache(root: folder.path)
    }

    private func entry(
        _ parts: [String] = ["a"], make: (String) throws(HarnessFault) -> Void
    ) throws -> String { try cache.entry("kind", parts, make: make) }

    private static func fill(_ path: String) throws(HarnessFault) {
        guard FileManager.default.createFile(atPath: "\(path)/it", contents: Data("whole".utf8))
        else { throw HarnessFault("the test cannot write") }
    }

    /// Names of entries; what makers work in stands in a folder of its own.
    private var entries: [String] {
        get throws {
            try FileManager.default.contentsOfDirectory(atPath: folder.path)
                .filter { $0 != "making" }
        }
    }

    private var abandoned: [String] {
        get throws {
            try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/making")
                .filter { !$0.hasSuffix(".lock") }
        }
    }

    @Test func makesOnce() throws {
        let first = try entry { path throws(HarnessFault) in try Self.fill(path) }
        let second = try entry { _ throws(HarnessFault) in Issue.record("it is made again") }
        #expect(first == second)
        #expect(folder.read("\(try entries[0])/it") == Array("whole".utf8))
        #expect(try abandoned.isEmpty)
    }

    @Test func partsAreToldApart() throws {
        let one = try entry(["ab", "c"]) { path throws(HarnessFault) in try Self.fill(path) }
        let other = try entry(["a", "bc"]) { path throws(HarnessFault) in try Self.fill(path) }
        #expect(one != other)
    }

    @Test func makerThatFailsLeavesNothing() throws {
        #expect(throws: HarnessFault.self) {
            try entry { path throws(HarnessFault) in
                try Self.fill(path)
                throw HarnessFault("broken off")
            }
        }
        #expect(try entries.isEmpty)
        #expect(try abandoned.isEmpty)
    }

    @Test(arguments: ["shorter", "gone"]) func damagedEntryIsMadeAgain(_ damage: String) throws {
        let path = try entry { path throws(HarnessFault) in try Self.fill(path) }
        if damage == "gone" { unlink("\(path)/it") } else { truncate("\(path)/it", 2) }
        _ = try entry { path throws(HarnessFault) in try Self.fill(path) }
        #expect(folder.read("\(try entries[0])/it") == Array("whole".utf8))
    }

    @Test func twoAtOnceMakeOnce() throws {
        let made = Atomic<Int>(0)
        DispatchQueue.concurrentPerform(iterations: 4) { _ in
            let path = try? entry { path throws(HarnessFault) in
                made.wrappingAdd(1, ordering: .relaxed)
                try Self.fill(path)
            }
            #expect(path != nil)
        }
        #expect(made.load(ordering: .relaxed) == 1)
    }

    @Test func whatAKilledMakerLeftGoes() throws {
        // No process has this number: it is beyond what the kernel gives out.
        let left = "\(folder.path)/making/\(Int32.max)-1"
        try FileManager.default.createDirectory(
            atPath: left, withIntermediateDirectories: false)
        _ = try BuildCache(root: folder.path)
        #expect(!FileManager.default.fileExists(atPath: left))
    }

    @Test func fullDiskIsSaid() throws {
        chmod("\(folder.path)/making", 0o500)
        defer { chmod("\(folder.path)/making", 0o700) }
        // Root writes where it may not: the folder is taken away besides.
        try FileManager.default.removeItem(atPath: "\(folder.path)/making")
        let fault = #expect(throws: HarnessFault.self) {
            try entry { path throws(HarnessFault) in try Self.fill(path) }
        }
        #expect(fault?.description.contains("set ASSAY_CACHE to a folder with room") == true)
    }
}
