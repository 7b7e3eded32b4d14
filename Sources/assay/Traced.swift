import Conformance
import Harness
import Lint

/// Requirements, checks and shipped cases, each with what it is traced to.
enum Traced {
    /// What is known of an id; nil when it names none of them.
    static func explanation(of id: String) throws(HarnessFault) -> String? {
        guard let root = Installation.root else { return nil }
        let requirements = try RequirementCatalogue.load(root: root).requirements
        let tests = try ShippedTest.load(root: root)
        if let requirement = requirements.first(where: { $0.id == id }) {
            return explanation(requirement, tests)
        }
        guard let test = tests.first(where: { $0.id == id }) else { return nil }
        let mutants = try MutantCatalogue.load(root: root).filter {
            $0.due == .killed && ($0.killer.text == id || $0.check == id)
        }
        return explanation(test, requirements.filter { test.requirements.contains($0.id) }, mutants)
    }

    private static func explanation(
        _ requirement: Requirement, _ tests: [ShippedTest]
    ) -> String {
        var text = """
            \(requirement.id)
              level         \(requirement.level.rawValue)
              owed by       \(requirement.roles.joined(separator: ", "))

              \(requirement.clause)

            """
        if let reason = requirement.excluded { text += "\n  excluded: \(reason)\n" }
        for kind in ShippedTest.Kind.allCases {
            let named = tests.filter {
                $0.kind == kind && $0.requirements.contains(requirement.id)
            }
            text += section(kind.rawValue, named.map { ($0.id, $0.title) })
        }
        let rules = Rule.all.filter { $0.requirements.contains(requirement.id) }
        text += section("rules of the linter", rules.map { ($0.id, $0.explanation.clause) })
        return text + "\n  'assay coverage' shows what a run compares of it.\n"
    }

    private static func explanation(
        _ test: ShippedTest, _ requirements: [Requirement], _ mutants: [Mutant]
    ) -> String {
        "\(test.id)\n\n  \(test.title)\n" + (test.why.isEmpty ? "" : "  why: \(test.why)\n")
            + section("requirements", requirements.map { ($0.id, $0.clause) })
            + section("mutants that it must notice", mutants.map { ($0.path, $0.what) })
    }

    /// A heading with its rows; nothing where there are none.
    private static func section(_ heading: String, _ rows: [(id: String, text: String)]) -> String {
        rows.isEmpty
            ? "" : "\n  \(heading)\n" + rows.map { "    \($0.id)  \($0.text)\n" }.joined()
    }
}
