import Diagnostics
import WireJSON

/// Finds names of one scope that become one identifier.
struct Collision {
    /// What the names are, in the plural, for messages.
    let plural: String
    /// The identifier that a language makes of a name; nil when it makes none.
    let spelling: @Sendable (Language, Words) -> String?

    /// A remark at each name that some language cannot tell from an earlier one. Names that are
    /// equal as they stand are not this rule's business.
    func remarks(_ names: [Naming]) -> [Remark] {
        guard names.count > 1 else { return [] }
        let spelled = names.map { name in
            let words = Words(name.text)
            return Language.allCases.map { spelling($0, words) }
        }
        // Keys compare by canonical equivalence, as both compilers do after NFC.
        var firsts = [[String: Int]](repeating: [:], count: Language.allCases.count)
        return names.indices.compactMap { index in
            var clashes: [(language: Language, identifier: String, other: Int)] = []
            for (row, language) in Language.allCases.enumerated() {
                guard let identifier = spelled[index][row] else { continue }
                guard let first = firsts[row][identifier] else {
                    firsts[row][identifier] = index
                    continue
                }
                if !JSONName.same(names[first].text, names[index].text) {
                    clashes.append((language, identifier, first))
                }
            }
            guard let first = clashes.first else { return nil }
            let same = clashes.filter { $0.other == first.other }
            return remark(
                names[index], names[first.other], same.map { ($0.language, $0.identifier) })
        }
    }

    /// A remark at each collision in each of many scopes, of scopes that are alike the first.
    func remarks(in scopes: [[Naming]]) -> [Remark] {
        let all = scopes.flatMap { remarks($0) }
        return all.folded(by: all.map { JSONName($0.message) })
    }

    /// One remark for all the names that collide.
    func remark(_ names: [Naming]) -> Remark? {
        let all = remarks(names)
        guard var first = all.first else { return nil }
        switch all.count {
        case 1: break
        case 2: first.message += ", and look at another one of this scope"
        default: first.message += ", and look at \(all.count - 1) others of this scope"
        }
        return first
    }

    private func remark(
        _ name: Naming, _ other: Naming, _ identifiers: [(language: Language, text: String)]
    ) -> Remark {
        let isOne = Set(identifiers.map(\.text)).count == 1
        let becomes =
            isOne
            ? "'\(identifiers[0].text)' in "
                + identifiers.map(\.language.rawValue).joined(separator: " and ")
            : identifiers.map { "'\($0.text)' in \($0.language.rawValue)" }
                .joined(separator: " and ")
        return name.remark(
            "\(plural) must stay apart as identifiers, '\(other.text)' and '\(name.text)' both "
                + "become \(becomes); rename one of them",
            notes: [Diagnostic.Note("'\(other.text)' stands here", at: other.span)])
    }
}
