import JSONRPC
import Peers
import WireJSON

/// Requests that between them meet every aberration, and a lawful service to answer them.
enum Probe {
    static let requests: [[UInt8]] =
        singles.map { Array($0.utf8) } + batches.map { Array($0.utf8) } + [
            [0xEF, 0xBB, 0xBF] + Array(#"{"jsonrpc":"2.0","method":"echo","id":1}"#.utf8),
            Array(#"{"jsonrpc":"2.0","method":"echo","params":[""#.utf8) + [0xFF]
                + Array(#""],"id":1}"#.utf8),
            [UInt8](repeating: 0x5B, count: 500) + [UInt8](repeating: 0x5D, count: 500),
        ]

    private static let singles = [
        #"{"jsonrpc":"2.0","method":"echo","params":[7],"id":1}"#,
        #"{"jsonrpc":"2.0","method":"echo","params":[7],"id":"7"}"#,
        #"{"jsonrpc":"2.0","method":"echo","params":[9007199254740993],"id":2}"#,
        #"{"jsonrpc":"2.0","method":"echo","params":[0],"id":9007199254740993}"#,
        #"{"jsonrpc":"2.0","method":"echo","params":[null],"id":0}"#,
        #"{"jsonrpc":"2.0","method":"echo","params":{"value":1},"id":3}"#,
        #"{"jsonrpc":"2.0","method":"echo","params":{"Value":1},"id":3}"#,
        #"{"jsonrpc":"2.0","method":"echo","params":[],"id":4}"#,
        #"{"jsonrpc":"2.0","method":"echo","params":[1,2],"id":4}"#,
        #"{"jsonrpc":"2.0","method":"echo","params":[0.5],"id":4}"#,
        #"{"jsonrpc":"2.0","method":"echo","params":["a\u0000b"],"id":4}"#,
        #"{"jsonrpc":"2.0","method":"echo","params":[{"a":[1]}],"id":4}"#,
        #"{"jsonrpc":"2.0","method":"first","params":[1,2],"id":4}"#,
        #"{"jsonrpc":"2.0","method":"first","params":{"b":1,"a":2},"id":4}"#,
        #"{"jsonrpc":"2.0","method":"detail","id":5}"#,
        #"{"jsonrpc":"2.0","method":"rpc.discover","id":5}"#,
        #"{"jsonrpc":"2.0","method":"fail","id":5}"#,
        #"{"jsonrpc":"2.0","method":"crash","id":5}"#,
        #"{"jsonrpc":"2.0","method":"ping","id":5,"trace":1}"#,
        #"{"jsonrpc":"2.0","method":"ping","params":null,"id":5}"#,
        #"{"jsonrpc":"2.0","method":"ping","params":"x","id":5}"#,
        #"{"jsonrpc":"2.0","method":"nope","params":[1],"id":6}"#,
        #"{"jsonrpc":"2.0","method":"rpc.nope","id":6}"#,
        #"{"jsonrpc":"2.0","method":"ping","id":null}"#,
        #"{"jsonrpc":"2.0","method":"ping","id":true}"#,
        #"{"jsonrpc":"2.0","method":"ping","id":[1]}"#,
        #"{"jsonrpc":"2.0","method":"ping"}"#,
        #"{"jsonrpc":"2.0","method":"nope"}"#,
        #"{"jsonrpc":"2.0","method":1,"id":1}"#,
        #"{"jsonrpc":"1.0","method":"ping","id":1}"#,
        #"{"jsonrpc":2.0,"method":"ping","id":1}"#,
        #"{"method":"ping","id":1}"#,
        #"{"method":"nope","id":1}"#,
        #"{"jsonrpc":"2.0","Method":"ping","ID":1}"#,
        #"{"jsonrpc":"2.0","method":"ping","method":"nope","id":1}"#,
        #"{"jsonrpc":"2.0","method":"echo","params":["\uD800"],"id":1}"#,
        #"{"jsonrpc":"2.0", "method":"ping", "id":1}"#,
        #"{"jsonrpc":"2.0","method":"ping","id":1,}"#,
        #"{"jsonrpc":"2.0","method":"ping","id":1} x"#,
        #"{"jsonrpc":"2.0","method":"ping""#, "7", "",
    ]

    private static let echoes = [
        #"{"jsonrpc":"2.0","method":"echo","params":[1],"id":1}"#,
        #"{"jsonrpc":"2.0","method":"echo","params":[2],"id":2}"#,
        #"{"jsonrpc":"2.0","method":"echo","params":[3],"id":1}"#,
    ]
    private static let ping = #"{"jsonrpc":"2.0","method":"ping"}"#
    private static let nope = #"{"jsonrpc":"2.0","method":"nope"}"#
    private static let failing = #"{"jsonrpc":"2.0","method":"nope","id":1}"#

    private static let batches = [
        "[]", "[1]", "[1,2,3]", #"[{"jsonrpc":"2.0","method":"ping""#, "[\(ping),\(nope)]",
        "[\(echoes[0]),\(echoes[1])]",
        "[\(echoes[0]),7,\(ping),\(failing),\(echoes[2])]", "[[\(echoes[0])]]",
        "[\(echoes[0])]",
    ]

    /// `echo` gives its one parameter back, `first` the one called `a`, `ping` null, `fail` an
    /// error of the application, `detail` one with data, and `crash` an internal one.
    static func service(_ text: [UInt8]) -> [UInt8]? {
        Incoming.read(text).answered(by: outcome)?.bytes()
    }

    private static func outcome(of request: Request) -> Response.Outcome {
        switch (request.method, request.params) {
        case ("echo", .positional(let values)) where values.count == 1: .result(values[0])
        case ("echo", .named(let members)) where members.names == ["value"]:
            .result(members["value"] ?? .null)
        case ("echo", _): .error(.invalidParams)
        case ("first", .positional(let values)) where values.count == 2: .result(values[0])
        case ("first", .named(let members)): .result(members["a"] ?? .null)
        case ("detail", _): .error(ErrorObject(code: 404, message: "no", data: ["at": [1]]))
        case ("rpc.discover", _): .result(["methods": [["name": "echo"], ["name": "ping"]]])
        case ("ping", _): .result(.null)
        case ("fail", _): .error(ErrorObject(code: 404, message: "no such thing"))
        case ("crash", _): .error(.internalError)
        default: .error(.methodNotFound)
        }
    }
}
