import TestSupport
import Testing

/// The script that uses a generated client as its users do, against a service that remembers.
@Suite struct TypedClientTests {
    private func run(_ words: [String]) throws -> Program.Outcome {
        try Program.run(
            ["/usr/bin/python3", "-W", "error", Repository.root + "/scripts/e2e_typed_client.py"]
                + words, timeout: .seconds(60))
    }

    @Test func aRoundTripKeepsItsTypes() throws {
        let outcome = try run(["--serve", "--assay", Program.assay])
        #expect(outcome.status == 0, "\(outcome)")
        // The mock's line for each call, and no word of the client's.
        let lines = outcome.errors.split(separator: "\n")
        #expect(lines.count == 8 && lines.allSatisfy { $0.hasPrefix("http ") }, "\(lines)")
        #expect(
            outcome.output == """
                round trip over TCP
                round trip over a Unix socket
                8 methods called on the mock

                """)
    }

    /// The SDK that is named is the one that is used, and one that is wrong is found out.
    @Test func theSDKThatIsNamedIsUsed() throws {
        let folder = try TestFolder()
        let made = try Program.assay([
            "generate", Fixtures.root + "/openrpc/fleet.json", "--python", folder.path + "/sdk",
        ])
        try #require(made.status == 0)
        let words = [folder.path + "/sdk", "--serve", "--assay", Program.assay]
        #expect(try run(words).status == 0)
        let client = "sdk/fleet/fleet_client.py"
        let text = String(decoding: folder.read(client), as: UTF8.self)
        try folder.write(
            text.replacing(#"_may("from", from_)"#, with: #"_may("from_", from_)"#), to: client)
        let wrong = try run(words)
        #expect(wrong.status == 1 && wrong.errors.contains("e2e: list gave []"), "\(wrong)")
    }

    @Test func nothingIsStartedUnasked() throws {
        let outcome = try run([])
        #expect(outcome.status == 2 && outcome.errors.contains("there is nothing to call"))
    }
}
