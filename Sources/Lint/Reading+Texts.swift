package import WireJSON

// What a validator needs of a reading: its texts, whole.
extension Reading {
    /// The texts that have been loaded so far, the document among them.
    package var texts: [LintText] { library.loaded }

    /// The text of an absolute URI without a fragment, loaded if it can be.
    package func text(at uri: String) -> LintText? { try? library.text(uri).get() }

    /// The ways to the schemas of the document that state `$id`, outer ones first.
    package var identifiedSchemas: [JSONPointer] {
        survey[.schema].filter { $0.value["$id"]?.string != nil }.map(\.place.pointer)
    }
}

extension LintText {
    /// The schema at the end of a way from the root.
    package func schema(at pointer: JSONPointer) -> Site? {
        root.resolve(pointer).map {
            Site(value: $0, place: Place(root: self).walk(pointer), kind: .schema)
        }
    }
}
