import JSONRPC
import WireJSON

/// What JSON-RPC 2.0 says of each request object, held against every request of every case.
extension Check {
    static let requests: [Check] = [
        requestIsJSON, requestHasUniqueNames, requestNamesVersion, requestMethodIsString,
        requestParamsAreStructured, requestIDIsScalar, requestIDIsNotNull,
        requestIDIsNotFractional, requestMembersAreKnown, requestNameIsNotReserved,
        requestIDsAreUnique, notificationHasNoID,
    ]

    static let requestIsJSON = Check(
        eachExchange: "request.json", .must, ["J62"],
        clause: "RFC 8259 §8.1: JSON text is UTF-8, without a BOM"
    ) { exchange in
        do throws(JSONFault) {
            _ = try JSONValue.read(exchange.requestBody)
            return .holds
        } catch {
            return .violated(
                "the request is not JSON: \(error.message) at byte \(error.offset)",
                expected: "a JSON text", seen: excerpt(text(exchange.requestBody)))
        }
    }

    static let requestHasUniqueNames = Check(
        eachExchange: "request.unique-names", .should, ["J64"],
        clause: "RFC 8259 §4: the names within an object should be unique"
    ) { exchange in
        guard let request = exchange.request else { return .notApplicable }
        guard let duplicate = request.duplicateNames().first else { return .holds }
        return .violated(
            "a member name is sent twice", expected: "unique names", seen: "'\(duplicate.name)'")
    }

    static let requestNamesVersion = Check(
        eachExchange: "request.version", .must, ["J01"],
        clause: "JSON-RPC 2.0 §4: 'jsonrpc' must be exactly \"2.0\""
    ) { exchange in
        exchange.eachRequest { request in
            request["jsonrpc"]?.string == "2.0"
                ? .holds
                : .violated(
                    "'jsonrpc' is not \"2.0\"", expected: "\"2.0\"", seen: seen(request["jsonrpc"]))
        }
    }

    static let requestMethodIsString = Check(
        eachExchange: "request.method", .must, ["J03"],
        clause: "JSON-RPC 2.0 §4: 'method' is a String"
    ) { exchange in
        exchange.eachRequest { request in
            request["method"]?.string != nil
                ? .holds
                : .violated(
                    "'method' is not a string", expected: "a string", seen: seen(request["method"]))
        }
    }

    static let requestParamsAreStructured = Check(
        eachExchange: "request.params", .must, ["J06"],
        clause: "JSON-RPC 2.0 §4.2: 'params' is omitted, an Array or an Object"
    ) { exchange in
        exchange.eachRequest { request in
            guard let params = request["params"] else { return .holds }
            return params.array != nil || params.object != nil
                ? .holds
                : .violated(
                    "'params' is neither array nor object", expected: "absent, array or object",
                    seen: seen(params))
        }
    }

    static let requestIDIsScalar = Check(
        eachExchange: "request.id-type", .must, ["J13", "J16"],
        clause: "JSON-RPC 2.0 §4: 'id' is a String, a Number or Null when it is there"
    ) { exchange in
        exchange.eachID { id in
            switch id.kind {
            case .string, .number, .null: .holds
            default:
                .violated("'id' has a wrong type", expected: "string or number", seen: seen(id))
            }
        }
    }

    static let requestIDIsNotNull = Check(
        eachExchange: "request.id-not-null", .should, ["J14"],
        clause: "JSON-RPC 2.0 §4: 'id' should normally not be Null"
    ) { exchange in
        exchange.eachID { id in
            id.isNull
                ? .violated("'id' is null", expected: "string or number", seen: "null") : .holds
        }
    }

    static let requestIDIsNotFractional = Check(
        eachExchange: "request.id-not-fractional", .should, ["J14"],
        clause: "JSON-RPC 2.0 §4: a numeric 'id' should not contain fractional parts"
    ) { exchange in
        exchange.eachID { id in
            guard let number = id.number else { return .notApplicable }
            return number.isInteger
                ? .holds
                : .violated("'id' is fractional", expected: "an integer", seen: number.text)
        }
    }

    static let requestMembersAreKnown = Check(
        eachExchange: "request.members", .must, ["J04"],
        clause: "JSON-RPC 2.0 §4: the members are jsonrpc, method, params and id, in that case"
    ) { exchange in
        exchange.eachRequest { request in
            let known = ["jsonrpc", "method", "params", "id"]
            guard let extra = request.object?.names.first(where: { !known.contains($0) }) else {
                return .holds
            }
            return .violated(
                "the request has a member of its own", expected: known.joined(separator: ", "),
                seen: extra)
        }
    }

    static let requestNameIsNotReserved = Check(
        eachExchange: "request.reserved-method", .must, ["J05"],
        clause: "JSON-RPC 2.0 §4: names that begin with 'rpc.' are for system extensions only"
    ) { exchange in
        exchange.eachRequest { request in
            guard let method = request["method"]?.string else { return .notApplicable }
            return !method.hasPrefix("rpc.") || method == "rpc.discover"
                ? .holds
                : .violated(
                    "a reserved method is called", expected: "no name under 'rpc.'", seen: method)
        }
    }

    static let requestIDsAreUnique = Check(
        "request.ids-unique", .derived, ["J15"],
        clause: "JSON-RPC 2.0 §4: the client establishes the id, so that replies can be told apart"
    ) { observation in
        let ids = observation.exchanges.flatMap(\.requests).compactMap { $0["id"] }
        guard ids.count > 1 else { return .notApplicable }
        for (index, id) in ids.enumerated() {
            if ids[..<index].contains(where: { $0.equals(id, numbers: .value) }) {
                return .violated(
                    "an id is used twice on one connection", expected: "distinct ids",
                    seen: ids.map { $0.text() }.joined(separator: ", "))
            }
        }
        return .holds
    }

    static let notificationHasNoID = Check(
        "request.notification-id", .must, ["J23", "O34"],
        clause: "JSON-RPC 2.0 §4.1: a notification is a request without an 'id' member"
    ) { observation in
        Finding.all(
            zip(observation.calls, observation.exchanges).map { step, exchange in
                guard case .nothing = step.served else { return .notApplicable }
                guard let id = exchange.request?["id"] else { return .holds }
                return .violated("a notification has an id", expected: "absent", seen: seen(id))
            })
    }
}

extension Exchange {
    /// The request objects of the body: one, or each element of a batch.
    var requests: [JSONValue] {
        guard let request else { return [] }
        return request.array ?? [request]
    }

    func eachRequest(_ examine: (JSONValue) -> Finding) -> Finding {
        Finding.all(requests.map(examine))
    }

    func eachID(_ examine: (JSONValue) -> Finding) -> Finding {
        Finding.all(requests.compactMap { $0["id"] }.map(examine))
    }
}

/// A value as evidence: its JSON, or `absent`.
func seen(_ value: JSONValue?) -> String { value.map { excerpt($0.text()) } ?? "absent" }

/// Bytes as evidence; what is not UTF-8 shows as U+FFFD.
func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
