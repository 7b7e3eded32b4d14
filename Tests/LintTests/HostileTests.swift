import Lint
import Testing

/// Documents that are broken elsewhere crash no rule and bring no remark on what is not understood.
@Suite struct HostileTests {
    static let odd = ["null", "7", "\"x\"", "[]", "{}", "[null, 7, \"x\", [], {}]", "true"]

    @Test(arguments: [
        #""methods": §"#, #""methods": [§]"#, #""methods": [{"name": §, "params": []}]"#,
        #""methods": [{"name": "a", "params": §, "result": §, "errors": §, "links": §}]"#,
        #""methods": [{"name": "a", "params": [§], "errors": [§], "links": [§]}]"#,
        #""methods": [{"name": "a", "params": [{"name": §, "required": §}]}]"#,
        #""methods": [{"name": "a", "errors": [{"code": §}, {"code": §}]}]"#,
        #""methods": [{"name": "a", "links": [{"method": §, "params": §, "server": §}]}]"#,
        #""methods": [{"name": "a", "links": [{"method": "a", "params": {"b": §}}]}]"#,
        #""servers": [§], "info": §, "externalDocs": §"#,
        #""servers": [{"url": §, "variables": §}], "info": {"contact": §, "license": §}"#,
        #""servers": [{"url": "a", "variables": {"b": §}}], "info": {"contact": {"email": §}}"#,
        #""servers": [{"url": "${b}", "variables": {"b": {"default": §, "enum": §}}}]"#,
        #""methods": [{"$ref": §}, {"params": [{"$ref": §}], "errors": [{"$ref": §}]}]"#,
        ##""methods": [{"$ref": "#/methods/0"}, {"name": "a", "links": [{"$ref": "#/x"}]}]"##,
    ])
    func oddValuesAnywhere(_ text: String) throws {
        for version in ["1.0.0", "1.2.6", "1.3.2", "1.4.0", "9.9.9", "x"] {
            for odd in Self.odd {
                let body = text.split(separator: "§", omittingEmptySubsequences: false)
                    .joined(separator: odd)
                _ = try lint(
                    Array(#"{"openrpc": "\#(version)", \#(body)}"#.utf8), file: "odd.json")
            }
        }
    }

    /// What cannot be followed is neither missing nor unknown.
    @Test func whatIsNotKnownIsNotBlamed() throws {
        let text = """
            {"openrpc": "1.2.6", "methods": [
              {"$ref": "other.json#/method"},
              {"name": "a", "params": [{"$ref": "#/nowhere"}, {"name": "b", "required": true}],
               "result": {"$ref": "#/components/contentDescriptors/loop"},
               "links": [{"name": "l", "method": "other", "params": {"x": "${params.y}"}},
                         {"name": "l", "method": "a", "params": {"x": "${result.y}"}}]}],
             "components": {"contentDescriptors": {
              "loop": {"$ref": "#/components/contentDescriptors/loop"}}}}
            """
        let findings = try lint(Array(text.utf8), file: "unknown.json")
        #expect(!findings.contains { $0.rule.id.hasPrefix("openrpc.link-") })
        #expect(!findings.contains { $0.rule.id == "openrpc.expression-source" })
        #expect(!findings.contains { $0.rule.id == "openrpc.required-after-optional" })
    }
}
