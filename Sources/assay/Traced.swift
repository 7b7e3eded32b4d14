import Conformance
import Harness
import Lint

/// Requirements, checks and authored cases, each with what it is traced to.
enum Traced {
    /// What is known of an id; nil when it names none of them.
    static func explanation(of id: String) -> String? {
        guard let root = Installation.root else { return nil }
        let catalogue = try? RequirementCatalogue.load(root: root)
        if let requirement = catalogue?.requirements.first(where: { $0.id == id }) {
            return explanation(requirement, Tests(root: root))
        }
        let test = Tests(root: root).all.first { $0.id == id }
        return test.map { explanation($0, catalogue?.requirements ?? []) }
    }

    private static func explanation(_ requirement: Requirement, _ tests: Tests) -> String {
        var text = """
            \(requirement.id)
              level         \(requirement.level.rawValue)
              owed by       \(requirement.roles.joined(separator: ", "))

              \(requirement.clause)

            """
        if let reason = requirement.excluded { text += "\n  excluded: \(reason)\n" }
        for (kind, found) in tests.naming(requirement.id) {
            text += "\n  \(kind)\n" + found.map { "    \($0.id)  \($0.title)\n" }.joined()
        }
        return text + "\n  'assay coverage' shows what a run compares of it.\n"
    }

    private static func explanation(_ test: Test, _ requirements: [Requirement]) -> String {
        let named = requirements.filter { test.requirements.contains($0.id) }
        let clauses = named.map { "    \($0.id)  \($0.clause)\n" }.joined()
        return """
            \(test.id)

              \(test.title)

            """ + (test.why.isEmpty ? "" : "  why: \(test.why)\n\n")
                + (clauses.isEmpty ? "" : "  requirements\n\(clauses)")
    }

    fileprivate struct Test {
        var id: String
        var title: String
        var why = ""
        var requirements: [String]
    }

    /// What names requirements, kind by kind.
    private struct Tests {
        private let kinds: [(kind: String, tests: [Test])]

        init(root: String) {
            let cases = (try? BuiltIn.load(root: root))?.services.flatMap(\.cases) ?? []
            let servers = (try? ServerSuite.load(root: root))?.cases ?? []
            let shared = Case.packageCases(service: "") + LockIn.examinations
            kinds = [
                (
                    "checks",
                    Check.all.map {
                        Test(id: $0.id, title: $0.clause, requirements: $0.requirements)
                    }
                        + ServerCheck.all.map {
                            Test(id: $0.id, title: $0.clause, requirements: $0.requirements)
                        }
                ),
                (
                    "cases of clients",
                    (shared + cases).map {
                        Test(id: $0.id, title: $0.title, why: $0.why, requirements: $0.requirements)
                    }
                ),
                (
                    "cases of servers",
                    servers.map {
                        Test(id: $0.id, title: $0.title, why: $0.why, requirements: $0.requirements)
                    }
                ),
                (
                    "rules of the linter",
                    Rule.all.map {
                        Test(
                            id: $0.id, title: $0.explanation.clause, why: $0.explanation.why,
                            requirements: $0.requirements)
                    }
                ),
            ]
        }

        /// Those that name a requirement; kinds of which none does are left out.
        func naming(_ id: String) -> [(kind: String, tests: [Test])] {
            kinds.map { ($0.kind, $0.tests.filter { $0.requirements.contains(id) }) }
                .filter { !$0.tests.isEmpty }
        }

        /// What 'explain' can tell more of than of a rule, of which it tells all.
        var all: [Test] { kinds.dropLast().flatMap(\.tests) }
    }
}
