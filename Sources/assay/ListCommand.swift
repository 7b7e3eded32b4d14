import Conformance
import Glibc
import Harness
import Peers

extension Command {
    static let list = Command(
        name: "list", operands: "[requirements|cases|checks|mutants|subjects|aberrations]",
        summary: "show the requirements, the cases, the checks, and what the mock can do wrong",
        details: """
            Lists the built-in services' authored cases and the package's examinations with the
            requirements they test, or the checks that are held against every case. Sweep cases are
            derived from a document; 'assay run DOCUMENT --format jsonl' names each of them. Requirements,
            and aberrations, the ways in which the mock can be wrong, are listed when they are asked
            for; 'assay coverage' shows what is compared of each requirement.
            """,
        options: [
            .init(name: "only", value: "GLOB", help: "show only ids that match; repeatable")
        ],
        examples: [
            "assay list", "assay list checks", "assay list subjects",
            "assay list requirements --only 'J4?'",
            "assay list cases --only 'errors/*'",
            "assay list aberrations --only 'id-*'",
        ]
    ) { arguments throws(UsageError) in
        let what = arguments.operands.first ?? "all"
        let known = [
            "requirements", "cases", "checks", "mutants", "subjects", "aberrations",
        ]
        guard what == "all" || known.contains(what), arguments.operands.count <= 1 else {
            throw UsageError("list shows one of \(known.joined(separator: ", ")), not '\(what)'")
        }
        let globs = arguments.all("only").map(Glob.init)
        let selects = { (id: String) in globs.isEmpty || globs.contains { $0.matches(id) } }
        var rows: [(id: String, requirements: [String], title: String)] = []
        do {
            if what == "requirements" { rows += try requirements() }
            if what == "mutants" {
                rows += try MutantCatalogue.load(root: Installation.shipped()).map {
                    ($0.path, [$0.killer.text, $0.check].compactMap(\.self), $0.what)
                }
            }
            if what == "subjects" { rows += try subjects() }
            if what == "all" || what == "cases" { rows += try authored() }
        } catch {
            Output.complain("assay: \(error)")
            return ExitCode.inconclusive
        }
        if what == "aberrations" {
            rows += Aberration.all.map { ($0.id, $0.requirements, "\($0.level): \($0.summary)") }
        }
        if what == "all" || what == "checks" {
            rows += ShippedTest.checks.map { ($0.id, $0.requirements, $0.title) }
        }
        rows = rows.filter { selects($0.id) }
        let width = rows.map(\.id.count).max() ?? 0
        for row in rows {
            let gap = String(repeating: " ", count: width + 2 - row.id.count)
            Output.line("\(row.id)\(gap)[\(row.requirements.joined(separator: " "))]  \(row.title)")
        }
        if rows.isEmpty { throw UsageError("nothing matches; 'assay list' shows all ids") }
        return ExitCode.asExpected
    }

    private static func requirements() throws -> [(
        id: String, requirements: [String], title: String
    )] {
        try RequirementCatalogue.load(root: Installation.shipped()).requirements.map {
            requirement in
            let standing = requirement.excluded.map { "; excluded: \($0)" } ?? ""
            return (
                requirement.id, requirement.roles,
                "\(requirement.level.rawValue): \(requirement.clause)\(standing)"
            )
        }
    }

    private static func subjects() throws -> [(id: String, requirements: [String], title: String)] {
        try SubjectCatalogue.load(root: Installation.shipped()).map { entry in
            let ledger =
                entry.hasLedger ? "conformance/ledgers/\(entry.name).txt" : "no ledger"
            return (entry.name, [entry.kind.rawValue], ledger)
        }
    }

    private static func authored() throws -> [(id: String, requirements: [String], title: String)] {
        try ShippedTest.load(root: Installation.shipped()).filter { $0.kind != .check }
            .map { ($0.id, $0.requirements, $0.title) }
    }
}
