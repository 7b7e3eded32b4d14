import Changes
import Diagnostics
import Lint
import Reporting

extension Command {
    static let explain = Command(
        name: "explain", operands: "RULE",
        summary: "tell what a rule of 'lint' or 'diff' demands, and why",
        details: """
            Tells the clause that a rule comes from, what goes wrong when it is broken, an example, and
            what to do. The rule is named by its id, or by what follows the id's first dot.
            """,
        options: [],
        examples: ["assay explain openrpc.duplicate-method", "assay explain method-removed"]
    ) { arguments throws(UsageError) in
        guard let name = arguments.operands.first, arguments.operands.count == 1 else {
            throw UsageError("explain takes one rule; 'assay lint --list' shows all")
        }
        let isMeant = { (id: String) in id == name || id.drop { $0 != "." }.dropFirst() == name }
        let rules = (Rule.all + Rule.around).filter { isMeant($0.id) }
        let changes = ChangeRule.all.filter { isMeant($0.id) }
        guard !rules.isEmpty || !changes.isEmpty else {
            let near = Rule.near(name) ?? Closest.match(name, among: ChangeRule.all.map(\.id))
            let hint = near.map { "did you mean '\($0)'?" }
            throw UsageError(
                "no rule is named '\(name)'; "
                    + (hint ?? "'assay lint --list' and 'assay diff --list' show all"))
        }
        let texts = rules.map(RuleText.explanation) + changes.map(explanation)
        Output.show(texts.joined(separator: "\n"))
        return ExitCode.asExpected
    }

    private static func explanation(_ rule: ChangeRule) -> String {
        """
        \(rule.id)
          level         \(rule.level.rawValue)
          verdict       \(rule.verdict.rawValue)

        """ + RuleText.sections(of: rule.explanation)
    }
}
