import Changes
import Diagnostics
import Glibc
import Harness
import Lint
import SDKGenerator
import WireJSON

extension Command {
    static let diff = Command(
        name: "diff", operands: "OLD NEW",
        summary: "say what changed between two documents, and whom it breaks",
        details: """
            Compares two OpenRPC documents and classifies each change: on the wire, in the source of
            clients, in documentation; breaking or compatible. References are followed within each
            document. Exits 1 when a change breaks the wire or client source; --fail-on moves that
            line ('documentation' is any change at all).
            """,
        options: [
            .init(name: "format", value: "NAME", help: "console (default) or jsonl"),
            .init(name: "level", value: "LEVELS", help: "show only wire, source, documentation"),
            .init(name: "breaking-only", value: nil, help: "show only what breaks"),
            .init(
                name: "fail-on", value: "LEVEL", help: "wire, source (default), documentation, none"
            ),
            .init(name: "list", value: nil, help: "show every rule"),
        ],
        examples: [
            "assay diff v1/openrpc.json v2/openrpc.json",
            "assay diff old.json new.json --level wire --breaking-only",
        ]
    ) { arguments throws(UsageError) in
        let selection = try DiffSelection(arguments)
        if arguments.has("list") {
            guard arguments.operands.isEmpty else { throw UsageError("--list takes no document") }
            listRules(selection)
            return ExitCode.asExpected
        }
        guard arguments.operands.count == 2 else {
            throw UsageError("diff takes two documents, the old one and the new one")
        }
        let readings = arguments.operands.map(read)
        guard let old = readings[0], let new = readings[1] else { return ExitCode.documentRefused }
        let comparison = Comparison(old, new)
        for change in comparison.changes where selection.shows(change.rule) {
            if selection.isJSON { Output.line(change.json) } else { Output.line(change.diagnostic) }
        }
        if selection.isJSON {
            Output.line(comparison.json)
        } else {
            Output.line(comparison.summary)
        }
        return selection.fails(comparison) ? ExitCode.subjectFailed : ExitCode.asExpected
    }

    private static func read(_ path: String) -> Reading? {
        switch DocumentFile.read(path) {
        case .failure(let refusal):
            Output.complain(refusal.diagnostic)
            return nil
        case .success(let bytes):
            do throws(JSONFault) {
                let texts = ReferenceFolder(document: path)
                return try Reading(bytes, file: path, loader: texts.library)
            } catch {
                Output.complain(error.diagnostic(in: SourceFile(name: path, bytes: bytes)))
                return nil
            }
        }
    }

    private static func listRules(_ selection: DiffSelection) {
        let rules = ChangeRule.all.filter(selection.shows)
        let width = rules.map(\.id.count).max() ?? 0
        for rule in rules {
            let id = rule.id + String(repeating: " ", count: width + 2 - rule.id.count)
            let verdict = rule.verdict.rawValue
            let gap = String(repeating: " ", count: 12 - verdict.count)
            Output.line("\(id)\(verdict)\(gap)\(rule.explanation.why)")
        }
    }
}

/// Which changes are shown, and which make the command fail.
private struct DiffSelection {
    let isJSON: Bool
    private let levels: [ChangeRule.Level]
    private let isBreakingOnly: Bool
    private let limit: ChangeRule.Level?

    init(_ arguments: Arguments) throws(UsageError) {
        let format = arguments.value("format") ?? "console"
        guard ["console", "jsonl"].contains(format) else {
            throw UsageError("'--format' is '\(format)'; it is console or jsonl")
        }
        isJSON = format == "jsonl"
        isBreakingOnly = arguments.has("breaking-only")
        var levels: [ChangeRule.Level] = []
        for word in arguments.all("level").flatMap({ $0.split(separator: ",") }) {
            guard let level = ChangeRule.Level(rawValue: String(word)) else {
                throw UsageError("'--level' is '\(word)'; it is wire, source or documentation")
            }
            levels.append(level)
        }
        self.levels = levels.isEmpty ? ChangeRule.Level.allCases : levels
        let word = arguments.value("fail-on") ?? "source"
        limit = ChangeRule.Level(rawValue: word)
        guard limit != nil || word == "none" else {
            throw UsageError("'--fail-on' is '\(word)'; it is wire, source, documentation or none")
        }
    }

    func shows(_ rule: ChangeRule) -> Bool {
        levels.contains(rule.level) && (!isBreakingOnly || rule.isBreaking)
    }

    func fails(_ comparison: Comparison) -> Bool {
        switch limit {
        case .wire: comparison.changes.contains { $0.rule.level == .wire && $0.rule.isBreaking }
        case .source: comparison.changes.contains(where: \.rule.isBreaking)
        case .documentation: !comparison.changes.isEmpty
        case nil: false
        }
    }
}
