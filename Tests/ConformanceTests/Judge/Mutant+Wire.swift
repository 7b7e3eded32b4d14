import Conformance
import JSONRPC
import WireJSON

extension Mutant {
    static let requests = form + members + identifiers

    private static let form = [
        Mutant("request.json", "not JSON", .request("{")),
        Mutant("request.json", "not JSON", .request("\u{FEFF}" + Sighting.request)),
        Mutant("request.json", "not JSON", .changed { $0.bodies = [[0x22, 0xFF, 0x22]] }),
        Mutant("request.json", "not JSON", .request("")),
        Mutant(
            "request.unique-names", "'id'",
            .request(#"{"jsonrpc":"2.0","method":"pet.get","id":1,"id":1}"#)),
        Mutant(
            "request.unique-names", "'a'",
            .request(#"{"jsonrpc":"2.0","method":"m","params":{"x":[{"a":1,"a":2}]},"id":1}"#)),
        Mutant("request.version", "2.0", .request(#"{"jsonrpc":2.0,"method":"pet.get","id":1}"#)),
        Mutant("request.version", "\"2\"", .request(#"{"jsonrpc":"2","method":"m","id":1}"#)),
        Mutant("request.version", "absent", .request(#"{"method":"pet.get","id":1}"#)),
        Mutant(
            "request.version", "absent",
            .request(#"[{"jsonrpc":"2.0","method":"m","id":1},{"method":"m","id":2}]"#)),
        Mutant("request.method", "7", .request(#"{"jsonrpc":"2.0","method":7,"id":1}"#)),
        Mutant("request.method", "absent", .request(#"{"jsonrpc":"2.0","id":1}"#)),
    ]

    private static let members = [
        Mutant(
            "request.params", "null",
            .request(#"{"jsonrpc":"2.0","method":"m","params":null,"id":1}"#)),
        Mutant(
            "request.params", "\"x\"",
            .request(#"{"jsonrpc":"2.0","method":"m","params":"x","id":1}"#)),
        Mutant(
            "request.members", "ID",
            .request(#"{"jsonrpc":"2.0","method":"m","id":1,"ID":1}"#)),
        Mutant(
            "request.members", "Method",
            .request(#"{"jsonrpc":"2.0","Method":"m","id":1}"#), also: "request.method"),
        Mutant(
            "request.reserved-method", "rpc.foo",
            .request(#"{"jsonrpc":"2.0","method":"rpc.foo","id":1}"#)),
    ]

    private static let identifiers = [
        Mutant("request.id-type", "{}", .request(#"{"jsonrpc":"2.0","method":"m","id":{}}"#)),
        Mutant("request.id-type", "true", .request(#"{"jsonrpc":"2.0","method":"m","id":true}"#)),
        Mutant(
            "request.id-not-null", "null", .request(#"{"jsonrpc":"2.0","method":"m","id":null}"#)),
        Mutant(
            "request.id-not-fractional", "1.5",
            .request(#"{"jsonrpc":"2.0","method":"m","id":1.5}"#)),
        Mutant(
            "request.ids-unique", "1, 2, 1",
            .request(
                #"{"jsonrpc":"2.0","method":"m","id":1}"#,
                #"{"jsonrpc":"2.0","method":"m","id":2}"#,
                #"{"jsonrpc":"2.0","method":"m","id":1}"#)),
        Mutant(
            "request.ids-unique", "1, 1.0",
            .request(
                #"{"jsonrpc":"2.0","method":"m","id":1}"#,
                #"{"jsonrpc":"2.0","method":"m","id":1.0}"#),
            also: "request.id-not-fractional"),
        Mutant(
            "request.notification-id", "null",
            .notification(#"{"jsonrpc":"2.0","method":"m","id":null}"#), also: "request.id-not-null"
        ),
        Mutant(
            "request.notification-id", "4", .notification(#"{"jsonrpc":"2.0","method":"m","id":4}"#)
        ),
    ]

    static let transport = [
        Mutant(
            "http.post", "GET",
            .head("GET /rpc HTTP/1.1\r\nContent-Type: application/json\r\n\r\n")),
        Mutant("http.post", "nothing", .head(""), also: "http.content-type"),
        Mutant("http.content-type", "absent", .head("POST /rpc HTTP/1.1\r\n\r\n")),
        Mutant(
            "http.content-type", "text/plain",
            .head("POST /rpc HTTP/1.1\r\nContent-Type: text/plain\r\n\r\n")),
        Mutant(
            "http.content-type", "application/json-rpc",
            .head("POST /rpc HTTP/1.1\r\nContent-Type: application/json-rpc\r\n\r\n")),
        Mutant(
            "http.content-length", "Content-Length is wrong",
            .head(
                "POST / HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: 1\r\n\r\n")),
        Mutant(
            "carrier.lawful", "a frame is not masked",
            .carried(.webSocket, fault: "a frame is not masked (1002)")),
    ]

    static let ways = [
        Mutant(
            "request.same-bytes", "message 1 has not the bytes it has by sync/tcp",
            .elsewhere(#"{"jsonrpc":"2.0","id":1,"method":"pet.get"}"#)),
        Mutant(
            "request.same-bytes", #""id":2}"#,
            .elsewhere(#"{"jsonrpc":"2.0","method":"pet.get","id":2}"#)),
        Mutant(
            "request.same-bytes", "from byte 43",
            .elsewhere(#"{"jsonrpc":"2.0","method":"pet.get","id":1} "#)),
        Mutant(
            "request.same-bytes", "pet.got",
            .elsewhere(#"{"jsonrpc":"2.0","method":"pet.got","id":2}"#, hasStableIDs: false)),
        Mutant(
            "request.same-bytes", "expected 2, seen 1",
            .elsewhere(Sighting.request, Sighting.request)),
        Mutant("request.same-bytes", "expected 0, seen 1", .elsewhere()),
    ]
}
