import Changes
import Conformance
import Diagnostics
import Harness
import Lint
import Peers
import Reporting

extension Command {
    static let explain = Command(
        name: "explain", operands: "NAME",
        summary:
            "tell what a requirement or rule asks and who holds it, or what an aberration does",
        details: """
            Tells the clause that a rule of 'lint' or 'diff' comes from, what goes wrong when it is
            broken, an example, and what to do. The rule is named by its id, or by what follows the id's
            first dot. Of an aberration it tells what the mock does, and to which requirements. Of a
            requirement, such as J41, it tells who owes it, and what tests it: checks, cases, rules; of a
            check or an authored case, what it asks and why.
            """,
        options: [],
        examples: [
            "assay explain openrpc.duplicate-method", "assay explain method-removed",
            "assay explain id-as-text", "assay explain J41",
        ]
    ) { arguments throws(UsageError) in
        guard let name = arguments.operands.first, arguments.operands.count == 1 else {
            throw UsageError("explain takes one name; 'assay lint --list' shows all rules")
        }
        let isMeant = { (id: String) in id == name || id.drop { $0 != "." }.dropFirst() == name }
        do throws(HarnessFault) {
            if let text = try Traced.explanation(of: name) {
                Output.show(text)
                return ExitCode.asExpected
            }
        } catch {
            Output.complain("assay: \(error)")
            return ExitCode.inconclusive
        }
        let rules = (Rule.all + Rule.around).filter { isMeant($0.id) }
        let changes = ChangeRule.all.filter { isMeant($0.id) }
        let aberrations = Aberration.named(name).map { [$0] } ?? []
        guard !rules.isEmpty || !changes.isEmpty || !aberrations.isEmpty else {
            let others = ChangeRule.all.map(\.id) + Aberration.all.map(\.id)
            let near = Rule.near(name) ?? Closest.match(name, among: others)
            let hint = near.map { "did you mean '\($0)'?" }
            throw UsageError(
                "no rule is named '\(name)'; "
                    + (hint ?? "'assay lint --list' and 'assay diff --list' show all"))
        }
        let texts =
            rules.map(RuleText.explanation) + changes.map(explanation)
            + aberrations.map(explanation)
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

    private static func explanation(_ aberration: Aberration) -> String {
        let carriers = aberration.carriers.map(\.rawValue).joined(separator: ", ")
        var text = """
            \(aberration.id)
              level         \(aberration.level)
              requirements  \(aberration.requirements.joined(separator: " "))
              transports    \(carriers)

              \(aberration.summary)

            """
        if let (lawful, sent) = aberration.specimen {
            text += "\n  due   \(lawful)\n" + sent.map { "  sent  \($0)\n" }.joined()
        }
        return text + "\n  assay serve DOCUMENT --aberration \(aberration.id)@METHOD\n"
    }
}

extension Aberration {
    /// The reply that is due for a simple call, and what is sent instead; nil where a simple call
    /// does not show it.
    fileprivate var specimen: (lawful: String, sent: [String])? {
        let request = Array(#"{"jsonrpc":"2.0","method":"pet.get","params":[7],"id":1}"#.utf8)
        let lawful = Array(#"{"jsonrpc":"2.0","result":{"name":"Rex"},"id":1}"#.utf8)
        let messages = deliver(request) { _ in lawful }.messages
        guard level != .transport, messages != [lawful] else { return nil }
        let shown = messages.prefix(3).map { message in
            let text = String(decoding: message.prefix(120), as: UTF8.self)
            let isWhole = message.count <= 120
            return visible(text) + (isWhole ? "" : "… (\(message.count) bytes)")
        }
        let more = messages.count > 3 ? ["… (\(messages.count) messages)"] : []
        return (
            String(decoding: lawful, as: UTF8.self), messages.isEmpty ? ["nothing"] : shown + more
        )
    }

    private func visible(_ text: String) -> String {
        text.unicodeScalars.map { scalar in
            scalar.properties.generalCategory == .control
                ? scalar.escaped(asASCII: true) : String(scalar)
        }.joined()
    }
}
