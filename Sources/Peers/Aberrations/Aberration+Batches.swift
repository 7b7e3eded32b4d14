import WireJSON

// Peers that misread a batch, and replies to batches that are not what they should be.

extension Aberration {
    static let batchRules: [Aberration] = [
        batch("batches-refused", "J51 J52 J57 J61 J22", "every batch is an invalid request") {
            _, _ in Misreading.invalidRequest
        },
        batch(
            "batch-first-only", "J51 J52 J55 J57 J60 J61",
            "only the first request of a batch is answered"
        ) { elements, answer in
            answer(.array(Array(elements.prefix(1))))
        },
        batch("batch-drops-errors", "J52 J55 J57 J60", "what fails in a batch is left out") {
            elements, answer in
            let good = answer(.array(elements))?.array?.filter { $0["error"] == nil } ?? []
            return good.isEmpty ? nil : .array(good)
        },
        batch("batch-stops-at-error", "J52 J55 J57", "nothing after an error is answered") {
            elements, answer in
            guard let replies = answer(.array(elements))?.array else { return nil }
            let end = replies.firstIndex { $0["error"] != nil } ?? replies.count - 1
            return .array(Array(replies[...end]))
        },
        batch("batch-fails-whole", "J55 J57 J60", "one invalid request spoils the batch") {
            elements, answer in
            let reply = answer(.array(elements))
            let isSpoilt = reply?.array?.contains { $0.errorCode == -32600 } ?? false
            return isSpoilt ? Misreading.invalidRequest : reply
        },
        batch(
            "batch-of-rubbish-as-one-error", "J55 J60",
            "a batch of nothing but invalid requests gets one error, not an array"
        ) { elements, answer in
            let reply = answer(.array(elements))
            let isRubbish = reply?.array?.allSatisfy { $0.errorCode == -32600 } ?? false
            return isRubbish ? Misreading.invalidRequest : reply
        },
        batch(
            "batch-of-notifications-as-empty-array", "J53",
            "a batch of nothing but notifications gets []"
        ) { elements, answer in answer(.array(elements)) ?? .array([]) },
        batch("batch-of-one-as-single", "J51 J55", "an array of one response loses its brackets") {
            elements, answer in
            let reply = answer(.array(elements))
            return reply?.array?.count == 1 ? reply?[0] : reply
        },
        batch("batch-null-for-notifications", "J22 J53", "a notification adds a null to the array")
        {
            elements, answer in .array(elements.map { answer(.array([$0]))?[0] ?? .null })
        },
        batch("nested-batches", "J60", "an array within a batch is a batch") { elements, answer in
            let replies = elements.compactMap { element in
                element.array == nil ? answer(.array([element]))?[0] : answer(element)
            }
            return replies.isEmpty ? nil : .array(replies)
        },
        batch("batch-by-id", "J61", "of requests with one id in a batch only the last is answered")
        {
            elements, answer in
            guard let replies = answer(.array(elements))?.array else { return nil }
            let kept = replies.indices.filter { index in
                let id = replies[index]["id"]?.text()
                return !replies[(index + 1)...].contains { $0["id"]?.text() == id }
                    || replies[index]["id"]?.isNull ?? true
            }
            return .array(kept.map { replies[$0] })
        },
        batch("empty-batch-as-empty-array", "J54", "an empty batch gets []", isEmpty: true) {
            _, _ in .array([])
        },
        batch(
            "empty-batch-in-array", "J54", "an empty batch gets an array of one error",
            isEmpty: true
        ) { _, _ in .array([Misreading.invalidRequest]) },
        batch("empty-batch-unanswered", "J54", "an empty batch gets nothing", isEmpty: true) {
            _, _ in nil
        },
        rules(
            "broken-batch-in-array", "J56", "a batch that is not JSON gets an array of one error",
            text: { text, service in
                let isBroken = Misreading.read(text) == nil && text.first == UInt8(ascii: "[")
                return isBroken ? JSONValue.array([Misreading.parseError]).bytes() : service(text)
            }),
    ]

    /// A peer that answers batches in its own way: those with requests in them, or empty ones.
    private static func batch(
        _ id: String, _ requirements: String, _ summary: String, isEmpty: Bool = false,
        _ answer:
            @escaping @Sendable ([JSONValue], @escaping (JSONValue) -> JSONValue?) -> JSONValue?
    ) -> Aberration {
        rules(
            id, requirements, summary,
            text: { text, service in
                guard let elements = Misreading.read(text)?.array, elements.isEmpty == isEmpty
                else {
                    return service(text)
                }
                return answer(elements) { Misreading.read(service($0.bytes())) }?.bytes()
            })
    }

    static let batches: [Aberration] = [
        replies("batch-reversed", "J58", "the responses to a batch come in reverse order") {
            .array($0.reversed())
        },
        replies("batch-rotated", "J58", "the first response to a batch comes last") {
            .array(Array($0.dropFirst()) + $0.prefix(1))
        },
        replies("batch-short", "J52 J58", "the last response to a batch is missing") {
            .array($0.dropLast())
        },
        replies("batch-doubled", "J52 J58", "the first response to a batch comes twice") {
            .array(Array($0.prefix(1)) + $0)
        },
        replies(
            "batch-with-stranger", "J33 J58",
            "among the responses to a batch is one that nobody asked for"
        ) { .array([["jsonrpc": "2.0", "result": true, "id": "stranger"]] + $0) },
        replies("batch-ids-null", "J32 J58", "no response to a batch says whose it is") {
            .array($0.map { Misreading.changed($0) { $0["id"] = .null } })
        },
        replies("batch-as-one-error", "J59", "one error answers a whole batch") { _ in
            Misreading.invalidRequest
        },
        replies("batch-in-batch", "J51 J58", "the array that answers a batch lies in another") {
            .array([.array($0)])
        },
        replies("batch-of-rubbish", "J58", "the answer to a batch is an array of no responses") {
            .array($0.map { _ in 7 })
        },
        message("single-in-array", "J26 J27", "the response to one request lies in an array") {
            [Misreading.read($0)?.object == nil ? $0 : [0x5B] + $0 + [0x5D]]
        },
    ]

    /// A peer that sends another answer to a batch; what answers a single request is left alone.
    private static func replies(
        _ id: String, _ requirements: String, _ summary: String,
        _ change: @escaping @Sendable ([JSONValue]) -> JSONValue
    ) -> Aberration {
        message(id, requirements, summary) { reply in
            [Misreading.read(reply)?.array.map { change($0).bytes() } ?? reply]
        }
    }
}
