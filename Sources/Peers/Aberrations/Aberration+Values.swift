import WireJSON

// Peers that change the values they carry: params, results, and the data of errors.

extension Aberration {
    static let valueRules: [Aberration] = [
        rules(
            "params-backwards", "J10", "parameters by position are taken from the last on",
            reading: { object in
                guard let values = object["params"]?.array else { return }
                object["params"] = .array(values.reversed())
            }),
        rules(
            "params-by-name-as-they-come", "J10", "parameters by name are taken by their order",
            reading: { object in
                guard let named = object["params"]?.object, named.count > 1 else { return }
                object["params"] = .array(named.members.map(\.value))
            }),
        rules(
            "texts-cut-at-nul", "J62", "a text ends at its first null character",
            saying: { object in
                guard let text = object["result"]?.string else { return }
                object["result"] = .string(String(text.prefix { $0 != "\0" }))
            }),
        rules(
            "fractions-dropped", "J63", "a number loses its fraction",
            saying: { $0["result"] = $0["result"]?.withNumbers(\.whole) }),
        rules(
            "inner-values-dropped", "J36", "what lies two levels deep comes back as null",
            saying: { $0["result"] = $0["result"]?.pruned(below: 2) }),
        rules(
            "data-as-text", "J41", "the data of an error are the text of their JSON",
            saying: { object in
                guard let data = object["error"]?["data"], data.string == nil else { return }
                object["error"] = object["error"].map {
                    Misreading.changed($0) { $0["data"] = .string(data.text()) }
                }
            }),
        rules(
            "discover-lacks-a-method", "O38 O39", "the document that is served lacks a method",
            each: { request, answer in
                let reply = answer(request)
                guard request["method"]?.string == "rpc.discover",
                    let methods = reply?["result"]?["methods"]?.array
                else { return reply }
                return reply.map { reply in
                    Misreading.changed(reply) {
                        $0["result"] = $0["result"].map { document in
                            Misreading.changed(document) {
                                $0["methods"] = .array(methods.dropLast())
                            }
                        }
                    }
                }
            }),
    ]
}

extension JSONNumber {
    /// The number without its fraction, where it has one and fits.
    fileprivate var whole: JSONNumber {
        guard !isInteger, let value = Int64(exactly: double.rounded(.towardZero)) else {
            return self
        }
        return JSONNumber(text: String(value))
    }
}

extension JSONValue {
    /// The value with null in the place of each that lies deeper.
    fileprivate func pruned(below depth: Int) -> JSONValue {
        guard depth > 0 else { return .null }
        switch kind {
        case .array(let elements): return .array(elements.map { $0.pruned(below: depth - 1) })
        case .object(let object):
            return .object(
                object.members.map { .init($0.name, $0.value.pruned(below: depth - 1)) })
        case .null, .bool, .number, .string: return self
        }
    }
}
