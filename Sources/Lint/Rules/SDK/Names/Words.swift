/// The words of a name, as the converters between naming conventions part them.
///
/// A word ends where no letter or digit follows, before a capital after a small letter, and before
/// the last capital of a run that goes on in small letters: `getHTTPBody-2` has four.
struct Words: Sendable {
    let list: [String]

    init(_ name: String) {
        var list: [String] = []
        var word = ""
        var previous: Case?
        let scalars = Array(name.unicodeScalars)
        for (index, scalar) in scalars.enumerated() {
            guard scalar.isWord else {
                if !word.isEmpty { list.append(word) }
                (word, previous) = ("", nil)
                continue
            }
            let now = Case(scalar)
            let follows = index + 1 < scalars.count && Case(scalars[index + 1]) == .small
            let isEdge = now == .capital && (previous == .small || previous == .capital && follows)
            if isEdge, !word.isEmpty {
                list.append(word)
                word = ""
            }
            word.unicodeScalars.append(scalar)
            previous = now ?? previous
        }
        self.list = word.isEmpty ? list : list + [word]
    }

    private enum Case {
        case small, capital

        init?(_ scalar: Unicode.Scalar) {
            if scalar.properties.isLowercase {
                self = .small
            } else if scalar.properties.isUppercase {
                self = .capital
            } else {
                return nil
            }
        }
    }
}

extension Unicode.Scalar {
    /// Whether an identifier may have it, other than `_` and its likes.
    var isWord: Bool {
        properties.isXIDContinue && properties.generalCategory != .connectorPunctuation
    }
}
