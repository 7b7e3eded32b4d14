package import WireJSON

/// Makes values for schemas, from a seed and the name of the place alone. It aims at lawful values;
/// whether one is lawful is for an outside oracle to say.
package struct Sampler: Sendable {
    package let document: RawDocument
    package let seed: UInt64
    /// What is known of the document's schemas, kept from one sample to the next.
    private var heights: SchemaHeights

    /// Samples of one document's schemas; equal seeds give equal samples.
    package init(_ document: RawDocument, seed: UInt64) {
        self.document = document
        self.seed = seed
        heights = SchemaHeights(document)
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
        /// What the first attempt makes of it, kept from when it was counted.
        var candidate: JSONValue?

        /// The variant that takes the first of everything.
        package static let first = Variant()
    }

    /// Of a schema with more alternatives, the rest are left to other places.
    static let variantLimit = 12

    /// One candidate; a later attempt tries other scalars, the document's own examples, other
    /// branches below the top, and fewer optional members.
    package mutating func sample(
        _ schema: RawNode, _ manner: Manner = .full, place: [String],
        variant: Variant = .first, attempt: SampleAttempt = .first
    ) throws(RawFault) -> JSONValue {
        if manner == .full, attempt == .first, let known = variant.candidate { return known }
        var run = SampleRun(self, manner, place: place, visits: variant.visits, attempt: attempt)
        swap(&run.heights, &heights)
        defer { swap(&run.heights, &heights) }
        return try run.value([schema], at: "")
    }

    /// The variants by which each branch of a union, each type, each constant is served once, as
    /// far as twelve values reach; the first one is `Variant.first`.
    package mutating func variants(_ schema: RawNode, place: [String]) -> [Variant] {
        var variants: [Variant] = []
        var next = Variant.first
        var sizes: [String: Int] = [:]
        while variants.count < Self.variantLimit {
            var run = SampleRun(self, .full, place: place, visits: next.visits, attempt: .first)
            swap(&run.heights, &heights)
            next.candidate = try? run.value([schema], at: "")
            swap(&run.heights, &heights)
            variants.append(next)
            sizes.merge(run.sizes) { max($0, $1) }
            if sizes.allSatisfy({ run.visits[$0.key, default: 0] >= $0.value }) { break }
            next = Variant(visits: run.visits)
        }
        return variants
    }
}

/// One of several tries at a value, each of which takes other ways than those that failed.
package struct SampleAttempt: Sendable, Hashable {
    package let index: Int

    package static let first = SampleAttempt(index: 0)
    /// The first one that takes overlapping branches as they come.
    static let inclusive = SampleAttempt(index: 8)
    /// All tries in their order; a schema for which each of them fails has no sample.
    package static let all = (0..<10).map(SampleAttempt.init)

    /// Takes examples and defaults of the document where it has some.
    var prefersExamples: Bool { index == 1 || index == 5 }

    /// Draws branches below the top by lot instead of taking turns.
    var drawsBranches: Bool { index > 1 && self != .inclusive }

    /// Whether a condition is met; else the value goes by its `else`.
    var meetsConditions: Bool { index % 2 == 0 }

    /// One in how many optional members is made; nil for none.
    var optionalRarity: Int? {
        switch index {
        case 5, 6, 9: 3
        case 7: nil
        default: 1
        }
    }

    /// What fails with the least may do with more: two empty lists are in two branches at once.
    func manner(_ wanted: Sampler.Manner) -> Sampler.Manner {
        (5...7).contains(index) ? .full : wanted
    }

    /// Lets a value be in more than one branch of a `oneOf`: documents whose branches overlap are
    /// many, and their services answer all the same.
    package var isInclusive: Bool { index >= Self.inclusive.index }
}
