package import WireJSON

/// Makes values for schemas, from a seed and the name of the place alone. It aims at lawful values;
/// whether one is lawful is for an outside oracle to say.
package struct Sampler: Sendable {
    package let document: RawDocument
    package let seed: UInt64

    package init(_ document: RawDocument, seed: UInt64) {
        self.document = document
        self.seed = seed
    }

    /// How much a value holds.
    package enum Manner: Sendable {
        /// Every member, every list with two elements, as deep as recursion allows.
        case full
        /// Required members only, lists as short as allowed, distinct scalars.
        case required
        /// As `required`, with falsy scalars: 0, false, "".
        case least
    }

    /// One of several values of a schema, each of which takes other branches, types and constants.
    package struct Variant: Sendable {
        /// How often each choice was made before, by the pointer of the place that offers it.
        var visits: [String: Int] = [:]

        /// The variant that takes the first of everything.
        package static let first = Variant()
    }

    /// After this many failed attempts a schema counts as one without a sample.
    package static let attempts = 10
    /// Of a schema with more alternatives, the rest are left to other places.
    static let variantLimit = 12

    /// One candidate; a later attempt tries other scalars, the document's own examples, other
    /// branches below the top, and fewer optional members.
    package func sample(
        _ schema: RawNode, _ manner: Manner = .full, place: [String],
        variant: Variant = .first, attempt: Int = 0
    ) throws(RawFault) -> JSONValue {
        var run = SampleRun(self, manner, place: place, visits: variant.visits, attempt: attempt)
        return try run.value([schema], at: "")
    }

    /// The variants by which each branch of a union, each type, each constant is served once, as far
    /// as twelve values reach; the first one is `Variant.first`.
    package func variants(_ schema: RawNode, place: [String]) -> [Variant] {
        var variants = [Variant.first]
        var sizes: [String: Int] = [:]
        while variants.count < Self.variantLimit, let last = variants.last {
            var run = SampleRun(self, .full, place: place, visits: last.visits, attempt: 0)
            _ = try? run.value([schema], at: "")
            sizes.merge(run.sizes) { max($0, $1) }
            let isCovered = sizes.allSatisfy { run.visits[$0.key, default: 0] >= $0.value }
            if isCovered { break }
            variants.append(Variant(visits: run.visits))
        }
        return variants
    }
}
