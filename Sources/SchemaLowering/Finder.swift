import WireJSON

/// Finds what references name, each text once where it means the same everywhere.
final class Finder {
    private let document: SchemaText
    private var found: [JSONName: SchemaText.Target] = [:]

    init(_ document: SchemaText) { self.document = document }

    func find(
        _ text: String, from place: Place
    ) throws(SchemaText.ReferenceFault) -> SchemaText.Target {
        if let known = found[JSONName(text)] { return known }
        let target = try document.find(text, from: place.pointer)
        // With a `$id` around it, or found in the schema around it, it depends on the place.
        if document.survey.bases.isEmpty, target.enclosing == nil {
            found[JSONName(text)] = target
        }
        return target
    }
}
