import WireJSON

/// One way in which a peer can be wrong, by a permanent name. The catalogue is what the mock can be
/// told to do, and what a suite must be able to notice.
package struct Aberration: Sendable {
    /// Permanent and kebab-case, such as `id-as-text`.
    package let id: String
    /// The requirements that it breaks, or puts to the test where it is lawful and merely hard.
    package let requirements: [String]
    /// What the peer does, in one phrase.
    package let summary: String
    let effect: Effect

    /// A text of JSON-RPC, or what stands in its place.
    package typealias Text = [UInt8]
    /// The text of a request to the text of its reply; nil when nothing may be sent.
    package typealias Service = (Text) -> Text?

    /// Where the peer goes wrong.
    package enum Level: String, Sendable, CaseIterable {
        /// It misreads the protocol: what it sends is well formed, and not what was due.
        case rules
        /// It sends other messages than the reply that was due.
        case message
        /// It carries the reply wrongly.
        case transport
    }

    enum Effect: Sendable {
        case rules(@Sendable (Text, @escaping Service) -> Text?)
        case message(@Sendable (_ request: Text, _ reply: Text?) -> [Text])
        case transport(Carriage)
    }

    package var level: Level {
        switch effect {
        case .rules: .rules
        case .message: .message
        case .transport: .transport
        }
    }

    /// The transports on which it makes a difference; it does nothing on others.
    package var carriers: [Carrier] {
        guard case .transport(let carriage) = effect else { return Carrier.allCases }
        return carriage.carriers
    }
}

/// What leaves in place of one lawful reply.
package struct Delivery: Sendable {
    /// The texts to send, each as a message or a reply of its own; none is silence.
    package var messages: [Aberration.Text]
    /// How they are carried; nil as the transport should.
    package var carriage: Carriage?

    package init(messages: [Aberration.Text], carriage: Carriage? = nil) {
        self.messages = messages
        self.carriage = carriage
    }
}

extension Aberration {
    /// What leaves for a request that the service answers lawfully. The same request and service
    /// give the same delivery.
    package func deliver(_ request: Text, by service: @escaping Service) -> Delivery {
        switch effect {
        case .rules(let answer):
            return Delivery(messages: answer(request, service).map { [$0] } ?? [])
        case .message(let send):
            return Delivery(messages: send(request, service(request)))
        case .transport(let carriage):
            return Delivery(messages: service(request).map { [$0] } ?? [], carriage: carriage)
        }
    }
}

extension Aberration {
    /// Every aberration, by level and within it by subject.
    package static let all: [Aberration] =
        requestRules + notificationRules + responseRules + valueRules + batchRules + textRules
        + identities + outcomes + multiplicities + batches + texts + sizes
        + deliveries + heads + frames + webSockets + streams

    /// The aberration of that name.
    package static func named(_ id: String) -> Aberration? { byName[id] }

    private static let byName = Dictionary(
        all.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
}

// How the catalogue is written.

extension Aberration {
    /// A peer that answers each request of a text by itself, in its own way.
    static func rules(
        _ id: String, _ requirements: String, _ summary: String,
        each answer:
            @escaping @Sendable (JSONValue, @escaping (JSONValue) -> JSONValue?) -> JSONValue?
    ) -> Aberration {
        rules(id, requirements, summary) { text, service in
            Misreading.each(in: text, by: service, answer)
        }
    }

    /// A peer that takes each request for another one.
    static func rules(
        _ id: String, _ requirements: String, _ summary: String,
        reading change: @escaping @Sendable (inout JSONObject) -> Void
    ) -> Aberration {
        rules(id, requirements, summary) { request, answer in
            guard var object = request.object else { return answer(request) }
            change(&object)
            return answer(JSONValue(.object(object)))
        }
    }

    /// A peer that says something else in each of its responses.
    static func rules(
        _ id: String, _ requirements: String, _ summary: String,
        saying change: @escaping @Sendable (inout JSONObject) -> Void
    ) -> Aberration {
        rules(id, requirements, summary) { text, service in
            service(text).map { Misreading.responses(in: $0, change) }
        }
    }

    /// A peer that answers a whole text in its own way.
    static func rules(
        _ id: String, _ requirements: String, _ summary: String,
        text answer: @escaping @Sendable (Text, @escaping Service) -> Text?
    ) -> Aberration {
        Aberration(
            id: id, requirements: requirements.split(separator: " ").map(String.init),
            summary: summary, effect: .rules(answer))
    }

    /// A peer that sends each response changed; a notification stays unanswered.
    static func message(
        _ id: String, _ requirements: String, _ summary: String,
        saying change: @escaping @Sendable (inout JSONObject) -> Void
    ) -> Aberration {
        message(id, requirements, summary) { reply in [Misreading.responses(in: reply, change)] }
    }

    /// A peer that sends other texts for a reply; a notification stays unanswered.
    static func message(
        _ id: String, _ requirements: String, _ summary: String,
        sending change: @escaping @Sendable (Text) -> [Text]
    ) -> Aberration {
        Aberration(
            id: id, requirements: requirements.split(separator: " ").map(String.init),
            summary: summary, effect: .message { _, reply in reply.map(change) ?? [] })
    }

    /// A peer that carries its reply wrongly.
    static func transport(
        _ id: String, _ requirements: String, _ summary: String, _ carriage: Carriage
    ) -> Aberration {
        Aberration(
            id: id, requirements: requirements.split(separator: " ").map(String.init),
            summary: summary, effect: .transport(carriage))
    }
}
