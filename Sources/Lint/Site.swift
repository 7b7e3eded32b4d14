package import Diagnostics
package import WireJSON

/// A value of a document, what it is by the specification, and the way to it.
package struct Site: Sendable {
    package let value: JSONValue
    package let place: Place
    package let kind: Kind

    /// Whether it is a Reference Object: an object that has `$ref`, where one may stand.
    package var isReference: Bool { kind.mayRefer && value["$ref"] != nil }

    /// The bytes of the value.
    package var span: SourceSpan { span(value) }

    /// The bytes of a value that stands in the same text.
    package func span(_ value: JSONValue) -> SourceSpan { span(value.span) }

    /// A stretch of the same text.
    package func span(_ span: JSONValue.Span) -> SourceSpan {
        SourceSpan(span, in: place.text.file)
    }

    /// The member of that name as a site of its own.
    package func member(_ name: String, as kind: Kind = .data) -> Site? {
        value[name].map { Site(value: $0, place: place.step(name), kind: kind) }
    }

    /// The elements of a member that is an array, as sites of their own.
    package func elements(of name: String, as kind: Kind = .data) -> [Site] {
        member(name)?.elements(as: kind) ?? []
    }

    /// The elements of the value itself, if it is an array, as sites of their own.
    package func elements(as kind: Kind) -> [Site] {
        (value.array ?? []).enumerated().map {
            Site(value: $1, place: place.step(String($0)), kind: kind)
        }
    }

    /// The bytes of the name of a member, with its quotes; of a repeated name the last.
    package func nameSpan(of member: String) -> SourceSpan? {
        guard let object = value.object, let position = object.position(of: member) else {
            return nil
        }
        return span(object.members[position].nameSpan)
    }
}

/// The way to a value from the root of its text: a chain that places share.
package final class Place: Sendable {
    package let text: LintText
    package let parent: Place?
    /// The last step: the name of a member or the index of an element; empty at the root.
    package let token: String

    init(root text: LintText) {
        self.text = text
        parent = nil
        token = ""
    }

    private init(_ parent: Place, _ token: String) {
        text = parent.text
        self.parent = parent
        self.token = token
    }

    /// The place one step further.
    func step(_ token: String) -> Place { Place(self, token) }

    /// The place that a pointer leads to from here.
    func walk(_ pointer: JSONPointer) -> Place {
        pointer.tokens.reduce(self) { $0.step($1) }
    }

    /// The way from the root.
    package var pointer: JSONPointer {
        var tokens: [String] = []
        var place = self
        while let parent = place.parent {
            tokens.append(place.token)
            place = parent
        }
        return JSONPointer(tokens.reversed())
    }
}

/// One text that a reading consists of: the document, or a text that it refers to.
package final class LintText: Sendable {
    package let file: SourceFile
    package let root: JSONValue
    /// The absolute URI that references in it are resolved against.
    package let base: String

    package init(file: SourceFile, root: JSONValue, base: String) {
        self.file = file
        self.root = root
        self.base = base
    }
}
