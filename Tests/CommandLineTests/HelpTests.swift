import TestSupport
import Testing

/// What the program says of itself, and what it says to a command line that is wrong.
@Suite struct HelpTests {
    private func check(
        _ words: [String], _ status: Int32, output: [String] = [], errors: [String] = [],
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let outcome = try Program.assay(words, timeout: .seconds(60))
        #expect(outcome.status == status, "\(words)", sourceLocation: sourceLocation)
        for (text, parts) in [(outcome.output, output), (outcome.errors, errors)] {
            if parts.isEmpty { #expect(text == "", "\(words)", sourceLocation: sourceLocation) }
            for part in parts {
                #expect(text.contains(part), "\(words): \(text)", sourceLocation: sourceLocation)
            }
        }
    }

    private static let codes = [
        "0 as expected", "1 the subject failed", "2 the document is refused", "3 inconclusive",
        "64 usage",
    ]

    private static let commands = [
        "lint", "explain", "diff", "init", "run", "report", "ledger", "generate", "compare",
        "parity", "lock", "serve", "subject", "transcript", "list", "doctor",
    ]

    @Test(arguments: [["--help"], ["-h"], ["help"]])
    func theProgramHasHelp(_ words: [String]) throws {
        try check(
            words, 0,
            output: Self.commands + Self.codes)
    }

    @Test(arguments: commands)
    func everyCommandHasHelpWithExamplesAndExitCodes(_ command: String) throws {
        for words in [[command, "--help"], ["help", command], [command, "x", "-h"]] {
            try check(
                words, 0,
                output: ["usage: assay \(command)", "Examples:\n  assay \(command)"] + Self.codes)
        }
    }

    @Test func theVersionIsTold() throws { try check(["--version"], 0, output: ["assay 0."]) }

    @Test func nothingAskedIsAnError() throws { try check([], 64, errors: Self.codes) }

    @Test(arguments: [
        (["rn"], "unknown command 'rn'; did you mean 'run'?"),
        (["frobnicate"], "unknown command 'frobnicate'; see assay --help"),
        (["help", "rn"], "unknown command 'rn'"),
        (["run", "--job", "2"], "unknown option '--job'; did you mean '--jobs'?"),
        (["run", "--frobnicate"], "unknown option '--frobnicate'; see --help"),
        (["run", "-j"], "unknown option '-j'; options begin with '--'"),
        (["run", "--jobs"], "'--jobs' needs a value: --jobs N"),
        (["run", "--jobs", "0"], "'--jobs' is '0'; it is a whole number from 1 to 256"),
        (["run", "--jobs=x"], "'--jobs' is 'x'; it is a whole number"),
        (["run", "--header", "A: b"], "'--header' is about a server; name one with --server"),
        (["run", "--server", "http://192.0.2.1/"], "--allow-remote says that it may"),
        (["run", "--server", "https://localhost"], "'https://' is not known; there are http://"),
        (["run", "--server", "cat", "--framing", "lsp"], "it is newline or content-length"),
        (["run", "--server", "cat", "--sdk", "x"], "'--sdk' is about a client"),
        (["run", "--server", "cat", "--params", "[]"], "give --method"),
        (["run", "--server", "cat", "--method", "a", "--params", "1"], "a JSON array or object"),
        (["run", "--server", "cat", "--header", "no colon"], "is 'NAME: VALUE' on one line"),
        (["run", "--server", "cat", "--level", "may"], "it is must, should or derived"),
        (["run", "--server", "cat", "--ledger", "/no/such/file"], "the file does not exist"),
        (["run", "--server", "python3", "server.py", "api.json"], "quote a command"),
        (["run", "--seed", "-1"], "'--seed' is '-1'; it is a whole number"),
        (["run", "--timeout", "0"], "'--timeout' is '0'; it is a whole number"),
        (["run", "--format", "xml"], "'--format' is 'xml'; it is console or jsonl"),
        (["run", "--unsupported=1"], "'--unsupported' takes no value"),
        (["run", "--sdk", "x"], "'--sdk' judges one package; name the one document"),
        (["run", "--sdk", "x", "a", "b"], "'--sdk' judges one package"),
        (["generate"], "generate takes one document"),
        (["generate", "a", "b", "--python", "x"], "generate takes one document"),
        (["generate", "a"], "generate needs a target; say --python OUT"),
        (["compare", "--old", "builtin", "x"], "compare needs two sides; say --new SOURCE"),
        (["compare", "--old", "builtin", "--new", "builtin"], "compare takes documents"),
        (["compare", "--old", "gen {document}", "x"], "--old: 'gen {document}' is no directory"),
        (["compare", "--old", "gen {out}", "x"], "does not say what it reads; give it {document}"),
        (["compare", "--old", "gen 'x {out}", "x"], "has a quote ' that is not closed"),
        (
            ["compare", "--old", "builtin", "--new", "builtin", "--at-least", "equal", "x"],
            "'--at-least' is 'equal'; it is one of identical, normalised, ast, surface, behaviour"
        ),
        (
            ["compare", "--old", "builtin", "--new", "builtin", "--normalise", "newline", "x"],
            "no normaliser is called 'newline'; did you mean 'newlines'?"
        ),
        (["serve"], "serve takes one document"),
        (["serve", "a", "--port", "65536"], "'--port' is '65536'; it is a whole number"),
        (
            ["serve", "a", "--aberration", "id-as-txt@x"],
            "no aberration is named 'id-as-txt'; did you mean 'id-as-text'?"
        ),
        (["serve", "a", "--aberration", "id-as-text@#x"], "'#x' is not '#' and a number from 1"),
        (["diff", "a"], "diff takes two documents, the old one and the new one"),
        (
            ["diff", "a", "b", "--level", "x"],
            "'--level' is 'x'; it is wire, source or documentation"
        ),
        (["diff", "a", "b", "--fail-on", "x"], "'--fail-on' is 'x'; it is wire, source,"),
        (["diff", "a", "b", "--format", "xml"], "'--format' is 'xml'; it is console or jsonl"),
        (["diff", "--list", "a"], "--list takes no document"),
        (["list", "checkz"], "checks, mutants, subjects, aberrations, not 'checkz'"),
        (["list", "--only", "nothing/*"], "nothing matches"),
        (["doctor", "x"], "doctor takes no operand"),
        (["explain"], "explain takes one name; 'assay lint --list' shows all rules"),
        (
            ["explain", "duplicate-metod"],
            "no rule is named 'duplicate-metod'; did you mean 'openrpc.duplicate-method'?"
        ),
        (["explain", "frobnicate"], "no rule is named 'frobnicate'; 'assay lint --list' and"),
        (["lint", "x", "--format", "xml"], "'--format' is 'xml'; it is console, jsonl, sarif or"),
        (["lint", "x", "--layer", "prse"], "no layer is named 'prse'; did you mean 'prose'?"),
        (["lint", "x", "--layer", "around"], "no layer is named 'around'; json, structure, prose"),
        (["lint", "x", "--only", "nothing.*"], "no rule matches 'nothing.*'; 'assay lint --list'"),
        (["lint", "x", "--layer", "json", "--only", "openrpc.*"], "no rule is in these layers"),
        (["lint", "x", "--max-severity", "x"], "'--max-severity' is 'x'; it is none, note, warn"),
        (["lint", "x", "--today", "2027-02-30"], "'--today' is '2027-02-30'; it is a day such as"),
    ])
    func whatIsNotUnderstoodIsAnErrorWithAWayOut(_ words: [String], _ message: String) throws {
        try check(words, 64, errors: ["assay: ", message])
    }

    /// After `--` a word is an operand, whatever it looks like.
    @Test func operandsMayLookLikeOptions() throws {
        try check(
            ["generate", "--python", "x", "--", "--help"], 2, errors: ["--help:1:1: error: "])
    }

    @Test func casesAndChecksAreListed() throws {
        try check(
            ["list"], 0,
            output: ["errors/data-reaches-caller", "[J41]", "package/imports", "request.version"])
        try check(["list", "checks", "--only", "http.*"], 0, output: ["http.post", "[J24]"])
        let cases = try Program.assay(["list", "cases", "--only", "errors/*"])
        #expect(cases.output.split(separator: "\n").allSatisfy { $0.hasPrefix("errors/") })
        #expect(cases.output.split(separator: "\n").count >= 7)
    }

    @Test func theDoctorSaysWhatIsThereAndWhatIsNot() throws {
        let well = try Program.assay(["doctor"])
        #expect(well.output.contains("CPython 3."))
        #expect(well.status == (well.output.contains("\nMISS") ? 3 : 0))
        for name in ["jsonschema", "mypy", "ruff", "rustc", "git"] {
            #expect(well.output.contains(name))
        }
        let ill = try Program.assay(["doctor"], environment: ["ASSAY_VENV": "/nonexistent"])
        #expect(ill.status == 3)
        #expect(ill.output.contains("MISS   the oracle: "))
        #expect(ill.output.contains("scripts/conformance"))
        #expect(ill.output.hasSuffix("assay cannot run here yet\n"))
    }
}
