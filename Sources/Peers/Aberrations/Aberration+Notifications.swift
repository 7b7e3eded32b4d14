import WireJSON

// Peers that do not know a notification when they see one.

extension Aberration {
    static let notificationRules: [Aberration] = [
        rules(
            "answers-notifications", "J19 J21 J22 J24 J53", "every notification gets a response",
            reading: { if $0["id"] == nil { $0["id"] = .null } }),
        rules(
            "answers-good-notifications", "J19 J24", "a notification that went well is answered",
            text: { text, service in
                answerToSingle(text, by: service) { $0.errorCode == nil }
            }),
        rules(
            "answers-failed-notifications", "J21 J24", "a notification that failed is answered",
            text: { text, service in
                answerToSingle(text, by: service) { $0.errorCode != nil }
            }),
        rules(
            "answers-notifications-in-batches", "J22 J53",
            "a notification adds an element to the answer of its batch",
            text: { text, service in
                guard Misreading.read(text)?.array != nil else { return service(text) }
                return Misreading.each(in: text, by: service) { request, answer in
                    answer(Misreading.changed(request) { if $0["id"] == nil { $0["id"] = .null } })
                }
            }),
        rules(
            "null-id-as-notification", "J20", "a request whose id is null gets no response",
            each: { request, answer in
                let isNull = request["id"]?.isNull ?? false
                return isNull && request.object != nil ? nil : answer(request)
            }),
        rules(
            "drops-notifications", "J25", "what a notification asks for is not done",
            each: { request, answer in
                let isNotification =
                    request["id"] == nil && request["jsonrpc"]?.string == "2.0"
                    && request["method"]?.string != nil
                return isNotification ? nil : answer(request)
            }),
    ]

    /// The answer to a single notification, where it is one that is given.
    private static func answerToSingle(
        _ text: Text, by service: Service, where isGiven: (JSONValue) -> Bool
    ) -> Text? {
        guard var object = Misreading.read(text)?.object, object["id"] == nil else {
            return service(text)
        }
        object["id"] = .null
        guard let reply = service(JSONValue(.object(object)).bytes()),
            let response = Misreading.read(reply)
        else { return nil }
        // What is no request is no notification either.
        return response.errorCode == -32600 || isGiven(response) ? reply : nil
    }
}
