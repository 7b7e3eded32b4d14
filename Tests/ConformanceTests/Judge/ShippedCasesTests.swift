import Conformance
import Diagnostics
import TestSupport
import Testing
import WireJSON

/// What `conformance/` ships: cases that all read, under a schema that says the same as the reader,
/// and requirements that all exist.
@Suite struct ShippedCasesTests {
    private static let folder = Repository.root + "/conformance"
    private static let all = Repository.files(below: folder + "/cases", ext: "json")
    private static let files = all.filter { path in
        !["server/", "dispatch/", "session/"].contains { path.hasPrefix($0) }
    }

    private static func bytes(_ path: String) -> [UInt8] {
        Repository.bytes(of: "\(folder)/\(path)") ?? []
    }

    private static let cases: [Case] = files.compactMap { file in
        Case.read(bytes("cases/\(file)"), id: String(file.dropLast(5)), file: file).0
    }

    private static let sessions = all.filter { $0.hasPrefix("session/") }

    private static func session(_ file: String) -> (SessionCase?, [Diagnostic]) {
        SessionCase.read(bytes("cases/\(file)"), id: String(file.dropLast(5)), file: file)
    }

    @Test func everySessionIsRead() {
        #expect(Self.sessions.count >= 37)
        for file in Self.sessions {
            #expect(Self.session(file).1.map(\.description) == [])
        }
    }

    private static let records: [JSONValue] = ["json-rpc", "openrpc", "generated"].flatMap {
        (try? JSONValue.read(bytes("requirements/\($0).json")))?.array ?? []
    }

    private static let known = Set(records.compactMap { $0["id"]?.string })

    @Test func thereAreCases() {
        #expect(Self.files.count >= 67)
        #expect(Self.cases.count == Self.files.count)
    }

    @Test(arguments: files) func aCaseIsReadUnderThePathThatIsItsId(_ file: String) {
        let id = String(file.dropLast(".json".count))
        let (read, diagnostics) = Case.read(Self.bytes("cases/\(file)"), id: id, file: file)
        #expect(diagnostics.map(\.description) == [])
        #expect(read?.id == id)
        let isKebab = id.utf8.allSatisfy { byte in
            (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2D
                || byte == 0x2F
        }
        #expect(isKebab && id.split(separator: "/").count == 2)
    }

    @Test func everyRequirementHasItsRecord() throws {
        let ids = Self.records.compactMap { $0["id"]?.string }
        let expected = [("J", 66), ("O", 75), ("G", 25)].flatMap { letter, count in
            (1...count).map { letter + ($0 < 10 ? "0" : "") + String($0) }
        }
        #expect(ids == expected)
        let roles: Set = ["document", "client", "server", "mock", "python", "rust", "harness"]
        for record in Self.records {
            let names = record.object?.names ?? []
            #expect(names.prefix(4) == ["id", "level", "on", "clause"])
            #expect(names.dropFirst(4).allSatisfy { $0 == "excluded" })
            let level = record["level"]?.string ?? ""
            #expect(["must", "should", "may", "derived"].contains(level))
            let on = record["on"]?.array?.compactMap(\.string) ?? []
            #expect(!on.isEmpty && roles.isSuperset(of: on))
        }
        let clauses = Self.records.compactMap { $0["clause"]?.string }.filter { !$0.isEmpty }
        #expect(Set(clauses).count == Self.records.count)
    }

    @Test func everyRequirementThatIsNamedExists() throws {
        var named = Set((Self.cases + Case.packageCases(service: "")).flatMap(\.requirements))
        named.formUnion(Check.all.flatMap(\.requirements))
        named.formUnion(Self.sessions.compactMap { Self.session($0).0 }.flatMap(\.requirements))
        for file in Repository.files(below: Fixtures.root + "/openrpc", ext: "json") {
            let document = RawDocument(try JSONValue.read(Fixtures.bytes("openrpc/\(file)")))
            let sweep = Sweep(document: document, service: file, seed: 1)
            named.formUnion(
                sweep.cases { $0.map { _ in .valid } }.flatMap(\.requirements))
        }
        #expect(named.count > 40)
        #expect(named.subtracting(Self.known) == [])
    }

    @Test(.needsOracle) func theSchemaTakesEveryCase() throws {
        let answers = try Oracle.answers(
            Self.all.enumerated().map { index, file in
                try Self.question(index, try JSONValue.read(Self.bytes("cases/\(file)")))
            })
        for (file, answer) in zip(Self.all, answers) {
            guard case .invalid(let reason) = answer else { continue }
            Issue.record("\(file): \(reason)")
        }
    }

    @Test(.needsOracle) func theSchemaRefusesWhatTheReaderRefuses() throws {
        let malformed = CaseReadTests.Malformed.all
        let answers = try Oracle.answers(
            malformed.enumerated().map { index, malformed in
                try Self.question(index, try JSONValue.read(malformed.text))
            })
        #expect(answers.count == malformed.count && malformed.count >= 38)
        for (malformed, answer) in zip(malformed, answers) where answer == .valid {
            Issue.record("the schema takes \(malformed.line)")
        }
    }

    private static func question(_ id: Int, _ instance: JSONValue) throws -> ValidationRequest {
        ValidationRequest(
            id: id, place: "case.schema.json",
            schema: try JSONValue.read(bytes("case.schema.json")), instance: instance)
    }
}
