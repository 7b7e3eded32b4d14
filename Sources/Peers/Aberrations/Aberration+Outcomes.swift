import WireJSON

// Replies whose outcome is none, or an error that is malformed.

extension Aberration {
    static let outcomes: [Aberration] = outcomeMembers + errorValues + errorMembers

    private static let outcomeMembers: [Aberration] = [
        message(
            "result-and-error", "J29 J30 J31", "the response has both 'result' and 'error'",
            saying: { object in
                object["result"] = object["result"] ?? true
                object["error"] = object["error"] ?? sampleError
            }),
        message(
            "neither-result-nor-error", "J28 J31", "the response has no outcome",
            saying: { object in
                object["result"] = nil
                object["error"] = nil
            }),
        message(
            "null-error-beside-result", "J30", "a success has an 'error' of null beside it",
            saying: { $0["error"] = $0["error"] ?? .null }),
        message(
            "null-result-beside-error", "J29 J31",
            "a failure has a 'result' of null beside it",
            saying: { object in
                object["error"] = object["error"] ?? sampleError
                object["result"] = .null
            }),
    ]

    private static let errorValues: [Aberration] = [
        error("error-empty", "J38 J39", "the error is an empty object", { _ in [:] }),
        error("error-null", "J31 J38", "the error is null, and there is no result", { _ in .null }),
        error("error-as-text", "J38 J39", "the error is a text", { _ in "it failed" }),
        error("error-as-number", "J38 J39", "the error is a number", { _ in 500 }),
        error("error-true", "J38 J39", "the error is true", { _ in true }),
        error("error-false", "J38 J39", "the error is false", { _ in false }),
        error("error-in-array", "J38 J39", "the error lies in an array", { .array([$0]) }),
    ]

    private static let errorMembers: [Aberration] = [
        member("code-missing", "J38", "the error has no code", "code", nil),
        member("code-null", "J38", "the code is null", "code", .null),
        member("code-as-text", "J38", "the code is a text", "code", "-32000"),
        member("code-as-name", "J38", "the code is a word", "code", "E_FAILED"),
        member("code-true", "J38", "the code is true", "code", true),
        member(
            "code-with-fraction", "J38", "the code has a fraction", "code",
            JSONValue(.number(JSONNumber(text: "-32000.5")))),
        member(
            "code-huge", "J38 J63", "the code is beyond 64 bits", "code",
            JSONValue(.number(JSONNumber(text: "-340282366920938463463374607431768211456")))),
        member("message-missing", "J39", "the error has no message", "message", nil),
        member("message-null", "J39", "the message is null", "message", .null),
        member("message-as-number", "J39", "the message is a number", "message", 404),
        member("message-in-array", "J39", "the message lies in an array", "message", ["it failed"]),
        member(
            "message-as-object", "J39", "the message is an object", "message",
            ["en": "it failed"]),
        member("data-null", "J41", "the error has 'data', which is null", "data", .null),
        member("data-false", "J41", "the data of the error is false", "data", false),
        member(
            "unknown-error-member", "G12", "the error has a member that means nothing", "status",
            404),
    ]

    private static let sampleError: JSONValue = ["code": 7, "message": "it failed"]

    /// A peer whose response is an error of another shape; a success becomes one.
    private static func error(
        _ id: String, _ requirements: String, _ summary: String,
        _ change: @escaping @Sendable (JSONValue) -> JSONValue
    ) -> Aberration {
        message(
            id, requirements, summary,
            saying: { $0.fail(with: change($0["error"] ?? sampleError)) })
    }

    /// A peer whose response is an error with one member set, or without it.
    private static func member(
        _ id: String, _ requirements: String, _ summary: String, _ name: String,
        _ value: JSONValue?
    ) -> Aberration {
        error(id, requirements, summary) { Misreading.changed($0) { $0[name] = value } }
    }
}
