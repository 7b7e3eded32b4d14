import Diagnostics
import WireJSON

extension Rule {
    static let titleClash = Rule(
        "sdk.title-clash", .sdk, .derived, decides: ["O72"],
        Explanation(
            clause: """
                No sentence of JSON Schema forbids it: 'title' is an annotation (draft-07 §10.1). \
                Generators name types by it, those of OpenRPC's own tools all of them.
                """,
            why: """
                Two types get one name: one takes the place of the other, or one is numbered and \
                changes its name when the document is reordered.
                """,
            example: """
                { "a": { "title": "Pet", "properties": { "id": {} } },
                  "b": { "title": "Pet", "properties": { "name": {} } } }
                """,
            remedy: "Give one of the schemas another title, or make both one component.")
    ) { reading in
        var firsts: [String: (span: SourceSpan, title: String, build: Build)] = [:]
        var told: Set<String> = []
        // Components go by their keys with some generators and by their titles with others.
        for component in reading.typeNames where !component.bearer.isReference {
            if let build = Build(component.bearer.value),
                let name = Language.rust.camel(Words(component.text))
            {
                firsts[name] = (component.span, component.text, build)
            }
        }
        return reading.survey[.schema].compactMap { schema in
            guard !schema.isReference, let title = schema.member("title"),
                let text = title.value.string, let build = Build(schema.value),
                let name = Language.rust.camel(Words(text))
            else { return nil }
            guard let first = firsts[name] else {
                firsts[name] = (title.span, text, build)
                return nil
            }
            guard first.build != build, told.insert(name).inserted else { return nil }
            return Remark(
                "a title should name one type, '\(text)' names another one here: "
                    + "\(build.difference(from: first.build)); rename one of them",
                at: title,
                notes: [Diagnostic.Note("'\(first.title)' stands here", at: first.span)])
        }
    }
}

/// What the type of a schema consists of, at its first level; only what cannot do without a name.
private enum Build: Equatable {
    case object(Set<JSONName>)
    case constants([JSONValue])

    init?(_ schema: JSONValue) {
        if let properties = schema["properties"]?.object, !properties.isEmpty {
            self = .object(Set(properties.names.map(JSONName.init)))
        } else if let values = schema["enum"]?.array, values.count > 1,
            values.allSatisfy({ $0.string != nil })
        {
            self = .constants(values)
        } else {
            return nil
        }
    }

    /// One thing that this has and the other has not, or the other way round.
    func difference(from other: Build) -> String {
        switch (self, other) {
        case (.object(let here), .object(let there)):
            if let name = Self.first(here.subtracting(there)) {
                return "only this one has '\(name)'"
            }
            return Self.first(there.subtracting(here)).map { "this one has no '\($0)'" } ?? ""
        case (.constants, .constants): return "its values are not the same"
        case (.object, .constants): return "this one is an object, the other an enum"
        case (.constants, .object): return "this one is an enum, the other an object"
        }
    }

    private static func first(_ names: Set<JSONName>) -> String? {
        names.map(\.text).min(by: JSONName.precedes)
    }
}
