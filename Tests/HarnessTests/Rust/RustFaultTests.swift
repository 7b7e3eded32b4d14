import Foundation
import Harness
import TestSupport
import Testing

/// A run whose compiler is killed, or whose cache is full: one verdict, and nothing half-kept.
@Suite(.enabled(if: Machine.hasRust, "no rustc here")) struct RustFaultTests {
    private let folder: TestFolder
    private let cache: String
    private let document: String

    /// A cache with the crates that generated code stands on, and nothing built on top of them.
    init() throws {
        folder = try TestFolder()
        cache = folder.path + "/cache"
        document = try folder.write(
            """
            {"openrpc": "1.2.6", "info": {"title": "Tick", "version": "1"}, "methods": [
              {"name": "tick", "params": [], "result": {"name": "count",
               "schema": {"type": "integer"}}}]}
            """, to: "tick.json")
        try FileManager.default.createDirectory(
            atPath: cache, withIntermediateDirectories: false)
    }

    private func crates() throws -> String {
        try RustDependencies.build(RustToolchain.find(), in: .standard()).folder
    }

    private func linkCrates() throws {
        let crates = try crates()
        try FileManager.default.createSymbolicLink(
            atPath: "\(cache)/\((crates as NSString).lastPathComponent)",
            withDestinationPath: crates)
    }

    /// What the cache holds besides, makers' leavings too.
    private var kept: [String] {
        let names = (try? FileManager.default.subpathsOfDirectory(atPath: cache)) ?? []
        return names.filter { name in
            !name.hasPrefix("crates-") && !name.hasSuffix(".lock") && name != "making"
        }
    }

    private func run(_ environment: [String: String], _ around: [String] = []) throws
        -> Program.Outcome
    {
        try Program.run(
            around + [Program.assay, "run", document, "--language", "rust"],
            environment: environment.merging(["ASSAY_CACHE": cache]) { $1 },
            timeout: .seconds(120))
    }

    /// A compiler that begins to write, is killed in the middle of it, and works the next time.
    @Test func aKilledCompilerIsInconclusive() throws {
        try linkCrates()
        let real = try RustToolchain.find().rustc
        let script = """
            #!/bin/sh
            case "$*" in
            "--print sysroot") echo '\(folder.path)'; exit;;
            *--crate-type=*)
                if [ ! -e '\(folder.path)/once' ]; then
                    '\(real)' "$@" & child=$!
                    while [ "$1" != -o ]; do shift; done
                    echo half > "$2"
                    : > '\(folder.path)/once'
                    kill -9 $child $$
                fi;;
            esac
            exec '\(real)' "$@"
            """
        let path = try folder.script(script + "\n", to: "bin/rustc")
        let killed = try run(["ASSAY_RUSTC": path])
        #expect(killed.status == 3, "\(killed.output)")
        #expect(killed.output.contains("rustc killed by signal 9"), "\(killed.output)")
        #expect(killed.output.components(separatedBy: "inconclusive: ").count == 2)
        #expect(kept.allSatisfy { $0.hasPrefix("answers-") }, "\(kept)")
        let again = try run(["ASSAY_RUSTC": path])
        #expect(again.status == 0, "\(again.output)\(again.errors)")
    }

    private static let canMount =
        (try? Program.run(["/usr/bin/unshare", "-m", "mount", "-t", "tmpfs", "none", "/mnt"])
            .status) == 0

    /// There is no room for the sources, or for what the compiler makes of them.
    @Test(.enabled(if: canMount, "no file system can be mounted here"), arguments: [64, 600])
    func aFullDiskIsInconclusive(_ kilobytes: Int) throws {
        let script =
            "mount -t tmpfs -o size=\(kilobytes)k none '\(cache)'"
            + " && ln -s '\(try crates())' '\(cache)' && \"$@\"; status=$?;"
            + " ls '\(cache)' > '\(folder.path)/left'; exit $status"
        let full = try run([:], ["/usr/bin/unshare", "-m", "/bin/sh", "-c", script, "sh"])
        #expect(full.status == 3, "\(full.output)\(full.errors)")
        #expect(full.output.contains("inconclusive: "), "\(full.output)")
        let left = String(decoding: folder.read("left"), as: UTF8.self).split(separator: "\n")
        let whole = ["crates-", "answers-", "making"]
        #expect(left.allSatisfy { name in whole.contains { name.hasPrefix($0) } }, "\(left)")
    }
}
