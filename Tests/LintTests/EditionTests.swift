import Lint
import Testing
import WireJSON

/// What the meta-schemas of the three editions tell apart, one small document each.
@Suite struct EditionTests {
    /// A document, and the rules that it breaks, in the order of the text.
    struct Sample: CustomTestStringConvertible {
        let about: String
        let text: String
        let rules: [String]

        init(_ about: String, _ text: String, breaks rules: [String]) {
            (self.about, self.text, self.rules) = (about, text, rules)
        }

        var testDescription: String { about }
    }

    private static func document(
        _ version: String, methods: String = "", info: String = #"{"title":"t","version":"v"}"#,
        more: String = ""
    ) -> String {
        #"{"openrpc":"\#(version)","info":\#(info),"methods":[\#(methods)]\#(more)}"#
    }

    private static func method(_ version: String, _ members: String) -> String {
        let result = #""result":{"name":"r","schema":true}"#
        return document(version, methods: #"{"name":"m","params":[],\#(result),\#(members)}"#)
    }

    private static func components(_ version: String, _ members: String) -> String {
        document(version, more: #","components":{\#(members)}"#)
    }

    private static let pairing = #""examples":[{"name":"p","params":[]}]"#
    private static let alternatives = ##"{"oneOf":[{"name":"a","schema":{}},{"$ref":"#/x"}]}"##

    private static let editions: [Sample] = [
        Sample("1.4 takes any info", document("1.4.1", info: "42"), breaks: ["openrpc.info-type"]),
        Sample(
            "1.3 takes no other info", document("1.3.2", info: "42"),
            breaks: ["structure.wrong-type"]),
        Sample(
            "1.4 takes any link", method("1.4.1", #""links":["foo",7,{"name":5}]"#),
            breaks: ["openrpc.link-type", "openrpc.link-type", "openrpc.link-type"]),
        Sample(
            "1.3 takes no other link", method("1.3.2", #""links":["foo",{"name":5}]"#),
            breaks: ["structure.wrong-type", "structure.wrong-type"]),
        Sample(
            "1.4 refuses an empty link name", method("1.4.1", #""links":[{"name":""}]"#),
            breaks: ["structure.empty-name"]),
        Sample("1.0 takes empty names", method("1.0.0", #""links":[{"name":""}]"#), breaks: []),
        Sample(
            "1.0 requires a result", document("1.0.0", methods: #"{"name":"m","params":[]}"#),
            breaks: ["structure.missing-member"]),
        Sample(
            "1.3 does not", document("1.3.2", methods: #"{"name":"m","params":[]}"#), breaks: []),
        Sample(
            "1.0 has no 'either'", method("1.0.0", #""paramStructure":"either""#),
            breaks: ["structure.unknown-value"]),
        Sample("1.1 has", method("1.1.0", #""paramStructure":"either""#), breaks: []),
        Sample(
            "1.0 takes no reference for a method",
            document("1.0.0", methods: ##"{"$ref":"#/components/x"}"##),
            breaks: ["spec-conflict.method-reference"]),
        Sample(
            "1.3 takes one", document("1.3.2", methods: ##"{"$ref":"#/components/x"}"##),
            breaks: []),
        Sample(
            "1.0 takes a oneOf object, for an error too",
            method("1.0.0", ##""errors":[\##(alternatives)]"##), breaks: []),
        Sample(
            "1.2 takes none for a result",
            document("1.2.6", methods: #"{"name":"m","params":[],"result":\#(alternatives)}"#),
            breaks: ["spec-conflict.one-of-object"]),
        Sample(
            "1.3 has none",
            document("1.3.2", methods: #"{"name":"m","params":[],"result":\#(alternatives)}"#),
            breaks: [
                "structure.missing-member", "structure.missing-member", "structure.unknown-member",
            ]),
        Sample(
            "1.0 requires the result of a pairing", method("1.0.0", pairing),
            breaks: ["spec-conflict.pairing-member"]),
        Sample("1.3 does not require it", method("1.3.2", pairing), breaks: []),
        Sample(
            "1.0 has no '$schema'", document("1.0.0", more: #","$schema":"s""#),
            breaks: ["structure.unknown-member"]),
        Sample("1.3 has '$schema'", document("1.3.2", more: #","$schema":"s""#), breaks: []),
        Sample(
            "1.0 forgot members",
            method("1.0.0", #""deprecated":true,"servers":[],"externalDocs":{"url":"u"}"#),
            breaks: [
                "spec-conflict.forgotten-member", "spec-conflict.forgotten-member",
                "spec-conflict.forgotten-member",
            ]),
        Sample(
            "1.4 lists no patch version", document("1.4.77"), breaks: []),
        Sample(
            "1.4 knows no candidate", document("1.4.0-rc1"), breaks: ["structure.version"]),
        Sample("1.9 does not exist", document("1.9.0"), breaks: ["structure.version"]),
        Sample("2.0 does not exist", document("2.0.0"), breaks: ["structure.version"]),
        Sample("0.9 does not exist", document("0.9.0"), breaks: ["structure.version"]),
        Sample("1.2.7 is a patch", document("1.2.7"), breaks: ["spec-conflict.patch-version"]),
        Sample("1.0.1 is a patch", document("1.0.1"), breaks: ["spec-conflict.patch-version"]),
    ]

    /// What all three leave unchecked, or check in an odd way.
    private static let unchecked: [Sample] = [
        Sample(
            "empty links and nameless servers",
            method("1.3.2", #""links":[{}],"servers":[{"url":""}]"#), breaks: []),
        Sample(
            "empty licences and contacts",
            document("1.3.2", info: #"{"title":"","version":"","license":{},"contact":{}}"#),
            breaks: []),
        Sample(
            "pairings with an error, and with both",
            method(
                "1.3.2",
                #""examples":[{"name":"p","params":[],"error":7},"#
                    + #"{"name":"p","params":[],"error":{},"result":{"name":"r","value":1}}]"#),
            breaks: ["spec-conflict.pairing-error", "spec-conflict.pairing-error"]),
        Sample(
            "the group of the other name",
            components("1.3.2", #""examplePairingObjects":{"a":42}"#),
            breaks: ["spec-conflict.pairing-group"]),
        Sample(
            "outlandish keys are not examined",
            components("1.3.2", #""schemas":{"-":42,"é":42,"{":42,"a b":42}"#),
            breaks: ["structure.schema-keyword"]),
        Sample(
            "unknown groups are not examined", components("1.3.2", #""shemas":{"a":42}"#),
            breaks: []),
        Sample(
            "1.0 examines no errors", components("1.0.0", #""errors":{"a":42}"#), breaks: []),
        Sample(
            "components are no references",
            components("1.3.2", ##""contentDescriptors":{"a":{"$ref":"#/x"}}"##),
            breaks: ["structure.unknown-member"]),
        Sample(
            "nor are components of an open shape",
            components("1.3.2", ##""examples":{"a":{"$ref":"#/x"}}"##),
            breaks: ["structure.unknown-member"]),
        Sample(
            "1.0 takes references there",
            components("1.0.0", ##""contentDescriptors":{"a":{"$ref":"#/x"}}"##), breaks: []),
        Sample(
            "an open object may have '$ref' besides all it needs",
            method(
                "1.3.2",
                ##""examples":[{"name":"p","params":[{"$ref":"#/x","name":"a","value":1}]}]"##),
            breaks: []),
        Sample(
            "and is no reference without", method("1.3.2", ##""examples":[{"$ref":"#/x","b":1}]"##),
            breaks: ["spec-conflict.reference-siblings"]),
        Sample(
            "keywords beside '$ref' are examined",
            components("1.3.2", ##""schemas":{"a":{"$ref":"#/x","type":"int"}}"##),
            breaks: ["structure.schema-type"]),
        Sample(
            "of a repeated name the last counts",
            #"{"openrpc":"1.3.2","info":42,"methods":[],"info":{"title":"t","version":"v"}}"#,
            breaks: []),
        Sample(
            "a number may be spelled otherwise",
            method("1.3.2", #""errors":[{"code":1e2,"message":""},{"code":1.50,"message":""}]"#),
            breaks: ["structure.wrong-type"]),
        Sample(
            "names end where a scalar does",
            document("1.3.2", more: ",\"x-\u{301}\":1,\"info\u{301}\":1"),
            breaks: ["structure.unknown-member"]),
    ]

    @Test(arguments: editions + unchecked) func tellsEditionsApart(_ sample: Sample) throws {
        let rules = Rule.all.filter {
            $0.layer == .structure || $0.layer == .conflict
                || ["openrpc.info-type", "openrpc.link-type"].contains($0.id)
        }
        let findings = try lint(Array(sample.text.utf8), file: "sample.json", rules: rules)
        #expect(findings.map(\.rule.id) == sample.rules, "\(findings.map(\.diagnostic))")
    }

    @Test(arguments: [
        #"{"openrpc":"1.4.1","methods":["#, #"{"components":{"schemas":{"a":"#,
        #"{"openrpc":"1.0.0","methods":[{"params":["#,
    ])
    func endsOnDeepDocuments(_ opening: String) throws {
        let depth = 480
        for (open, close) in [(#"{"not":"#, "}"), (#"{"oneOf":["#, "]}"), ("[", "]")] {
            let count = open == "[" || open.hasSuffix(":") ? depth : depth / 2
            let text =
                opening + String(repeating: open, count: count) + "1"
                + String(repeating: close, count: count)
                + String(opening.reversed().compactMap { ["{": "}", "[": "]"][$0] })
            #expect(!(try lint(Array(text.utf8), file: "deep.json").isEmpty))
        }
    }
}
