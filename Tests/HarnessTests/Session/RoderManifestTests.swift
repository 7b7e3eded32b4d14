import Foundation
import TestSupport
import Testing

/// The laws of Roder's manifest, each with a manifest that breaks it alone.
@Suite struct RoderManifestTests {
    private static func breaches(_ files: [String]) throws -> (Int32, [String]) {
        let script = Repository.root + "/conformance/subjects/roder-sdk/manifest.py"
        let outcome = try Program.run(["/usr/bin/python3", "-I", "-S", "-B", script] + files)
        return (outcome.status, outcome.output.split(separator: "\n").map(String.init))
    }

    private static func entry(_ method: String, _ stem: String, _ effect: String) -> String {
        """
        {"method": "\(method)", "paramsType": "\(stem)Params", "resultType": "\(stem)Result",
         "stability": "stable", "featureGroup": "a", "idempotency": "idempotent",
         "sideEffect": "\(effect)"}
        """
    }

    private static let one = entry("a/list", "AList", "readOnly")
    private static let two = entry("b/set_all", "BSetAll", "localState")

    private static func file(_ name: String, _ entries: [String], _ folder: TestFolder) throws
        -> String
    {
        let path = "\(folder.path)/\(name).json"
        let text = #"{"schemaVersion": 1, "unknownMethodsAllowed": true, "methods": ["#
        try (text + entries.joined(separator: ",\n") + "]}")
            .write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }

    @Test(
        arguments: [
            ([one, two], []),
            ([two, one], ["order: a/list: stands after 'b/set_all'"]),
            ([one, one], ["unique: a/list: stands twice", "additive: b/set_all: was removed"]),
            (
                [entry("a/list", "List", "readOnly"), two],
                [
                    "naming: a/list: 'paramsType' is ListParams, not AListParams",
                    "naming: a/list: 'resultType' is ListResult, not AListResult",
                    "additive: a/list: was changed",
                ]
            ),
            (
                [one, entry("b/set_all", "BSetAll", "none")],
                ["schema: b/set_all: 'sideEffect' is 'none'", "additive: b/set_all: was changed"]
            ),
            ([one, two, entry("c d", "C d", "readOnly")], ["naming: c d: is no name of a method"]),
        ])
    func aBrokenLawIsTold(_ entries: [String], _ due: [String]) throws {
        let folder = try TestFolder()
        let newer = try Self.file("newer", entries, folder)
        let older = try Self.file("older", [Self.one, Self.two], folder)
        let (status, found) = try Self.breaches([newer, older])
        #expect(found == due)
        #expect(status == (due.isEmpty ? 0 : 1))
    }

    /// What is wrong with the manifest between the two versions that are on trial.
    @Test(.needsCorpus) func theRecordedManifestIsHeldToThem() throws {
        let (status, found) = try Self.breaches(["\(Corpus.root)/roder/roder-app-server.v1.json"])
        #expect(status == 1 && found.count == 13)
        #expect(found[0] == "order: thread/set_mode: stands after 'thread/set_ultra_mode'")
        #expect(found.dropFirst().allSatisfy { $0.hasPrefix("naming: vcs/") })
    }
}
