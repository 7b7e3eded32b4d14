import Lint
import TestSupport
import Testing
import WireJSON

/// Our rules of structure and the official meta-schemas must find fault with the same documents, at
/// the same places.
@Suite(
    .needsCorpus,
    .enabled(
        if: MetaSchemaOracle.isPresent || Repository.isCI,
        "no \(MetaSchemaOracle.python); scripts/test sets it up, or set ASSAY_VENV"))
struct MetaSchemaOracleTests {
    /// The conflicts in which the meta-schema is the one that refuses.
    private static let refusals: Set = [
        "spec-conflict.patch-version", "spec-conflict.reference-siblings",
        "spec-conflict.method-reference", "spec-conflict.one-of-object",
        "spec-conflict.forgotten-member", "spec-conflict.tag-summary",
        "spec-conflict.example-name", "spec-conflict.external-value",
        "spec-conflict.pairing-member",
    ]

    private static let rules = Rule.all.filter {
        $0.layer == .structure || refusals.contains($0.id)
    }

    /// The rules below whose place the meta-schema may find more, each with its reason.
    private static let silencers = [
        "spec-conflict.method-reference": "what stands beside a reference is ignored",
        "spec-conflict.one-of-object": "its alternatives are no content descriptor's members",
    ]

    private static let mutantsPerDocument = Repository.isThorough ? 200 : 100

    private struct Comparison {
        let name: String
        let edition: Edition
        let bytes: [UInt8]
        let findings: [Finding]
    }

    private static func comparison(_ bytes: [UInt8], _ name: String) throws -> Comparison {
        let reading = try Reading(bytes, file: name)
        return Comparison(
            name: name, edition: reading.edition, bytes: bytes,
            findings: Linter(rules).findings(in: reading))
    }

    @Test func agreesOnTheCorpusAndItsMutants() throws {
        let paths = Corpus.files(under: "openrpc")
        var all: [Comparison] = []
        for (seed, path) in paths.enumerated() {
            let document = try JSONValue.read(Corpus.bytes(path))
            all.append(try Self.comparison(document.bytes(), path))
            var mutator = DocumentMutator(seed: UInt64(seed))
            for number in 1...Self.mutantsPerDocument {
                let mutant = mutator.mutant(of: document)
                all.append(try Self.comparison(mutant.bytes(), "\(path), mutant \(number)"))
            }
        }
        let compared = try compare(all)
        print("compared \(all.count) documents with the meta-schemas: \(compared)")
        #expect(all.count >= (Self.mutantsPerDocument + 1) * paths.count)
        #expect(compared.refused > all.count / 3, "too few of the mutants are flawed")
        #expect(compared.taken > all.count / 10, "too few of the mutants are lawful")
        let caught = Dictionary(grouping: all.flatMap(\.findings), by: \.rule.id).mapValues(\.count)
        for rule in Self.rules {
            #expect(caught[rule.id] != nil, "no mutant breaks '\(rule.id)'")
        }
    }

    private func compare(_ all: [Comparison]) throws -> (taken: Int, refused: Int, places: Int) {
        let faults = try MetaSchemaOracle.faults(in: all.map { ($0.edition, $0.bytes) })
        try #require(faults.count == all.count)
        var counts = (taken: 0, refused: 0, places: 0)
        var disagreements: [String] = []
        for (one, theirs) in zip(all, faults) {
            if theirs.isEmpty { counts.taken += 1 } else { counts.refused += 1 }
            counts.places += theirs.count
            disagreements += disagreement(one, theirs)
        }
        for disagreement in disagreements.prefix(20) { Issue.record("\(disagreement)") }
        #expect(disagreements.isEmpty, "\(disagreements.count) documents are judged otherwise")
        return counts
    }

    private func disagreement(_ one: Comparison, _ theirs: Set<String>) -> [String] {
        let ours = Set(one.findings.map(\.pointer.description))
        let silent = one.findings.filter { Self.silencers[$0.rule.id] != nil }
            .map { $0.pointer.description + "/" }
        let missed = theirs.subtracting(ours).filter { place in
            !silent.contains { place.hasPrefix($0) }
        }
        let invented = ours.subtracting(theirs)
        if missed.isEmpty && invented.isEmpty { return [] }
        return [
            """
            \(one.name): missed \(missed.sorted()), invented \(invented.sorted()) \
            \(one.findings.map { "\($0.diagnostic)" }) in \
            \(String(decoding: one.bytes.prefix(6000), as: UTF8.self))
            """
        ]
    }
}
