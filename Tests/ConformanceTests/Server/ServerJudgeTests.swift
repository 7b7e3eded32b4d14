import Conformance
import Testing
import WireJSON

/// The judge of servers on trial: each check and each case has been seen to refuse a wrong reply.
@Suite struct ServerJudgeTests {
    private static let call = #"{"jsonrpc":"2.0","method":"assay.none","id":1}"#

    private static func exchange(
        _ replies: [String], sent: String = call, due: Int = 1, head: String = ""
    ) -> ServerExchange {
        ServerExchange(
            sent: Array(sent.utf8),
            replies: replies.map {
                ServerReply(head: Array(head.utf8), body: Array($0.utf8))
            }, due: due)
    }

    /// What the check of that name finds over a run of one exchange.
    private static func verdict(_ name: String, _ exchange: ServerExchange) -> Verdict? {
        var tally = ServerTally()
        tally.add(exchange)
        return tally.reports { $0.id == "server/every-reply/\(name)" }.first?.verdict
    }

    private static let error = #""error":{"code":-32601,"message":"Method not found"}"#

    struct Trial: Sendable, CustomTestStringConvertible {
        var check: String
        /// What the check refuses, and what comes close and is lawful.
        var wrong: [String]
        var lawful: [String]
        var testDescription: String { check }

        init(_ check: String, wrong: [String], lawful: [String]) {
            self.check = check
            self.wrong = wrong
            self.lawful = lawful
        }
    }

    static let trials = [
        Trial(
            "json", wrong: ["{", "\u{FEFF}{}", "{}{}", "Not found"],
            lawful: [#"{"jsonrpc":"2.0","id":"\ud800","result":1}"#, "[]"]),
        Trial("unique-names", wrong: [#"{"id":1,"id":1}"#], lawful: [#"{"id":1,"Id":1}"#]),
        Trial("objects", wrong: ["[]", "1", #"[{"id":1},2]"#], lawful: ["{}", "[{}]"]),
        Trial(
            "version", wrong: [#"{"id":1}"#, #"{"jsonrpc":2.0}"#, #"{"jsonrpc":"2"}"#],
            lawful: [#"{"jsonrpc":"2.0"}"#]),
        Trial("outcome", wrong: [#"{"id":1}"#], lawful: [#"{"result":null}"#, "{\(error)}"]),
        Trial(
            "no-result-on-failure", wrong: [#"{"result":null,\#(error)}"#],
            lawful: ["{\(error)}"]),
        Trial(
            "no-error-on-success", wrong: [#"{"result":1,"error":null}"#],
            lawful: [#"{"result":1}"#]),
        Trial(
            "id", wrong: ["{}", #"{"id":true}"#, #"{"id":[1]}"#],
            lawful: [#"{"id":null}"#, #"{"id":1}"#, #"{"id":"1"}"#]),
        Trial(
            "id-of-request", wrong: [#"{"id":"1"}"#, #"{"id":2}"#, #"{"id":null}"#],
            lawful: [#"{"id":1}"#, #"{"id":1.0}"#]),
        Trial(
            "error-code",
            wrong: [
                #"{"error":"no"}"#, #"{"error":{"message":""}}"#, #"{"error":{"code":"1"}}"#,
                #"{"error":{"code":1.5}}"#,
            ], lawful: ["{\(error)}"]),
        Trial(
            "error-message", wrong: [#"{"error":{"code":1}}"#, #"{"error":{"message":null}}"#],
            lawful: [#"{"error":{"message":""}}"#]),
        Trial(
            "error-message-is-short",
            wrong: [
                #"{"error":{"message":"Traceback:\n  line 1"}}"#,
                #"{"error":{"message":"\#(String(repeating: "x", count: 301))"}}"#,
            ], lawful: ["{\(error)}"]),
        Trial(
            "reserved-codes",
            wrong: [-32768, -32701, -32699, -32604, -32599, -32100].map {
                #"{"error":{"code":\#($0)}}"#
            },
            lawful: [-32700, -32603, -32600, -32099, -32000].map {
                #"{"error":{"code":\#($0)}}"#
            }),
    ]

    @Test(arguments: trials) func aCheckRefusesWhatIsWrongAlone(_ trial: Trial) {
        for reply in trial.wrong {
            #expect(Self.verdict(trial.check, Self.exchange([reply])) == .failed, "\(reply)")
        }
        for reply in trial.lawful {
            #expect(Self.verdict(trial.check, Self.exchange([reply])) == .passed, "\(reply)")
        }
    }

    @Test func nullStandsForTheIdOfWhatCouldNotBeRead() {
        for (code, verdict) in [(-32700, Verdict.unsupported), (-32603, .failed)] {
            let reply = #"{"error":{"code":\#(code),"message":""},"id":null}"#
            #expect(Self.verdict("id-of-request", Self.exchange([reply])) == verdict)
        }
    }

    @Test func oneReplyIsNoMoreThanIsDue() {
        #expect(Self.verdict("one-reply", Self.exchange(["{}", "{}"])) == .failed)
        #expect(Self.verdict("one-reply", Self.exchange(["{}", "{}"], due: 2)) == .passed)
        #expect(Self.verdict("one-reply", Self.exchange([])) == .unsupported)
    }

    @Test func aJSONBodyIsCalledJSON() {
        let json = ["application/json", "application/json; charset=utf-8", "application/a+json"]
        for (types, verdict) in [(json, Verdict.passed), (["text/html", ""], .failed)] {
            for type in types {
                let head = "HTTP/1.1 200 OK\r\nContent-Type: \(type)\r\n\r\n"
                let exchange = Self.exchange(["{}"], head: head)
                #expect(Self.verdict("content-type", exchange) == verdict, "\(type)")
            }
        }
        #expect(Self.verdict("content-type", Self.exchange(["{}"])) == .unsupported)
    }

    @Test func everyCheckIsOnTrial() {
        let tried = Set(Self.trials.map(\.check)).union(["one-reply", "content-type"])
        #expect(
            Set(ServerCheck.all.map(\.id)) == Set(tried.map { "server/every-reply/\($0)" }))
    }
}

// Cases.

extension ServerJudgeTests {
    private static func observation(
        of subject: ServerCase, _ replies: [String], ending: ServerObservation.Ending = .complete,
        status: Int? = nil
    ) -> ServerObservation {
        let head = status.map { "HTTP/1.1 \($0) Status\r\n\r\n" } ?? ""
        let steps = subject.steps.map { step in
            ServerObservation.Step(
                exchange: exchange(replies, due: step.expected.count, head: head), ending: ending)
        }
        return ServerObservation(subject: subject, steps: steps)
    }

    /// Replies that are lawful by themselves, none of which is right for more than a few cases.
    private static let replies: [String] =
        [-32700, -32600, -32601, -32602, -32603, -32000, 7].map {
            #"{"jsonrpc":"2.0","error":{"code":\#($0),"message":"m"},"id":"foreign"}"#
        } + [#"{"jsonrpc":"2.0","result":"assay","id":"foreign"}"#, "[]", "{}", "x"]

    @Test func everyCaseRefusesMostReplies() {
        #expect(ServerCasesTests.cases.count > 150)
        for subject in ServerCasesTests.cases {
            let taken = Self.replies.filter { reply in
                Judge.report(Self.observation(of: subject, [reply])).verdict == .passed
            }
            // What is lenient on purpose takes two codes, or any error at all.
            let limit = subject.id.hasPrefix("server/limits/") ? 8 : 3
            #expect(taken.count <= limit, "\(subject.id) takes \(taken)")
        }
    }

    @Test func noCaseTakesNoReplyForOne() {
        for subject in ServerCasesTests.cases {
            let isSilent = subject.steps.allSatisfy { $0.expected.count == 0 }
            for ending in [ServerObservation.Ending.late, .ended("gone"), .broken("bad")] {
                let report = Judge.report(
                    Self.observation(of: subject, [], ending: ending, status: nil))
                let mayClose = subject.steps.allSatisfy(\.mayClose) && ending != .late
                let isHeld = mayClose || (isSilent && ending == .late && subject.transports == nil)
                #expect((report.verdict == .passed) == isHeld, "\(subject.id) \(ending)")
            }
        }
    }

    @Test func everySilenceIsBrokenByAnyReply() {
        let silent = ServerCasesTests.cases.filter {
            $0.steps.contains { $0.expected.count == 0 }
        }
        #expect(silent.count >= 10)
        for subject in silent {
            for reply in Self.replies {
                let report = Judge.report(Self.observation(of: subject, [reply], status: 204))
                #expect(report.verdict == .failed, "\(subject.id)")
            }
        }
    }

    @Test func aServerThatDoesNotAnswerTheNextCallFails() throws {
        for subject in ServerCasesTests.cases {
            var observation = Self.observation(of: subject, [])
            observation.lost = "no reply came in time"
            let report = Judge.report(observation)
            #expect(report.violations.contains { $0.check == "case.alive" }, "\(subject.id)")
        }
    }
}
