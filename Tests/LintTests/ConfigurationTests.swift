import Diagnostics
import Lint
import Testing
import WireJSON

@Suite struct ConfigurationTests {
    private func problems(_ text: String) -> String {
        Configuration.read(Array(text.utf8), file: "assay.json").1
            .map { "\($0)\n" }.joined()
    }

    private static let whole = """
        {"lint": {"severities": {"json.*": "note", "openrpc.duplicate-method": "off"},
                  "ignores": [{"rule": "json.duplicate-name", "at": "/a~1b", "document": "api/*",
                               "reason": "generated", "expires": "2027-03-31"}]}}
        """

    @Test(arguments: [
        whole, "{}", #"{"lint": {}}"#, #"{"lint": {"severities": {}, "ignores": []}}"#,
    ])
    func aConfigurationIsRead(_ text: String) {
        let (configuration, problems) = Configuration.read(Array(text.utf8), file: "assay.json")
        #expect(configuration != nil)
        #expect(problems.isEmpty)
    }

    @Test func ignoresHaveAllTheirParts() throws {
        let ignores = try #require(Configuration.read(Array(Self.whole.utf8), file: "a").0).ignores
        let ignore = try #require(ignores.first)
        #expect(ignore.rule == "json.duplicate-name")
        #expect(ignore.pointer.tokens == ["a/b"])
        #expect(ignore.document?.text == "api/*")
        #expect(ignore.reason == "generated")
        #expect(ignore.expires.description == "2027-03-31")
        #expect(ignore.span.start.line == 2)
    }

    private static func ignore(_ change: String) -> String {
        """
        {"lint": {"ignores": [{"rule": "json.duplicate-name", "at": "", "reason": "r",
        "expires": "2027-03-31"\(change)
        """
    }

    @Test(arguments: [
        ("", "1:1: error: a text must hold a value, found nothing [json.syntax]"),
        ("[]", "1:1: error: a configuration must be an object, found array [config.invalid]"),
        (
            #"{"lnt": {}}"#,
            "1:2: error: a configuration has no member 'lnt'; did you mean 'lint'? "
                + "[config.unknown-member]"
        ),
        (
            #"{"colour": {}}"#,
            "1:2: error: a configuration has no member 'colour'; it knows 'lint', 'generator' "
                + "[config.unknown-member]"
        ),
        (
            #"{"generator": {"documents": []}}"#,
            "1:29: error: 'documents' must name a document [config.invalid]"
        ),
        (
            #"{"generator": {"documents": ["a", 1], "seed": -1, "level": "today"}}"#,
            "1:35: error: 'documents' must hold paths, found number [config.invalid]\n"
                + "assay.json:1:60: error: 'level' must be a day such as 2027-03-31, found 'today' "
                + "[config.invalid]\n"
                + "assay.json:1:47: error: 'seed' must be a whole number from 0 [config.invalid]"
        ),
        (
            #"{"generator": {"documents": ["a"], "command": "gen {out}"}}"#,
            "1:47: error: 'command' must have the place {document} among its words "
                + "[config.invalid]"
        ),
        (
            #"{"lint": {"severity": {}}}"#,
            "1:11: error: 'lint' has no member 'severity'; it knows 'severities', 'ignores' "
                + "[config.unknown-member]"
        ),
        (
            #"{"lint": {}, "lint": {}}"#,
            "1:14: error: a name must stand once in an object, found 'lint' again; remove one of "
                + "them [json.duplicate-name]\nassay.json:1:2: note: 'lint' stands here first"
        ),
        (#"{"lint": 1}"#, "1:10: error: 'lint' must be an object, found number [config.invalid]"),
        (
            #"{"lint": {"severities": []}}"#,
            "1:25: error: 'severities' must be an object of rules and severities [config.invalid]"
        ),
        (
            #"{"lint": {"severities": {"json.*": "loud"}}}"#,
            "1:36: error: a severity must be 'error', 'warning', 'note' or 'off', found 'loud' "
                + "[config.invalid]"
        ),
        (
            #"{"lint": {"severities": {"json.*": 1}}}"#,
            "1:36: error: a severity must be 'error', 'warning', 'note' or 'off', found number "
                + "[config.invalid]"
        ),
        (
            #"{"lint": {"severities": {"openrpc.duplicate-metod": "off"}}}"#,
            "1:26: error: no rule is named 'openrpc.duplicate-metod'; did you mean "
                + "'openrpc.duplicate-method'? [config.unknown-rule]"
        ),
        (
            #"{"lint": {"severities": {"nothing.*": "off"}}}"#,
            "1:26: error: no rule is named 'nothing.*'; 'assay lint --list' shows all "
                + "[config.unknown-rule]"
        ),
        (#"{"lint": {"ignores": {}}}"#, "1:22: error: 'ignores' must be an array [config.invalid]"),
        (
            #"{"lint": {"ignores": [1]}}"#,
            "1:23: error: an ignore must be an object, found number [config.invalid]"
        ),
    ])
    func whatIsWrongIsToldWithItsPlace(_ text: String, _ problem: String) {
        #expect(problems(text) == "assay.json:\(problem)\n")
    }

    @Test func everythingThatAnIgnoreLacksIsTold() {
        #expect(
            problems(#"{"lint": {"ignores": [{}]}}"#)
                == """
                assay.json:1:23: error: an ignore must have 'rule': the id of a rule [config.invalid]
                assay.json:1:23: error: an ignore must have 'at': a JSON pointer, "" for the whole \
                document [config.invalid]
                assay.json:1:23: error: an ignore must have 'reason': why the finding may stay \
                [config.invalid]
                assay.json:1:23: error: an ignore must have 'expires': a day such as 2027-03-31 \
                [config.invalid]

                """)
    }

    @Test func everythingThatIsWrongWithAnIgnoreIsTold() {
        let text = """
            {"lint": {"ignores": [{"rule": "duplicate-name", "at": "methods", "reason": " ",
            "expires": "2027-02-29", "because": 1, "document": 2}]}}
            """
        #expect(
            problems(text)
                == """
                assay.json:2:26: error: an ignore has no member 'because'; it knows 'rule', 'at', \
                'document', 'reason', 'expires' [config.unknown-member]
                assay.json:2:52: error: 'document' must be a string, found number: a path or a \
                pattern of paths [config.invalid]
                assay.json:1:32: error: no rule is named 'duplicate-name'; did you mean \
                'json.duplicate-name'? [config.unknown-rule]
                assay.json:1:56: error: 'at' must be a JSON pointer such as /methods/0, found \
                'methods' [config.invalid]
                assay.json:1:77: error: 'reason' must say why the finding may stay [config.invalid]
                assay.json:2:12: error: 'expires' must be a day such as 2027-03-31, found \
                '2027-02-29' [config.invalid]

                """)
    }

    @Test(arguments: [
        (["json.*": "note"], "json.duplicate-name note, openrpc.duplicate-method error"),
        (["*": "off", "json.*": "warning"], "json.duplicate-name warning"),
        (["json.duplicate-name": "off", "json.*-name": "note"], "openrpc.duplicate-method error"),
        (
            ["*.duplicate-*": "note", "*": "off"],
            "json.duplicate-name note, openrpc.duplicate-method note"
        ),
    ])
    func theMoreExactPatternWeighs(_ severities: [String: String], _ result: String) throws {
        let rules = Rule.all.filter {
            ["json.duplicate-name", "openrpc.duplicate-method"].contains($0.id)
        }
        let names = severities.keys.sorted()
        for order in [names, names.reversed()] {
            let members = order.map { "\"\($0)\": \"\(severities[$0] ?? "")\"" }
            let text = "{\"lint\": {\"severities\": {\(members.joined(separator: ", "))}}}"
            let configuration = try #require(Configuration.read(Array(text.utf8), file: "a").0)
            let weighed = configuration.weigh(rules).map { "\($0.id) \($0.severity)" }
            #expect(weighed.joined(separator: ", ") == result)
        }
    }

    @Test(arguments: [
        ("a*c", "abc", true), ("a*c", "ac", true), ("a*c", "abcd", false), ("*", "", true),
        ("?", "", false), ("a?", "ab", true), ("", "", true), ("", "a", false),
        ("*a*b", "xaxbxb", true), ("*a*b", "xaxbx", false), ("**", "abc", true),
    ])
    func wildcardsMatch(_ pattern: String, _ word: String, _ matches: Bool) {
        #expect(Wildcard(pattern).matches(word) == matches)
    }

    /// Many stars over a long word end soon.
    @Test func wildcardsAreNoTrap() {
        let pattern = Wildcard(String(repeating: "a*", count: 40) + "b")
        #expect(!pattern.matches(String(repeating: "a", count: 5_000)))
    }

    @Test(arguments: [
        ("2027-03-31", true), ("2024-02-29", true), ("2023-02-29", false), ("2000-02-29", true),
        ("1900-02-29", false), ("2027-04-31", false), ("2027-00-10", false), ("2027-13-01", false),
        ("2027-1-01", false), ("27-01-01", false), ("2027-01-01 ", false), ("2027/01/01", false),
        ("+027-01-01", false), ("", false), ("2027-01-00", false), ("٢٠٢٧-01-01", false),
    ])
    func daysAreDaysOfTheCalendar(_ text: String, _ isDay: Bool) {
        #expect(CalendarDay(text)?.description == (isDay ? text : nil))
    }
}
