import Lint
import Reporting

extension Command {
    static let explain = Command(
        name: "explain", operands: "RULE",
        summary: "tell what a rule of the linter demands, and why",
        details: """
            Tells the clause that a rule comes from, what goes wrong when it is broken, an example, and
            what to do. The rule is named by its id, or by what follows the id's first dot.
            """,
        options: [],
        examples: ["assay explain openrpc.duplicate-method", "assay explain duplicate-method"]
    ) { arguments throws(UsageError) in
        guard let name = arguments.operands.first, arguments.operands.count == 1 else {
            throw UsageError("explain takes one rule; 'assay lint --list' shows all")
        }
        let rules = (Rule.all + Rule.around).filter {
            $0.id == name || $0.id.drop { $0 != "." }.dropFirst() == name
        }
        guard !rules.isEmpty else {
            let hint = Rule.near(name).map { "did you mean '\($0)'?" }
            throw UsageError(
                "no rule is named '\(name)'; \(hint ?? "'assay lint --list' shows all")")
        }
        Output.show(rules.map(RuleText.explanation).joined(separator: "\n"))
        return ExitCode.asExpected
    }
}
