import TestSupport
import Testing

/// Servers that are wrong in one way, each with the cases that must notice.
@Suite struct WrongServerTests {
    struct Wrong: Sendable, CustomTestStringConvertible {
        var title: String
        /// The cases that are played, and those of them that must fail.
        var only: String
        var failing: [String]
        /// What is said to a line; nil for what a lawful server says.
        var answer: @Sendable (_ line: String, _ lawful: [String]) -> [String]?
        var testDescription: String { title }
    }

    private static let nullError =
        #"{"jsonrpc":"2.0","error":{"code":-32603,"message":"m"},"id":null}"#

    /// One element of a batch in another's words.
    private static func edited(_ line: [String], _ old: String, _ new: String) -> [String] {
        line.map { $0.replacing(old, with: new) }
    }

    static let all = [
        Wrong(
            title: "answers notifications", only: "server/notification/*",
            failing: [
                "broken-handler", "is-done", "known", "missing-params", "reserved-prefix",
                "unknown-method",
            ].map { "server/notification/\($0)" }
        ) { line, lawful in
            lawful.isEmpty && line.hasPrefix("{") ? [nullError] : nil
        },
        Wrong(
            title: "answers an empty array to a batch of notifications", only: "server/batch/*",
            failing: ["server/batch/failing-notifications", "server/batch/notifications"]
        ) { line, lawful in
            lawful.isEmpty && line.hasPrefix("[") ? ["[]"] : nil
        },
        Wrong(
            title: "gives ids back as texts", only: "server/ids/*",
            failing: ["negative", "one", "zero"].map { "server/ids/\($0)" }
        ) { _, lawful in
            ["0", "1", "-1"].reduce(lawful) { edited($0, "\"id\":\($1)}", "\"id\":\"\($1)\"}") }
        },
        Wrong(
            title: "rounds ids to doubles", only: "server/ids/*",
            failing: ["server/ids/beyond-double"]
        ) { _, lawful in edited(lawful, "9007199254740993", "9007199254740992") },
        Wrong(
            title: "calls an invalid request a parse error", only: "server/request/is-*",
            failing: ["empty-object", "null", "number", "text", "true"].map {
                "server/request/is-\($0)"
            }
        ) { _, lawful in edited(lawful, "-32600", "-32700") },
        Wrong(
            title: "looks methods up before it looks at the version",
            only: "server/precedence/request-*",
            failing: [
                "server/precedence/request-before-method",
                "server/precedence/request-without-parse-fault",
            ]
        ) { _, lawful in edited(lawful, "-32600", "-32601") },
        Wrong(
            title: "wraps the error of an empty batch", only: "server/batch/*",
            failing: ["server/batch/empty", "server/batch/empty-id"]
        ) { line, lawful in line == "[]" ? ["[\(lawful[0])]"] : nil },
        Wrong(
            title: "answers the first of a batch alone", only: "server/batch/two",
            failing: ["server/batch/two"]
        ) { line, lawful in
            line.hasPrefix("[")
                ? lawful.map { "[" + $0.dropFirst().prefix { $0 != "}" } + "}}]" } : nil
        },
        Wrong(
            title: "says everything twice", only: "server/every-reply/one-reply",
            failing: ["server/every-reply/one-reply"]
        ) { _, lawful in lawful + lawful },
        Wrong(
            title: "leaves the version out", only: "server/every-reply/*",
            failing: ["server/every-reply/version"]
        ) { _, lawful in edited(lawful, #""jsonrpc":"2.0","#, "") },
        Wrong(
            title: "adds a null error to results", only: "server/every-reply/*",
            failing: ["server/every-reply/no-error-on-success"]
        ) { _, lawful in edited(lawful, #""result":"#, #""error":null,"result":"#) },
    ]

    @Test(arguments: all) func theRightCasesNotice(_ wrong: Wrong) throws {
        let server = try WrongServer { line in
            let lawful = WrongServer.lawful(line)
            return wrong.answer(line, lawful) ?? lawful
        }
        let judged = try ServerJudged.run(server.address, only: [wrong.only])
        #expect(judged.ids("failed").sorted() == wrong.failing, "\(judged.failures)")
        #expect(judged.outcome.status == 1 && judged.inconclusive == "")
    }
}
