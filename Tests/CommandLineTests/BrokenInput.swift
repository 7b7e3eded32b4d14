import TestSupport
import Testing

/// Input that is no document, or one that means no good.
struct BrokenInput: Sendable, CustomTestStringConvertible {
    var name: String
    var bytes: [UInt8]
    /// The rule and the place that the first error names; no rule where the document is usable.
    var rule: String
    var place: String

    var testDescription: String { name }

    init(_ name: String, _ rule: String, at place: String, _ bytes: [UInt8]) {
        self.name = name
        self.rule = rule
        self.place = place
        self.bytes = bytes
    }

    init(_ name: String, _ rule: String, at place: String, _ text: String) {
        self.init(name, rule, at: place, Array(text.utf8))
    }

    static let refused = [
        BrokenInput("truncated", "json.", at: "1:35", #"{"openrpc": "1.3.2", "methods": [ "#),
        BrokenInput(
            "10 MB of brackets", "json.", at: "1:513", [UInt8](repeating: 0x5B, count: 10 << 20)),
        BrokenInput("invalid UTF-8", "json.", at: "1:3", [0x7B, 0x22, 0xFF, 0x22, 0x7D]),
        BrokenInput(
            "a name twice", "json.duplicate-name", at: "2:1",
            "{\"openrpc\": \"1.3.2\", \"info\": {\"title\": \"t\", \"version\": \"1\"},\n"
                + "\"openrpc\": \"1.3.2\", \"methods\": []}"),
        BrokenInput("empty", "openrpc.empty-file", at: "1:1", ""),
        BrokenInput(
            "YAML", "openrpc.not-json", at: "1:1",
            "openrpc: 1.3.2\ninfo:\n  title: t\nmethods: []\n"),
        BrokenInput("a list", "openrpc.", at: "1:1", "[]"),
        BrokenInput("a trailing comma", "json.", at: "1:10", #"{"a": 1, }"#),
        BrokenInput(
            "a reference to nothing", "openrpc.", at: "3:",
            document("m", result: "\n\n{\"$ref\": \"#/components/schemas/Nope\"}")),
        BrokenInput(
            "references in a loop", "openrpc.", at: "",
            document(
                "m", result: ##"{"$ref": "#/components/schemas/A"}"##,
                schemas: "\"A\": {\"$ref\": \"#/components/schemas/B\"},\n"
                    + "\"B\": {\"$ref\": \"#/components/schemas/A\"}")),
    ]

    /// Documents that are lawful and try to get out of their folder, or into our way.
    static let hostile = [
        BrokenInput("a method that climbs", "", at: "", document("../../etc/x")),
        BrokenInput(
            "a schema named as Python's own", "", at: "",
            document(
                "m", result: ##"{"$ref": "#/components/schemas/__init__"}"##,
                schemas: #""__init__": {"type": "object", "properties": {"self": {}}}"#)),
        BrokenInput("a title that climbs", "", at: "", document("m", title: "../../x")),
        BrokenInput("a title of nothing", "", at: "", document("m", title: "")),
        BrokenInput("a title that is absolute", "", at: "", document("m", title: "/etc/passwd")),
        BrokenInput("a title that is Python's", "", at: "", document("m", title: "json")),
        BrokenInput(
            "texts that close what they stand in", "", at: "",
            document(
                "m", title: #"x\"\"\"\nimport os\nos._exit(1)\n\"\"\"\\"#,
                result: #"{"description": "\"\"\"\nboom()\n'''\\", "const": "'\"\\\n"}"#)),
    ]

    private static func document(
        _ method: String, title: String = "t", result: String = "{}", schemas: String = ""
    ) -> String {
        """
        {"openrpc": "1.3.2", "info": {"title": "\(title)", "version": "1"}, "methods": [\
        {"name": "\(method)", "params": [], "result": {"name": "r", "schema": \(result)}}],
        "components": {"schemas": {\(schemas)}}}
        """
    }
}
