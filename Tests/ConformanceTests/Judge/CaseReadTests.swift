import Conformance
import Diagnostics
import TestSupport
import Testing
import WireJSON

/// Cases are data that people write: what is not understood is refused with its place.
@Suite struct CaseReadTests {
    /// The second line of a case whose first one tells what every case must.
    struct Malformed: Sendable, CustomTestStringConvertible {
        var line: String
        var diagnostic: String
        var testDescription: String { line }

        init(_ line: String, _ diagnostic: String) {
            self.line = line
            self.diagnostic = diagnostic
        }

        var text: String {
            #"{"title": "t", "why": "w", "requirement": ["J01"], "service": "s","#
                + "\n\(line)}"
        }
    }

    private static func check(_ text: String, _ expected: [String]) {
        let (read, diagnostics) = Case.read(Array(text.utf8), id: "a/b", file: "a/b.json")
        #expect(diagnostics.map(\.description) == expected)
        #expect((read != nil) == expected.isEmpty)
    }

    @Test(arguments: Malformed.all) func whatIsNotUnderstoodIsRefused(_ malformed: Malformed) {
        Self.check(malformed.text, [malformed.diagnostic])
    }

    @Test func aMemberThatStandsTwiceIsRefused() {
        Self.check(
            Malformed(#""title": "u", "# + Malformed.call, "").text,
            [
                "a/b.json:2:1: error: a name must stand once in an object, found 'title' again; "
                    + "remove one of them [json.duplicate-name]\n"
                    + "a/b.json:1:2: note: 'title' stands here first"
            ])
    }

    @Test func brokenTextIsRefused() throws {
        for text in ["", "{", #"{"title": }"#, "\u{FEFF}{}"] {
            let (read, diagnostics) = Case.read(Array(text.utf8), id: "a", file: "a.json")
            #expect(read == nil)
            #expect(diagnostics.count == 1)
            #expect(diagnostics[0].span != nil && diagnostics[0].rule.hasPrefix("json."))
        }
        Self.check("[]", ["a/b.json:1:1: error: a case is an object [case.malformed]"])
    }

    @Test(arguments: ["title", "why", "requirement", "service"])
    func everyCaseSaysWhatItIsAbout(_ name: String) throws {
        var root = try #require(try JSONValue.read(Malformed("\(Malformed.call)", "").text).object)
        root[name] = nil
        let missing =
            name == "requirement"
            ? "'requirement' names no requirement" : "'\(name)' is missing; it is a text"
        Self.check(
            JSONValue(.object(root)).text(),
            ["a/b.json:1:1: error: \(missing) [case.malformed]"])
    }

    /// What a case says of its ways leaves those; one that says nothing makes sense on all.
    @Test(arguments: [
        ("", 14), (#""client": "async", "#, 7), (#""transport": "http", "#, 6),
        (#""transport": "stream", "#, 8), (#""transport": ["tcp", "stream"], "#, 10),
        (#""transport": ["memory", "tcp"], "client": "sync", "#, 2),
    ])
    func aCaseIsPlayedOnTheWaysItLeaves(_ words: String, _ count: Int) throws {
        let text = Malformed(words + Malformed.call, "").text
        let subject = try #require(Case.read(Array(text.utf8), id: "a/b", file: "f").0)
        #expect(subject.ways.count == count)
        #expect(subject.ways == Way.all.filter(subject.ways.contains))
    }

    @Test func aCaseIsReadWhole() throws {
        let text = Malformed(
            #""transport": "unix", "needs": "x", "call": {"method": "m", "params": {"a": 1}}, "#
                + #""sent": {"id": {"$bind": "id"}}, "serve": {"result": {"$use": "id"}}, "#
                + #""shape": {"py": "int"}, "returned": 1"#, ""
        ).text
        let (read, diagnostics) = Case.read(Array(text.utf8), id: "a/b", file: "f")
        #expect(diagnostics.isEmpty)
        let subject = try #require(read)
        #expect(subject.id == "a/b" && subject.title == "t" && subject.why == "w")
        #expect(subject.requirements == ["J01"] && subject.needs == ["x"])
        #expect(subject.service == "s")
        #expect(subject.ways == [Way(.sync, over: .unix), Way(.async, over: .unix)])
        guard case .calls(let steps) = subject.task, let step = steps.first,
            case .message(let served) = step.served, case .returned = step.expected,
            case .shape? = step.typed
        else {
            Issue.record("it is no call")
            return
        }
        #expect(step.method == "m" && step.arguments["a"]?.int == 1 && step.sent != nil)
        #expect(served["result"]?["$use"]?.string == "id")
    }
}

extension CaseReadTests.Malformed {
    static let call = #""call": {"method": "m"}, "returned": 1"#

    static let all = tasks + steps

    private static let transports =
        "'tcp', 'unix', 'injected', 'memory', 'stdio-lines', 'stdio-headers', 'websocket', 'http', "
        + "'stream'"

    private static func malformed(_ line: String, _ place: String, _ message: String) -> Self {
        Self(line, "a/b.json:\(place): error: \(message) [case.malformed]")
    }

    private static let tasks = [
        malformed(
            #""x": 1"#, "1:1",
            "a case states exactly one of 'call', 'steps', 'construct' and 'examine'"),
        malformed(
            #""examine": "imports", "# + call, "1:1",
            "a case states exactly one of 'call', 'steps', 'construct' and 'examine'"),
        malformed(
            #""steps": [], "examine": "imports""#, "1:1",
            "a case states exactly one of 'call', 'steps', 'construct' and 'examine'"),
        malformed(#""x": 1, "# + call, "2:1", "'x' is no member of a case with 'call'"),
        malformed(#""side": "server", "# + call, "2:9", #"'side' is "server"; 'client' is known"#),
        malformed(
            #""transport": "pipe", "# + call, "2:14",
            #"'transport' is "pipe"; it is one of \#(transports)"#),
        malformed(
            #""transport": ["tcp", 7], "# + call, "2:22",
            "'transport' is 7; it is one of \(transports)"),
        malformed(
            #""transport": [], "# + call, "2:14", "'transport' names at least one"),
        malformed(#""client": "both", "# + call, "2:11", "'client' is 'sync' or 'async'"),
        malformed(#""needs": 7, "# + call, "2:10", "'needs' holds texts"),
        malformed(#""steps": []"#, "2:10", "'steps' is a list of at least one call"),
        malformed(#""steps": {}"#, "2:10", "'steps' is a list of at least one call"),
        malformed(
            #""steps": [{"call": {"method": "m"}, "returned": 1, "title": "x"}]"#, "2:52",
            "'title' is no member of a step"),
        malformed(
            #""steps": [{"call": {"method": "m"}}]"#, "2:11",
            "a call states exactly one of 'returned' and 'raised'"),
        malformed(#""examine": 7"#, "2:12", "'examine' is missing; it is a text"),
        malformed(
            #""examine": "imports", "returned": 1"#, "2:23",
            "'returned' is no member of a case with 'examine'"),
        malformed(
            #""construct": {"names": [], "members": {}}"#, "2:14",
            "'construct' needs 'names', 'members' and 'encoded'"),
        malformed(
            #""construct": {"names": [], "members": [], "encoded": {}}"#, "2:14",
            "'construct' needs 'names', 'members' and 'encoded'"),
        malformed(
            #""construct": {"names": [7], "members": {}, "encoded": {}}"#, "2:24",
            "'names' holds texts"),
        malformed(
            #""construct": {"names": [], "members": {}, "encoded": {}, "x": 1}"#, "2:58",
            "'x' is no member of 'construct'"),
        malformed(
            #""construct": {"names": [], "members": {}, "encoded": {}}, "sent": {}"#, "2:59",
            "'sent' is no member of a case with 'construct'"),
        malformed(#""steps": [7]"#, "2:11", "a step is an object"),
    ]

    private static let steps = [
        malformed(#""call": {}, "returned": 1"#, "2:9", "'call' names no method"),
        malformed(#""call": {"method": 7}, "returned": 1"#, "2:9", "'call' names no method"),
        malformed(
            #""call": {"method": "m", "param": {}}, "returned": 1"#, "2:25",
            "'param' is no member of 'call'"),
        malformed(
            #""call": {"method": "m", "params": [1]}, "returned": 1"#, "2:35",
            "'params' gives arguments by name, whatever travels on the wire"),
        malformed(
            #""call": {"method": "m"}"#, "1:1",
            "a call states exactly one of 'returned' and 'raised'"),
        malformed(
            #""call": {"method": "m"}, "returned": 1, "raised": 1"#, "1:1",
            "a call states exactly one of 'returned' and 'raised'"),
        malformed(
            #""serve": {"rawText": 7}, "# + call, "2:22",
            "'rawText' is a text, whatever it spells"),
        malformed(
            #""serve": {"rawText": "x", "status": "200"}, "# + call, "2:37",
            "'status' is an HTTP status from 200 to 599"),
        malformed(
            #""serve": {"rawText": "x", "status": 100}, "# + call, "2:37",
            "'status' is an HTTP status from 200 to 599"),
        malformed(
            #""serve": {"rawText": "x", "x": 1}, "# + call, "2:27",
            "'x' is no member of 'serve' with 'rawText'"),
        malformed(
            #""serve": {"sequence": []}, "# + call, "2:23",
            "'sequence' is a list of what is served, one after the other"),
        malformed(
            #""serve": {"sequence": [{"emit": 1, "x": 1}]}, "# + call, "2:36",
            "'x' is no member of 'serve' with 'emit'"),
        malformed(
            #""serve": {"sequence": [{"emit": 1}], "x": 1}, "# + call, "2:38",
            "'x' is no member of 'serve' with 'sequence'"),
        malformed(
            #""serve": {"transport": "reset"}, "# + call, "2:24",
            #"'transport' is "reset"; 'close' and 'stall' are known"#),
        malformed(
            #""serve": {"transport": "close", "x": 1}, "# + call, "2:33",
            "'x' is no member of 'serve' with 'transport'"),
        malformed(
            #""sent": {"id": {"$bnd": "id"}}, "# + call, "2:16",
            #"{"$bnd":"id"} is no pattern; '$literal' takes a value as it is"#),
        malformed(
            #""sent": {"id": {"$any": true, "x": 1}}, "# + call, "2:16",
            "'$any' stands alone in its object; '$literal' takes any name"),
        malformed(
            #""sent": [{"$type": "text"}], "# + call, "2:10",
            #"{"$type":"text"} is no pattern; '$literal' takes a value as it is"#),
        malformed(
            #""sent": {"$either": []}, "# + call, "2:9",
            #"{"$either":[]} is no pattern; '$literal' takes a value as it is"#),
        malformed(
            #""sent": {"$either": [{"$absent": 1}]}, "# + call, "2:22",
            #"{"$absent":1} is no pattern; '$literal' takes a value as it is"#),
        malformed(
            #""call": {"method": "m"}, "returned": {"a": {"$use": 7}}"#, "2:44",
            #"{"$use":7} is no pattern; '$literal' takes a value as it is"#),
        malformed(
            #""call": {"method": "m"}, "raised": {"$containing": null}"#, "2:36",
            #"{"$containing":null} is no pattern; '$literal' takes a value as it is"#),
        malformed(
            #""shape": {"$any": false}, "# + call, "2:10",
            #"{"$any":false} is no pattern; '$literal' takes a value as it is"#),
    ]
}
