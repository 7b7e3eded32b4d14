import SDKGenerator
import TestSupport
import Testing

/// The crate that is generated for a small service: blessed, compiled, held against the tools, and
/// used.
@Suite struct RustDispatchTests {
    static func relay(
        profile: DispatchProfile = .strict, hasProbe: Bool = false,
        changed: (String) -> String = { $0 }
    ) -> Generation {
        let text = String(decoding: Fixtures.bytes("apischema/relay.json"), as: UTF8.self)
        return Generation.rust(
            document: Array(changed(text).utf8), file: "relay.json", profile: profile,
            hasProbe: hasProbe)
    }

    @Test func ourDocumentGivesTheBlessedFiles() {
        let generation = Self.relay(hasProbe: true)
        #expect(
            generation.diagnostics == [
                "note: Rust or the crate needs the name of 'self' of 'FileKind' itself; it becomes"
                    + " 'SelfValue' [rust.reserved-name]"
            ])
        let fixed = ["/runtime/", "/probe/script.rs"]
        let own = generation.files.filter { file in !fixed.contains { file.path.contains($0) } }
        for file in own {
            Snapshot.check(file.text, at: "fixtures/generated/rust/relay/\(file.path)")
        }
        let found = Repository.files(below: Fixtures.root + "/generated/rust/relay")
        #expect(Set(found).isSubset(of: Set(own.map(\.path))), "one is no longer generated")
    }

    @Test func theSameDocumentGivesTheSameBytes() {
        #expect(Self.relay().files == Self.relay().files)
    }

    @Test(.needsRust, arguments: DispatchProfile.allCases)
    func theCratePassesTheTools(_ profile: DispatchProfile) throws {
        let guest = try RustGuest(Self.relay(profile: profile, hasProbe: true))
        let sources = [guest.source("lib.rs"), guest.source("bin/probe/main.rs")]
        let format = try Program.run(
            ["/usr/bin/env", "rustfmt", "--edition", "2021", "--check"] + sources)
        #expect(format.status == 0, "\(format.output)\(format.errors)")
        let root = try Program.run(["/usr/bin/env", "rustc", "--print", "sysroot"])
        let sysroot = String(root.output.dropLast())
        let clippy = try guest.tools.compile(
            sources[0], as: "linted", "lib", to: guest.folder.path,
            compiler: ["clippy-driver", "-W", "clippy::all", "--sysroot", sysroot])
        #expect(clippy.status == 0, "\(clippy.errors)")
    }

    /// Whole requests on top of frames: a chunk that comes before its start is not lost.
    @Test(.needsRust) func aBridgeThatKeepsStateStandsOnTop() throws {
        let guest = try RustGuest(Self.relay())
        let bridge = try guest.program(Fixtures.root + "/rust/bridge.rs", as: "bridge")
        let outcome = try Program.run([bridge], timeout: .seconds(60))
        #expect(outcome.status == 0, "\(outcome.errors)")
        // Answers and calls of two exchanges are in no order.
        #expect(
            outcome.output.split(separator: "\n").sorted() == [
                "answer null", "answer null", "answer null", "answer null", "answer null",
                #"answer {"code":1,"message":"the request has begun before"}"#,
                #"call {"data":"POST OVERTAKEN","end":true,"requestId":"a"}"#,
                #"call {"error":"taken back","requestId":"b"}"#,
            ])
    }

    /// A group that is added to the schema is dispatched with no line by hand but its handler.
    @Test(.needsRust) func anAddedGroupNeedsItsHandlerAlone() throws {
        let guest = try RustGuest(
            Self.relay { text in
                text.replacing(
                    #""clientGlobal": {"#,
                    with: """
                        "clientGlobal": { "clock": { "now": { "rpcMethod": "clock.now",
                          "params": null, "result": { "type": "integer" } } },
                        """)
            })
        let program = try guest.program(Fixtures.root + "/rust/clock.rs", as: "clock")
        let outcome = try Program.run([program], timeout: .seconds(60))
        #expect(outcome.output == "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":42}\n")
    }

    /// What a handler answers must be what the schema says, and all of it.
    @Test(
        .needsRust,
        arguments: [
            ("\"httpRequestChunk\": {", "\"removed\": {", "E0407"),
            ("\"relay.httpRequestChunk\"", "\"relay.httpRequestPart\"", "E0407"),
            ("\"chunkless\"", "\"chunkless\"", ""),
        ])
    func aRemovedMethodIsAnErrorInTheHandler(_ change: (String, String, String)) throws {
        let guest = try RustGuest(
            Self.relay { text in
                change.1.contains("removed")
                    ? text.replacing("\"relay.httpRequestChunk\"", with: "\"relay.other\"")
                    : text.replacing(change.0, with: change.1)
            })
        let outcome = try guest.compile(Fixtures.root + "/rust/bridge.rs", as: "bridge")
        #expect((outcome.status == 0) == change.2.isEmpty)
        #expect(change.2.isEmpty || outcome.errors.contains(change.2), "\(outcome.errors)")
    }
}
