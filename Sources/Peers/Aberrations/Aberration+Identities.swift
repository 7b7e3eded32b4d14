import WireJSON

// Replies that do not say whose they are, or what they are.

extension Aberration {
    static let identities: [Aberration] = [
        message("id-missing", "J32", "the response has no 'id'", saying: { $0["id"] = nil }),
        message(
            "id-wrong", "J32 J33", "the response has an id that nobody used",
            saying: { $0["id"] = "stranger" }),
        message(
            "id-next", "J32 J33", "the response has the id of the call after",
            saying: { object in
                guard let id = object["id"] else { return }
                object["id"] =
                    id.int.map { .number($0 &+ 1) } ?? .string((id.string ?? "") + "1")
            }),
        message(
            "id-as-text", "J32", "an id that is a number comes back as its text",
            saying: { object in
                if let number = object["id"]?.number { object["id"] = .string(number.text) }
            }),
        message(
            "id-as-number", "J32", "an id that is a text comes back as a number",
            saying: { object in
                guard let text = object["id"]?.string else { return }
                object["id"] = .number(Int(text) ?? text.utf8.count)
            }),
        message("id-null", "J32 J35", "the response has the id null", saying: { $0["id"] = .null }),
        message("id-true", "J32 J16", "the response has the id true", saying: { $0["id"] = true }),
        message(
            "id-in-array", "J13 J32", "the id lies in an array",
            saying: { $0["id"] = .array([$0["id"] ?? .null]) }),
        message(
            "id-in-object", "J13 J32", "the id lies in an object",
            saying: { $0["id"] = ["id": $0["id"] ?? .null] }),
        message(
            "id-negated", "J32", "the sign of the id is lost, or found",
            saying: { object in
                object["id"] = object["id"]?.int.map { .number(0 &- $0) } ?? "-"
            }),
        message(
            "version-missing", "J27", "the response has no 'jsonrpc'",
            saying: { $0["jsonrpc"] = nil }),
        message(
            "version-one", "J27", "the response is of version \"1.0\"",
            saying: { $0["jsonrpc"] = "1.0" }),
        message(
            "version-as-number", "J27", "the version of the response is the number 2.0",
            saying: { $0["jsonrpc"] = JSONValue(.number(JSONNumber(text: "2.0"))) }),
        message(
            "version-null", "J27", "the version of the response is null",
            saying: { $0["jsonrpc"] = .null }),
        message(
            "members-in-upper-case", "J27 J04", "the names of the response are in upper case",
            saying: { object in
                object = JSONObject(object.members.map { .init($0.name.uppercased(), $0.value) })
            }),
        message(
            "unknown-members", "G12", "the response has a member that means nothing",
            saying: { $0["assay"] = ["server": "mock"] }),
    ]
}
