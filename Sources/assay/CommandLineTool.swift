import Diagnostics
import Glibc
import SDKGenerator

/// The exit codes, as `--help` and the README document them.
enum ExitCode {
    static let asExpected: Int32 = 0
    static let subjectFailed: Int32 = 1
    static let documentRefused: Int32 = 2
    static let inconclusive: Int32 = 3
    static let usage: Int32 = 64
}

/// One command: its words, its help and what it does.
struct Command: Sendable {
    let name: String
    let operands: String
    let summary: String
    let details: String
    let options: [Arguments.Option]
    let examples: [String]
    let run: @Sendable (Arguments) throws(UsageError) -> Int32
}

/// The program as a function from words to an exit code.
enum CommandLineTool {
    static let version = Generation.version
    static let commands: [Command] = [
        .lint, .explain, .diff, .initialise, .run, .report, .ledger, .coverage, .prove, .generate,
        .compare, .parity, .lock, .serve, .subject, .transcript, .list, .doctor,
    ]

    static func run(_ words: ArraySlice<String>) -> Int32 {
        guard let first = words.first else {
            Output.complain(help)
            return ExitCode.usage
        }
        switch first {
        case "--version":
            Output.line("assay \(version)")
            return ExitCode.asExpected
        case "--help", "-h", "help":
            return showHelp(words.dropFirst().first)
        default: return dispatch(first, words.dropFirst())
        }
    }

    private static func dispatch(_ name: String, _ rest: ArraySlice<String>) -> Int32 {
        guard let command = commands.first(where: { $0.name == name }) else {
            let near = Closest.match(name, among: commands.map(\.name))
            let hint = near.map { "; did you mean '\($0)'?" } ?? "; see assay --help"
            return complain("unknown command '\(name)'\(hint)")
        }
        if rest.prefix(while: { $0 != "--" }).contains(where: { $0 == "--help" || $0 == "-h" }) {
            return showHelp(name)
        }
        do {
            return try command.run(Arguments(rest, options: command.options))
        } catch {
            return complain(error.message)
        }
    }

    private static func showHelp(_ name: String?) -> Int32 {
        guard let name else {
            Output.show(help)
            return ExitCode.asExpected
        }
        guard let command = commands.first(where: { $0.name == name }) else {
            return complain("unknown command '\(name)'; see assay --help")
        }
        Output.show(command.help)
        return ExitCode.asExpected
    }

    /// Says what is wrong with the words of a command; the exit code of that.
    static func complain(_ message: String) -> Int32 {
        Output.complain("assay: \(message)")
        return ExitCode.usage
    }

}

extension CommandLineTool {
    private static var help: String {
        let width = commands.map { $0.name.count + $0.operands.count }.max() ?? 0
        let lines = commands.map { command in
            let words = "\(command.name) \(command.operands)"
            let gap = String(repeating: " ", count: width + 3 - words.count)
            return "  assay \(words)\(gap)\(command.summary)\n"
        }
        return """
            Assay judges OpenRPC documents, by the specification, and RPC SDK generators: it generates
            a client from a document, runs it in an embedded CPython against a mock server, and says
            what held and what did not.

            \(lines.joined())  assay --version
              assay COMMAND --help

            \(exitCodes)
            """
    }

    static let exitCodes = """
        Exit codes: 0 as expected, 1 the subject failed or differs, 2 the document is refused,
        3 inconclusive (our surroundings), 64 usage.

        """
}

extension Command {
    var help: String {
        let width = options.map { $0.name.count + ($0.value?.count ?? 0) }.max() ?? 0
        let lines = options.map { option in
            let words = option.name + (option.value.map { " \($0)" } ?? "")
            let gap = String(repeating: " ", count: max(2, width + 3 - words.count))
            return "  --\(words)\(gap)\(option.help)\n"
        }
        return """
            usage: assay \(name) [options] \(operands)

            \(details)

            Options:
            \(lines.joined())
            Examples:
            \(examples.map { "  \($0)\n" }.joined())
            \(CommandLineTool.exitCodes)
            """
    }
}
