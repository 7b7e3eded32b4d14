/// A piece of source text in one language.
///
/// Text written in our own code is trusted: a string literal is a fragment, and fragments may be
/// interpolated into one. A `String` that came from elsewhere is not a fragment and does not
/// compile as one; it enters only through the escapers that a language defines.
package struct Source<Language>: Sendable, Hashable {
    package let text: String

    /// For a language's escapers alone: says that the text is what the language needs.
    package init(escaped text: String) { self.text = text }

    package var isEmpty: Bool { text.isEmpty }

    /// Both, one after the other.
    package static func + (left: Source, right: Source) -> Source {
        Source(escaped: left.text + right.text)
    }
}

extension Source: ExpressibleByStringInterpolation {
    package init(stringLiteral text: StaticString) { self.text = text.description }

    package init(stringInterpolation: Interpolation) { text = stringInterpolation.text }

    /// Takes literal text, fragments of the same language and integers; nothing else.
    package struct Interpolation: StringInterpolationProtocol {
        fileprivate var text = ""

        package init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + 16 * interpolationCount)
        }

        package mutating func appendLiteral(_ literal: StaticString) {
            text += literal.description
        }

        package mutating func appendInterpolation(_ fragment: Source) { text += fragment.text }

        package mutating func appendInterpolation(_ number: Int) { text += String(number) }
    }
}

extension Sequence {
    /// The fragments in one, with another between each two.
    package func joined<Language>(
        separator: Source<Language>
    ) -> Source<Language> where Element == Source<Language> {
        var text = ""
        var isFirst = true
        for fragment in self {
            if !isFirst { text += separator.text }
            isFirst = false
            text += fragment.text
        }
        return Source(escaped: text)
    }
}
