import Conformance
import Diagnostics
import TestSupport
import Testing
import WireJSON

/// The server's cases that `conformance/` ships, and what is refused of a case that is malformed.
@Suite struct ServerCasesTests {
    private static let folder = Repository.root + "/conformance"
    static let files = Repository.files(below: folder + "/cases/server", ext: "json")

    private static func bytes(_ path: String) -> [UInt8] {
        Repository.bytes(of: "\(folder)/\(path)") ?? []
    }

    static let cases: [ServerCase] = files.compactMap { file in
        let id = "server/" + file.dropLast(".json".count)
        return ServerCase.read(bytes("cases/server/\(file)"), id: id, file: file).0
    }

    /// What a server owes that no case and no check tests, each with the reason.
    private static let excluded: [String: String] = [:]

    @Test func everyCaseIsRead() {
        #expect(Self.files.count >= 150)
        for file in Self.files {
            let id = "server/" + file.dropLast(".json".count)
            let (read, diagnostics) = ServerCase.read(
                Self.bytes("cases/server/\(file)"), id: id, file: file)
            #expect(diagnostics.map(\.description) == [])
            #expect(read?.id == id)
            let isKebab = id.utf8.allSatisfy { byte in
                (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2D
                    || byte == 0x2F
            }
            #expect(isKebab && id.split(separator: "/").count == 3)
        }
    }

    @Test func everyRequirementOfAServerIsTested() throws {
        let records = try JSONValue.read(Self.bytes("requirements/json-rpc.json")).array ?? []
        let owed = records.filter { record in
            record["on"]?.array?.contains { $0.string == "server" } == true
        }.compactMap { $0["id"]?.string }
        let tested = Set(
            Self.cases.flatMap(\.requirements) + ServerCheck.all.flatMap(\.requirements))
        #expect(owed.count >= 50)
        #expect(Set(owed).subtracting(tested).subtracting(Self.excluded.keys) == [])
        #expect(Set(Self.excluded.keys).isDisjoint(with: tested))
        let known = Set(records.compactMap { $0["id"]?.string })
        #expect(tested.filter { $0.hasPrefix("J") }.subtracting(known) == [])
    }

    @Test func titlesAndIdsAreTheirOwn() {
        #expect(Set(Self.cases.map(\.title)).count == Self.cases.count)
        #expect(Set(ServerCheck.all.map(\.id)).count == ServerCheck.all.count)
    }

    @Test(arguments: [
        (#""send": 1, "silence": false"#, "'silence' is false, which states nothing"),
        (#""send": 1"#, "a step states exactly one of 'reply', 'replies' and 'silence'"),
        (#""send": 1, "reply": 1, "silence": true"#, "a step states exactly one of"),
        (#""reply": 1"#, "'send' is missing; it is the message"),
        (#""send": {"rawText": "a", "b": 1}, "reply": 1"#, "'b' is no member of 'send'"),
        (#""send": {"pieces": []}, "reply": 1"#, "'pieces' is a list of texts"),
        (#""send": {"pieces": [{"hex": "F"}]}, "reply": 1"#, "is no 'rawText', 'hex' or 'repeat'"),
        (#""send": 1, "reply": {"$anny": true}"#, "is no pattern"),
        (#""send": 1, "reply": 1, "transports": ["carrier"]"#, "'transports' are some of http"),
        (#""send": 1, "reply": 1, "mayClose": 1"#, "'mayClose' is true or left out"),
        (#""send": 1, "reply": 1, "returned": 1"#, "'returned' is no member of a server's case"),
        (#""send": 1, "reply": 1, "http": {"code": 1}"#, "'code' is no member of 'http'"),
        (#""steps": []"#, "'steps' is a list of at least one step"),
    ])
    func whatIsNotUnderstoodIsRefused(_ members: String, _ expected: String) {
        let text =
            #"{"title": "t", "why": "w", "requirement": "J01", "level": "must", "side": "server", "#
            + members + "}"
        let (read, diagnostics) = ServerCase.read(
            Array(text.utf8), id: "server/a/b", file: "b.json")
        #expect(read == nil)
        #expect(
            diagnostics.contains { $0.description.contains(expected) },
            "\(diagnostics.map(\.description))")
    }
}
