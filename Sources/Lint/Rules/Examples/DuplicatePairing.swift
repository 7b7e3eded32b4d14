import Diagnostics
import WireJSON

extension Rule {
    static let duplicatePairing = Rule(
        "openrpc.duplicate-pairing", .prose, .derived, severity: .note, decides: ["O53"],
        Explanation(
            clause: """
                Derived: OpenRPC 1.0 to 1.4, Example Pairing Object, 'name': the name of the \
                pairing, by which tools tell those of a method apart.
                """,
            why: """
                Tests and pages that are named for the pairings overwrite each other, or cannot be \
                told apart in a report.
                """,
            example: """
                { "name": "pet.get", "params": [], "examples": [
                  { "name": "a pet", "params": [] }, { "name": "a pet", "params": [] } ] }
                """,
            remedy: "Name each pairing for what it shows.")
    ) { reading in
        reading.shownMethods.flatMap { method -> [Remark] in
            var firsts: [JSONName: Site] = [:]
            return reading.pairings(of: method).compactMap { pairing in
                guard let name = pairing.site.member("name"), let text = name.value.string else {
                    return nil
                }
                guard let first = firsts[JSONName(text)] else {
                    firsts[JSONName(text)] = name
                    return nil
                }
                return Remark(
                    "the pairings of a method should have names of their own, found '\(text)' "
                        + "again in '\(pairing.method.name)'; rename one of them",
                    at: name,
                    notes: [Diagnostic.Note("'\(text)' stands here first", at: first.span)])
            }
        }
    }
}
