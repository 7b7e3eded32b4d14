import Peers
import TestSupport
import Testing
import WireJSON

/// The catalogue itself: names, requirements, and that each entry does what it is for.
@Suite struct AberrationTests {
    @Test func namesAreKebabCaseAndOnesOwn() {
        #expect(Aberration.all.count > 150)
        for aberration in Aberration.all {
            let isKebab = aberration.id.split(separator: "-", omittingEmptySubsequences: false)
                .allSatisfy { !$0.isEmpty && $0.allSatisfy { $0.isNumber || ("a"..."z" ~= $0) } }
            #expect(isKebab, "'\(aberration.id)'")
            #expect(Aberration.all.filter { $0.id == aberration.id }.count == 1, "\(aberration.id)")
        }
    }

    @Test func eachNamesRequirementsThatThereAre() throws {
        var known: Set<String> = []
        for file in ["json-rpc", "openrpc", "generated"] {
            let path = Repository.root + "/conformance/requirements/\(file).json"
            let records = try JSONValue.read(try #require(Repository.bytes(of: path))).array ?? []
            known.formUnion(records.compactMap { $0["id"]?.string })
        }
        for aberration in Aberration.all {
            #expect(!aberration.requirements.isEmpty, "\(aberration.id)")
            #expect(known.isSuperset(of: aberration.requirements), "\(aberration.id)")
            #expect(!aberration.summary.isEmpty && !aberration.summary.hasSuffix("."))
        }
    }

    /// What is not done shows in no reply.
    @Test func aDroppedNotificationNeverReachesTheService() throws {
        let dropping = try #require(Aberration.named("drops-notifications"))
        let notification = Array(#"{"jsonrpc":"2.0","method":"ping"}"#.utf8)
        let delivery = dropping.deliver(notification) { _ in
            Issue.record("the service was asked")
            return nil
        }
        #expect(delivery.messages.isEmpty)
    }

    @Test func aLargeTextIsNotAnswered() throws {
        let silent = try #require(Aberration.named("large-text-unanswered"))
        let request = Probe.requests[0]
        for (count, isAnswered) in [(1 << 18, true), ((1 << 18) + 1, false)] {
            let text = request + [UInt8](repeating: 0x20, count: count - request.count)
            let delivery = silent.deliver(text) { _ in request }
            #expect(delivery.messages == (isAnswered ? [request] : []))
        }
    }

    /// What a request of a usual size shows.
    private static let showing = Aberration.all.filter {
        $0.level != .transport
            && !["drops-notifications", "large-text-unanswered"].contains($0.id)
    }

    @Test(arguments: showing.map(\.id))
    func someRequestMeetsIt(_ id: String) throws {
        let aberration = try #require(Aberration.named(id))
        let isMet = Probe.requests.contains { request in
            let lawful = Probe.service(request)
            let sent = aberration.deliver(request, by: Probe.service).messages
            return sent.map(\.count) != (lawful.map { [$0.count] } ?? [])
                || sent.first != lawful
        }
        #expect(isMet)
    }

    @Test func theSameRequestGetsTheSame() {
        for aberration in Aberration.all where aberration.id != "giant-result" {
            for request in Probe.requests.prefix(2) {
                let twice = (0..<2).map { _ in
                    aberration.deliver(request, by: Probe.service).messages.prefix(3)
                        .map { $0.prefix(1000) }
                }
                #expect(twice[0] == twice[1], "\(aberration.id)")
            }
        }
    }

    /// What no aberration is about stays as it was, byte for byte.
    @Test func aRulesAberrationLeavesAPlainCallAlone() {
        let everyCall: Set = [
            // Numbers as ids are in every plain call.
            "number-ids-as-text"
        ]
        let plain = Array(#"{"jsonrpc":"2.0","method":"echo","params":[7],"id":1}"#.utf8)
        for aberration in Aberration.all where aberration.level == .rules {
            let sent = aberration.deliver(plain, by: Probe.service).messages.first
            let isAlone = sent == Probe.service(plain)
            let isExpected =
                !everyCall.contains(aberration.id) && aberration.id != "results-with-null-error"
            #expect(isAlone == isExpected, "\(aberration.id)")
        }
    }

    @Test func aNotificationStaysUnansweredButWhereThatIsThePoint() {
        let notification = Array(#"{"jsonrpc":"2.0","method":"ping"}"#.utf8)
        let answering = Aberration.all.filter {
            !$0.deliver(notification, by: Probe.service).messages.isEmpty
        }
        #expect(
            Set(answering.map(\.id)) == [
                "answers-notifications", "answers-good-notifications", "notification-answered",
            ])
    }

    @Test(arguments: Aberration.all.filter { $0.level == .transport }.map(\.id))
    func someCargoIsCarriedWrongly(_ id: String) throws {
        let aberration = try #require(Aberration.named(id))
        let carriage = try #require(aberration.deliver([], by: { $0 }).carriage)
        let acts = Self.cargoes.map { ($0, carriage.acts(for: $0)) }
        #expect(acts.contains { $0.1 != [.send($0.0.bytes)] })
        #expect(!aberration.carriers.isEmpty)
    }

    private static let cargoes: [Cargo] = {
        let text = Array(#"{"jsonrpc":"2.0","result":[1,"é"],"id":1}"#.utf8)
        let type = "Content-Type: application/json\r\n"
        let head = "HTTP/1.1 200 OK\r\n\(type)Content-Length: \(text.count)\r\n\r\n"
        let upgrade = "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: x\r\n\r\n"
        return [
            .http(head: Array(head.utf8), body: text),
            .http(head: Array("HTTP/1.1 204 No Content\r\n\r\n".utf8), body: []),
            .handshake(head: Array("HTTP/1.1 101 Switching Protocols\r\n\(upgrade)".utf8)),
            .webSocket(text: text), .line(text: text), .headed(text: text),
        ]
    }()

    @Test func theCatalogueIsBlessed() {
        Snapshot.check(Self.page, at: "docs/aberrations.md")
    }

    private static var page: String {
        """
        # The ways in which the mock can be wrong

        A test writes this page: `BLESS=1 scripts/test --filter AberrationTests`. `assay explain NAME`
        shows what is sent; `assay serve DOCUMENT --aberration NAME@METHOD` sends it. Ids are permanent.
        The requirements are those that it breaks, or puts to the test where it is lawful and merely hard.

        \(Aberration.Level.allCases.map(section).joined(separator: "\n"))
        """
    }

    private static func section(_ level: Aberration.Level) -> String {
        let rows = Aberration.all.filter { $0.level == level }.map { aberration in
            let carriers =
                aberration.carriers == Carrier.allCases
                ? "all" : aberration.carriers.map(\.rawValue).joined(separator: ", ")
            return "| `\(aberration.id)` | \(aberration.summary) "
                + "| \(aberration.requirements.joined(separator: " ")) | \(carriers) |\n"
        }
        return """
            ## \(heading(level))

            | aberration | what the peer does | requirements | transports |
            |---|---|---|---|
            \(rows.joined())
            """
    }

    private static func heading(_ level: Aberration.Level) -> String {
        switch level {
        case .rules: "Rules: it misreads the protocol"
        case .message: "Messages: it sends others than were due"
        case .transport: "Transport: it carries the reply wrongly"
        }
    }
}
