package import WireJSON

// A report as the event that tells it: what is written to a stream, what a memory keeps, and what
// both are read back from.

extension CaseReport {
    /// The members of its event, without those that say which document it is about.
    package var members: [JSONObject.Member] {
        [
            .init("case", .string(id)), .init("way", way.map { .string($0.description) } ?? .null),
            .init("title", .string(title)), .init("requirements", Self.words(requirements)),
            .init("verdict", .string(verdict.rawValue)),
            .init("reason", reason.map(JSONValue.string) ?? .null),
            .init("calls", .number(calls)), .init("compared", .number(compared)),
            .init("held", .number(held)), .init("holds", holds),
            .init("violations", .array(violations.map(Self.violation))),
        ] + (signature.map { [.init("signature", .string($0.description))] } ?? [])
            + (methods.isEmpty ? [] : [.init("methods", Self.words(methods))])
            + (isRemembered ? [.init("remembered", true)] : [])
    }

    /// Each finding that held: the check, then its requirements.
    private var holds: JSONValue {
        let held = judgements.filter { $0.finding == .holds }
        return .array(held.map { Self.words([$0.check] + $0.requirements) })
    }

    private static func violation(_ judgement: Judgement) -> JSONValue {
        guard case .violated(let message, let expected, let seen, let mark) = judgement.finding
        else { return .null }
        let members: [JSONObject.Member] = [
            .init("check", .string(judgement.check)),
            .init("requirements", words(judgement.requirements)),
            .init("message", .string(message)), .init("expected", .string(expected)),
            .init("seen", .string(seen)),
        ]
        return .object(members + (mark.isEmpty ? [] : [.init("mark", .string(mark))]))
    }

    private static func words(_ list: [String]) -> JSONValue {
        .array(list.map(JSONValue.string))
    }
}

extension CaseReport {
    /// Reads an event back, without what a ledger said of it; nil where it does not tell all.
    package init?(event: JSONValue) {
        guard let id = event["case"]?.string, let title = event["title"]?.string,
            let verdict = event["verdict"]?.string.flatMap(Verdict.init),
            let holds = event["holds"]?.array, let violations = event["violations"]?.array,
            let calls = event["calls"]?.int, let compared = event["compared"]?.int
        else { return nil }
        self.init(
            id: id, by: event["way"]?.string.flatMap(Way.named), title: title,
            requirements: Self.words(event["requirements"]), verdict: verdict,
            reason: event["reason"]?.string, calls: calls)
        self.compared = compared
        judgements =
            holds.map { held in
                let words = Self.words(held)
                return Judgement(
                    check: words.first ?? "", requirements: Array(words.dropFirst()),
                    finding: .holds)
            } + violations.map(Self.judgement)
        methods = Self.words(event["methods"])
        isRemembered = event["remembered"]?.bool ?? false
    }

    private static func judgement(_ violation: JSONValue) -> Judgement {
        let texts = ["message", "expected", "seen", "mark"].map { violation[$0]?.string ?? "" }
        return Judgement(
            check: violation["check"]?.string ?? "",
            requirements: words(violation["requirements"]),
            finding: .violated(texts[0], expected: texts[1], seen: texts[2], mark: texts[3]))
    }

    private static func words(_ list: JSONValue?) -> [String] {
        list?.array?.compactMap(\.string) ?? []
    }
}

extension Way {
    /// The way of that description; nil when there is none.
    package static func named(_ description: String) -> Way? {
        all.first { $0.description == description }
    }
}
