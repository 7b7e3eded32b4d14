import Diagnostics
import Lint
import WireJSON

/// A run as one SARIF 2.1.0 log (OASIS), gathered from events and written at the end.
struct SARIFLog: Sendable {
    private var version = ""
    private var rules: [Rule] = []
    private var artifacts: [SourceFile] = []
    private var findings: [Finding] = []
    private var troubles: [String] = []

    mutating func take(_ event: LintEvent) {
        switch event {
        case .started(let info):
            version = info.version
            rules = info.rules
        case .document(let document):
            add(document.file)
            findings += document.findings
        case .configuration(let file, let found):
            add(file)
            findings += found
        case .finished: break
        }
    }

    /// Each text is an artifact once, however often it is linted.
    private mutating func add(_ file: SourceFile) {
        if !artifacts.contains(where: { $0.name == file.name }) { artifacts.append(file) }
    }

    /// The log, one member a line.
    func text(_ summary: LintSummary) -> String {
        let described = described()
        let places = Dictionary(uniqueKeysWithValues: zip(described.map(\.id), 0...))
        var seen: [String: Int] = [:]
        let results = findings.map { finding in
            let fingerprint = SARIFResult.fingerprint(of: finding)
            seen[fingerprint, default: 0] += 1
            return SARIFResult(
                finding: finding, ruleIndex: places[finding.rule.id] ?? -1,
                fingerprint: "\(fingerprint):\(seen[fingerprint, default: 1])"
            ).value
        }
        let log: JSONValue = [
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [
                [
                    "tool": ["driver": driver(described)],
                    "columnKind": "utf16CodeUnits",
                    "invocations": [invocation(summary)],
                    "artifacts": .array(artifacts.map(artifact)),
                    "results": .array(results),
                ]
            ],
        ]
        return log.text(.pretty) + "\n"
    }

    /// The rules that were held against the documents, and the others that found something.
    private func described() -> [Rule] {
        let held = Set(rules.map(\.id))
        let found = Set(findings.map(\.rule.id))
        return rules
            + (Rule.all + Rule.around).filter {
                found.contains($0.id) && !held.contains($0.id)
            }
    }

    private func driver(_ rules: [Rule]) -> JSONValue {
        [
            "name": "assay", "version": .string(version), "semanticVersion": .string(version),
            "rules": .array(rules.map(descriptor)),
        ]
    }

    private func descriptor(_ rule: Rule) -> JSONValue {
        let explanation = rule.explanation
        let help = """
            \(explanation.why) \(explanation.remedy)

            For example: \(explanation.example)
            """
        return [
            "id": .string(rule.id), "name": .string(Self.name(rule.id)),
            "shortDescription": Self.message(rule.summary),
            "fullDescription": Self.message(explanation.clause),
            "help": Self.message(help),
            "defaultConfiguration": ["level": .string(rule.severity.rawValue)],
            "properties": [
                "layer": .string(rule.layer.rawValue), "level": .string(rule.level.rawValue),
                "requirements": .array(rule.requirements.map(JSONValue.string)),
            ],
        ]
    }

    /// `openrpc.duplicate-method` → `OpenrpcDuplicateMethod`.
    private static func name(_ id: String) -> String {
        id.split { !$0.isLetter && !$0.isNumber }
            .map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }

    private func invocation(_ summary: LintSummary) -> JSONValue {
        let notifications = summary.inconclusive.map { reason -> JSONValue in
            ["level": "error", "message": Self.message(reason)]
        }
        let skipped = summary.skipped.map { id -> JSONValue in
            ["level": "warning", "message": Self.message("'\(id)' was not held: nobody was asked")]
        }
        return [
            "executionSuccessful": .bool(summary.exitCode < 2),
            "exitCode": .number(Int(summary.exitCode)),
            "toolExecutionNotifications": .array(notifications + skipped),
        ]
    }

    private func artifact(_ file: SourceFile) -> JSONValue {
        [
            "location": ["uri": .string(SARIFResult.uri(of: file.name))],
            "length": .number(file.bytes.count), "roles": ["analysisTarget"],
        ]
    }

    static func message(_ text: String) -> JSONValue { ["text": .string(text)] }
}
