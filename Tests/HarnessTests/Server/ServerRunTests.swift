import Peers
import TestSupport
import Testing
import WireJSON

/// The server suite against our own mock: on every transport all holds.
@Suite struct ServerRunTests {
    /// Transports, each with how many cases mean nothing on it, at most.
    static let transports = [
        ("http", 0), ("unix", 0), ("ws", 7),
        ("tcp+newline", 9), ("tcp+content-length", 7),
        ("unix+newline", 9), ("unix+content-length", 7),
        ("stdio+newline", 9), ("stdio+content-length", 7),
    ]

    @Test(arguments: transports)
    func theMockHoldsOnEveryTransport(_ transport: String, _ unsupported: Int) throws {
        let mock = try MockUnderTest()
        let judged = try ServerJudged.run(try mock.server(transport))
        #expect(judged.outcome.status == 0, "\(judged.inconclusive)\(judged.failures)")
        #expect(judged.ids("passed").count > 200)
        let told = judged.ids("unsupported")
        #expect(told.count <= unsupported, "\(told)")
    }

    @Test func withoutADocumentTheServerIsAskedForIt() throws {
        let mock = try MockUnderTest()
        let judged = try ServerJudged.run(
            try mock.server("http"), document: nil, only: ["server/sweep/*"])
        #expect(Set(judged.cases.map(\.document)) == ["rpc.discover"])
        #expect(judged.failures == [] && judged.ids("passed").count > 20)
    }

    @Test func withoutAnyMethodTheCasesThatNeedOneAreUnsupported() throws {
        let server = try WrongServer { line in WrongServer.lawful(line, discovers: false) }
        let judged = try ServerJudged.run(server.address, document: nil, only: ["server/batch/*"])
        #expect(judged.failures == [])
        let reasons = Set(judged.cases.map(\.reason)).subtracting([""])
        #expect(reasons.count == 1 && reasons.first?.hasPrefix("no method of the server") == true)
        #expect(judged.ids("unsupported").contains("server/batch/known"))
        #expect(judged.ids("passed").contains("server/batch/two"))
        let named = try ServerJudged.run(
            server.address, document: nil, only: ["server/batch/*"],
            words: ["--method", "subtract", "--params", "[42, 23]"])
        #expect(named.failures == [] && named.ids("unsupported") == [])
    }

    @Test func aTranscriptIsReplayed() throws {
        let server = try WrongServer { line in WrongServer.lawful(line) }
        let folder = try TestFolder()
        let call = #">> {"jsonrpc":"2.0","method":"subtract","params":[42,23],"id":1}"# + "\n"
        let right = try folder.write(
            call + #"<< {"jsonrpc":"2.0","id":1,"result":19}"#, to: "right.io")
        let wrong = try folder.write(
            call + #"<< {"jsonrpc":"2.0","id":1,"result":20}"#, to: "wrong.io")
        let judged = try ServerJudged.run(
            server.address, only: ["server/transcript/*"],
            words: ["--transcript", right, "--transcript", wrong])
        #expect(judged.cases.count == 2 && judged.outcome.status == 1)
        #expect(judged.ids("failed").allSatisfy { $0.hasSuffix("wrong") })
    }

    @Test func aSelectionOfOneCheckPlaysAllForIt() throws {
        let mock = try MockUnderTest()
        let judged = try ServerJudged.run(
            try mock.server("tcp+newline"), only: ["server/every-reply/version"])
        #expect(judged.cases.map(\.id) == ["server/every-reply/version"])
        #expect(judged.ids("passed").count == 1)
    }

    @Test func nobodyThereIsInconclusive() throws {
        let path = try TestFolder().path + "/none.sock"
        let address = ServerAddress(place: .unix(path: path), speech: .frames(.newline))
        let judged = try ServerJudged.run(address)
        #expect(judged.outcome.status == 3 && judged.inconclusive.contains("cannot connect"))
    }

    @Test func aServerThatAnswersNothingIsLostSoonAndHasFailed() throws {
        let server = try WrongServer { _ in [] }
        let judged = try ServerJudged.run(
            server.address, document: nil, only: ["server/batch/*", "server/ids/*"],
            words: ["--timeout", "1"])
        #expect(judged.ids("passed") == [] && judged.outcome.status == 1)
        let lost = judged.cases.filter { $0.reason.hasPrefix("the server is lost") }
        #expect(lost.count > 20)
    }

    @Test func aLedgerExcusesWhatFailsAndNothingElse() throws {
        let server = try WrongServer { line in
            line == "[]" ? ["[]"] : WrongServer.lawful(line)
        }
        let only = ["server/batch/*"]
        let line = "server/batch/empty - 2099-01-01 case.reply:array answers with an array\n"
        let id = "server/batch/empty-id - 2099-01-01 case.reply:array answers with an array\n"
        let folder = try TestFolder()
        func run(_ ledger: String) throws -> Judged {
            let path = try folder.write(ledger, to: "ledger.txt")
            return try ServerJudged.run(server.address, only: only, words: ["--ledger", path])
        }
        let judged = try run(line + id)
        // Cases come in the order of their files.
        #expect(judged.ids("failed") == ["server/batch/empty-id", "server/batch/empty"])
        #expect(judged.outcome.status == 0 && judged.events.last?["known"]?.int == 2)
        #expect(judged.events.last?["verdicts"]?["failed"]?.int == 0)
        let unlisted = try run(line)
        #expect(unlisted.outcome.status == 1 && unlisted.events.last?["known"]?.int == 1)
        let stale = try run(line + id + "server/batch/one - 2099-01-01 case.reply no\n")
        let rules = stale.events.last?["ledger"]?.array?.compactMap { $0["rule"]?.string }
        #expect(stale.outcome.status == 1 && rules == ["ledger.passes"])
    }
}
