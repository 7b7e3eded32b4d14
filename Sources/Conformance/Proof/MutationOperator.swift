package import Diagnostics
import WireJSON

/// A bug that can be put into whatever a generator writes: one mutant for each place that matches.
package struct MutationOperator: Sendable {
    /// A permanent kebab-case id; its mutants are `ID/SERVICE/N`, the N-th place counted from 1.
    package var id: String
    package var subject: Mutant.Subject
    /// What is wrong, in a phrase.
    package var what: String
    /// Services that it is put into.
    package var services: [String]
    /// The file of the subject; of a client `client`.
    package var file: String
    /// The expression that finds places.
    package var pattern: String
    /// What takes a place; `$1` stands for what the first group took.
    package var replacement: String
    /// Cases of which one must fail.
    package var killer: Glob
    /// Checks by which it may fail, and no others; nil allows any.
    package var checks: Set<String>?
    /// Cases that are played; nil plays all.
    package var cases: [Glob]?
    /// How many places of a file are tried, evenly spread, where not all are asked for.
    package var most: Int

    private static let members = [
        "id", "subject", "what", "services", "file", "pattern", "replacement", "killedBy", "cases",
        "most",
    ]

    /// Reads a file of operators.
    package static func read(
        _ bytes: [UInt8], file: String
    ) -> ([MutationOperator], [Diagnostic]) {
        var text = CaseText(source: SourceFile(name: file, bytes: bytes))
        var ids: Set<String> = []
        var operators: [MutationOperator] = []
        for record in text.list() {
            guard let one = read(record, &text) else { continue }
            if !ids.insert(one.id).inserted {
                text.complain(record, "'\(one.id)' stands twice; ids are an operator's own")
            }
            operators.append(one)
        }
        return (operators, text.diagnostics)
    }

    private static func read(_ record: JSONValue, _ text: inout CaseText) -> MutationOperator? {
        text.refuseUnknown(record, members, in: "an operator")
        let killer = record["killedBy"] ?? record
        text.refuseUnknown(record["killedBy"] ?? [:], ["case", "checks"], in: "'killedBy'")
        guard let id = text.text(record, "id"), let what = text.text(record, "what"),
            let pattern = text.text(record, "pattern"), let named = text.text(killer, "case"),
            let replacement = record["replacement"]?.string,
            let subject = record["subject"]?.string.flatMap(Mutant.Subject.init)
        else {
            text.complain(record, "'subject' or 'replacement' is missing, or the subject unknown")
            return nil
        }
        guard (try? Regex(pattern)) != nil else {
            text.complain(record, "'pattern' is no regular expression")
            return nil
        }
        return MutationOperator(
            id: id, subject: subject, what: what, services: text.words(record, "services"),
            file: record["file"]?.string ?? "client", pattern: pattern, replacement: replacement,
            killer: Glob(named),
            checks: killer["checks"].map { _ in Set(text.words(killer, "checks")) },
            cases: record["cases"].map { _ in text.words(record, "cases").map(Glob.init) },
            most: record["most"]?.number.flatMap { Int($0.text) } ?? 4)
    }
}

extension MutationOperator {
    /// The mutants that it makes of a text: of all places, or as many as are tried when nobody
    /// asks for all.
    package func mutants(of text: String, service: String, everywhere: Bool) -> [Mutant] {
        guard let expression = try? Regex(pattern).anchorsMatchLineEndings() else { return [] }
        let matches = text.matches(of: expression)
        let count = everywhere ? matches.count : min(most, matches.count)
        return (0..<count).map { place in
            let index = place * matches.count / count
            return mutant(matches[index], number: index + 1, in: text, service: service)
        }
    }

    private func mutant(
        _ match: Regex<AnyRegexOutput>.Match, number: Int, in text: String, service: String
    ) -> Mutant {
        let old = String(text[match.range])
        let earlier = text[..<match.range.lowerBound].ranges(of: old).count
        var mutant = Mutant(id: "\(id)/\(service)/\(number)", subject: subject, killer: killer)
        mutant.what = what
        mutant.service = service
        mutant.file = file
        mutant.edits = [.init(old: old, new: replaced(match), occurrence: earlier)]
        mutant.otherChecks = checks
        mutant.cases = cases
        return mutant
    }

    /// The replacement with the texts of the match's groups; a group that took nothing is empty.
    private func replaced(_ match: Regex<AnyRegexOutput>.Match) -> String {
        match.output.indices.reversed().reduce(replacement) { text, group in
            text.replacing("$\(group)", with: String(match.output[group].substring ?? ""))
        }
    }
}
