import WireJSON

// Peers that misread a request.

extension Aberration {
    static let requestRules: [Aberration] = versionRules + memberRules + paramsRules + idRules

    private static let versionRules: [Aberration] = [
        rules(
            "accepts-version-one", "J01 J02", "a request of version \"1.0\" is served",
            reading: { if $0["jsonrpc"]?.string == "1.0" { $0["jsonrpc"] = "2.0" } }),
        rules(
            "accepts-number-version", "J01 J02", "the number 2.0 is taken for the version",
            reading: { if $0["jsonrpc"]?.number != nil { $0["jsonrpc"] = "2.0" } }),
        rules(
            "accepts-missing-version", "J01 J02", "a request without 'jsonrpc' is served",
            reading: { if $0["jsonrpc"] == nil { $0["jsonrpc"] = "2.0" } }),
    ]

    private static let memberRules: [Aberration] = [
        rules(
            "method-made-text", "J03", "a method that is no string is made one, and is unknown",
            reading: { object in
                guard let method = object["method"], method.string == nil else { return }
                object["method"] = .string(method.text())
            }),
        rules(
            "members-in-any-case", "J04", "'Method' and 'ID' are taken for 'method' and 'id'",
            reading: { object in
                object = JSONObject(
                    object.members.map { .init($0.name.lowercased(), $0.value) })
            }),
        rules(
            "refuses-unknown-members", "J18", "a request with a member of no meaning is refused",
            each: { request, answer in
                let known = ["jsonrpc", "method", "params", "id"]
                let names = request.object?.names ?? []
                return names.allSatisfy(known.contains)
                    ? answer(request) : Misreading.invalidRequest
            }),
        rules(
            "serves-reserved-names", "J05", "any name under 'rpc.' is a method like others",
            each: { request, answer in
                let reply = answer(request)
                guard reply?.errorCode == -32601,
                    request["method"]?.string?.hasPrefix("rpc.") ?? false
                else { return reply }
                return reply.map { Misreading.changed($0) { $0.succeed(with: .null) } }
            }),
        rules(
            "method-before-request", "J02 J49",
            "an unknown method is noticed before the request is found to be none",
            each: { request, answer in
                guard var mended = request.object, mended["method"]?.string != nil else {
                    return answer(request)
                }
                mended["jsonrpc"] = "2.0"
                let reply = answer(JSONValue(.object(mended)))
                return reply?.errorCode == -32601 ? reply : answer(request)
            }),
        rules(
            "params-before-method", "J44 J49",
            "parameters of an unknown method are found to be invalid",
            each: { request, answer in
                let reply = answer(request)
                guard reply?.errorCode == -32601, request["params"] != nil else { return reply }
                return Misreading.error(-32602, "Invalid params", id: reply?["id"])
            }),
    ]

    private static let paramsRules: [Aberration] = [
        rules(
            "accepts-null-params", "J06", "null is taken for absent params",
            reading: { if $0["params"]?.isNull ?? false { $0["params"] = nil } }),
        rules(
            "accepts-scalar-params", "J06", "a text or a number is taken for params",
            reading: { object in
                switch object["params"]?.kind {
                case .string, .number, .bool: object["params"] = nil
                default: break
                }
            }),
        rules(
            "refuses-absent-params", "J06", "a request without 'params' is refused",
            each: { request, answer in
                let isRefused = request.object != nil && request["params"] == nil
                return isRefused && answer(request) != nil
                    ? Misreading.invalidRequest : answer(request)
            }),
        rules(
            "param-names-in-any-case", "J10", "a parameter is known by its name in other case",
            each: { request, answer in
                let reply = answer(request)
                guard reply?.errorCode == -32602, let named = request["params"]?.object else {
                    return reply
                }
                let others = ParameterCase.allCases.compactMap { style in
                    answer(
                        Misreading.changed(request) {
                            $0["params"] = .object(
                                named.members.map { .init(style.applied($0.name), $0.value) })
                        })
                }
                return others.first { $0.errorCode != -32602 } ?? reply
            }),
        rules(
            "accepts-absent-params", "J12 J45", "a call may leave out what is required",
            each: { request, answer in
                let reply = answer(request)
                let params = request["params"]
                let isEmpty = params?.array?.isEmpty ?? params?.object?.isEmpty ?? (params == nil)
                guard reply?.errorCode == -32602, isEmpty else { return reply }
                return reply.map { Misreading.changed($0) { $0.succeed(with: .null) } }
            }),
        rules(
            "accepts-any-params", "J12 J45 J10", "params are never held against the method",
            saying: { if $0["error"]?["code"]?.int == -32602 { $0.succeed(with: .null) } }),
    ]

    private static let idRules: [Aberration] = [
        rules(
            "accepts-boolean-ids", "J13 J16", "true and false are ids like others",
            each: { request, answer in
                request["id"]?.bool == nil ? answer(request) : disguised(request, answer)
            }),
        rules(
            "accepts-structured-ids", "J13", "an array or an object is an id like others",
            each: { request, answer in
                let id = request["id"]
                return id?.array == nil && id?.object == nil
                    ? answer(request) : disguised(request, answer)
            }),
        rules(
            "ids-as-doubles", "J17 J32 J63", "a large id comes back as the nearest double",
            saying: { $0["id"] = $0["id"]?.withNumbers(\.asDouble) }),
        rules(
            "ids-cut-to-32-bits", "J17 J32", "an id keeps its lower 32 bits",
            saying: { object in
                guard let id = object["id"]?.int else { return }
                object["id"] = .number(Int(Int32(truncatingIfNeeded: id)))
            }),
        rules(
            "empty-ids-lost", "J17 J32", "the ids 0 and \"\" come back as null",
            saying: { object in
                let id = object["id"]
                if id?.int == 0 || id?.string == "" { object["id"] = .null }
            }),
        rules(
            "number-ids-as-text", "J17 J32", "an id that is a number comes back as its text",
            saying: { object in
                if let number = object["id"]?.number { object["id"] = .string(number.text) }
            }),
        rules(
            "text-ids-as-numbers", "J17 J32", "an id that spells a number comes back as one",
            saying: { object in
                if let number = object["id"]?.string.flatMap({ Int($0) }) {
                    object["id"] = .number(number)
                }
            }),
    ]

    /// What is answered to a request under an id that the service takes, with the true id put back.
    private static func disguised(
        _ request: JSONValue, _ answer: (JSONValue) -> JSONValue?
    ) -> JSONValue? {
        let id = request["id"]
        let lawful = Misreading.changed(request) { $0["id"] = 1 }
        return answer(lawful).map { Misreading.changed($0) { $0["id"] = id } }
    }
}

/// How a careless server may spell the names of parameters.
private enum ParameterCase: CaseIterable {
    case lower, upper, lowerFirst, upperFirst

    func applied(_ name: String) -> String {
        switch self {
        case .lower: name.lowercased()
        case .upper: name.uppercased()
        case .lowerFirst: name.prefix(1).lowercased() + name.dropFirst()
        case .upperFirst: name.prefix(1).uppercased() + name.dropFirst()
        }
    }
}
