import Diagnostics
import Lint
import TestSupport
import Testing
import WireJSON

/// `docs/rules.md`: every requirement on documents with the rules that decide it, or the reason why
/// none can.
@Suite struct RuleTableTests {
    /// The requirements `O01` to `O75` with their clauses.
    private static let requirements = records("openrpc")

    private static func records(_ file: String) -> [(id: String, clause: String)] {
        let path = Repository.root + "/conformance/requirements/\(file).json"
        let records = try? JSONValue.read(Repository.bytes(of: path) ?? []).array
        return (records ?? []).compactMap { record in
            guard let id = record["id"]?.string, let clause = record["clause"]?.string else {
                return nil
            }
            return (id, clause)
        }
    }

    private static let reasons = Dictionary(
        uniqueKeysWithValues: Undecidable.reasons.map { ($0.requirement, $0.reason) })

    @Test func everyRequirementIsDecidedOrExcused() {
        #expect(Self.requirements.count == 75)
        let decided = Set(Rule.all.flatMap(\.requirements))
        for (id, _) in Self.requirements {
            #expect(
                decided.contains(id) != (Self.reasons[id] != nil),
                "\(id) needs a rule or a reason, and not both")
        }
        let known = Set(Self.requirements.map(\.id))
        #expect(known.isSuperset(of: Self.reasons.keys))
        let others = Self.records("json-rpc") + Self.records("generated")
        #expect(known.union(others.map(\.id)).isSuperset(of: decided))
    }

    @Test func theTableIsBlessed() {
        Snapshot.check(Self.page, at: "docs/rules.md")
    }

    private static var page: String {
        """
        # The rules of `assay lint`

        A test writes this page: `BLESS=1 scripts/test --filter RuleTableTests`. `assay explain RULE`
        tells more of each; the fixtures of a rule lie in `fixtures/lint/<rule>`.

        ## Requirements

        | requirement | what it asks | decided by |
        |---|---|---|
        \(requirements.map(row).joined())
        ## Rules

        \(Rule.Layer.allCases.map(section).joined(separator: "\n"))
        """
    }

    private static func row(_ id: String, _ clause: String) -> String {
        let rules = Rule.all.filter { $0.requirements.contains(id) }.map { "`\($0.id)`" }
        let decision = rules.isEmpty ? "– \(reasons[id] ?? "")" : rules.joined(separator: ", ")
        return "| \(id) | \(clause) | \(decision) |\n"
    }

    private static func section(_ layer: Rule.Layer) -> String {
        let rows = Rule.all.filter { $0.layer == layer }.map { rule in
            let fixtures = LintFixture.all.filter { $0.rule == rule.id }.count
            let requirements = rule.requirements.joined(separator: " ")
            return "| `\(rule.id)` | \(rule.level.rawValue) | \(rule.severity.rawValue) "
                + "| \(requirements) | \(fixtures) |\n"
        }
        return """
            ### \(layer.rawValue)

            | rule | level | severity | requirements | fixtures |
            |---|---|---|---|---|
            \(rows.joined())
            """
    }
}
