// SchemaLowering: JSON Schemas in, named types out, for whatever format of document they stand in.
// It knows no format: a reader brings the roles of its grammar, the methods and the way to the
// components. It reads no file and knows no target language.

package import Diagnostics
package import WireJSON

/// The text of a document that holds schemas, and the grammar by which it is read.
package struct SchemaText: Sendable {
    /// The text, for the places of diagnostics.
    package let file: SourceFile
    package let root: JSONValue
    /// The role of the root.
    let grammar: Role
    /// The way to the object that names the components.
    let components: JSONPointer
    /// What the ids of this format's diagnostics begin with, such as `openrpc`.
    let rules: String
    /// First steps of a way that give the name of a type no word.
    let silentSteps: Set<String>
    /// Texts beside the document, which references may name by their file's name.
    let neighbours: [Neighbour]
    /// Whether the format lets references name them.
    let mayHaveNeighbours: Bool
    let survey: Survey

    /// A text beside the document that is one JSON Schema. It is a member of `root` under its
    /// file's name, with spans that continue those of the document.
    package struct Neighbour: Sendable {
        let name: String
        let file: SourceFile
        let root: JSONValue
        let offset: Int
    }

    /// The text of `file`, which has been read to `root`.
    package init(
        file: SourceFile, root: JSONValue, grammar: Role, components: JSONPointer, rules: String,
        silentSteps: Set<String> = [], neighbours: [Neighbour]? = nil
    ) {
        self.file = file
        mayHaveNeighbours = neighbours != nil
        let neighbours = neighbours ?? []
        let texts = neighbours.map { JSONObject.Member($0.name, $0.root) }
        self.root =
            neighbours.isEmpty
            ? root
            : JSONValue(
                .object(JSONObject((root.object?.members ?? []) + texts)), span: root.span)
        self.silentSteps = silentSteps
        self.neighbours = neighbours
        self.grammar = grammar
        self.components = components
        self.rules = rules
        survey = Survey(root, grammar: grammar, neighbours: neighbours)
    }
}

extension SchemaText.Neighbour {
    /// Reads the text of a file beside a document; `offset` is past the end of every text read
    /// before. Spans of one lowering must differ, so the text is read behind that much white space.
    package static func read(
        _ bytes: [UInt8], file name: String, calledBy reference: String, offset: Int
    ) -> (SchemaText.Neighbour?, [Diagnostic]) {
        let file = SourceFile(name: name, bytes: bytes)
        do throws(JSONFault) {
            let padding = [UInt8](repeating: UInt8(ascii: " "), count: offset)
            let root = try JSONValue.read(padding + bytes)
            let neighbour = SchemaText.Neighbour(
                name: reference, file: file, root: root, offset: offset)
            return (neighbour, [])
        } catch {
            var fault = error
            fault.offset = max(0, error.offset - offset)
            return (nil, [fault.diagnostic(in: file)])
        }
    }
}

extension SchemaText {
    /// The stretch of text a value was read from; nil for values built in code.
    func sourceSpan(_ span: JSONValue.Span) -> SourceSpan? {
        if span == .none { return nil }
        guard let neighbour = neighbours.last(where: { $0.offset <= Int(span.lower) }) else {
            return SourceSpan(span, in: file)
        }
        let range = span.range
        return SourceSpan(
            file: neighbour.file,
            bytes: range.lowerBound - neighbour.offset..<range.upperBound - neighbour.offset)
    }

    /// A pointer as a reference to it is written, with the file's name for a neighbour.
    func address(of pointer: JSONPointer) -> String {
        guard let neighbour = neighbour(of: pointer) else { return pointer.fragment }
        return neighbour.name + JSONPointer(Array(pointer.tokens.dropFirst())).fragment
    }

    /// The role of what a pointer leads to.
    func role(at pointer: JSONPointer) -> Role {
        guard let neighbour = neighbour(of: pointer) else {
            return Role.at(pointer, in: root, of: grammar)
        }
        let inside = JSONPointer(Array(pointer.tokens.dropFirst()))
        return Role.at(inside, in: neighbour.root, of: .schema)
    }

    /// The text beside the document that a pointer leads into.
    func neighbour(of pointer: JSONPointer) -> Neighbour? {
        guard let first = pointer.tokens.first else { return nil }
        return neighbours.first { JSONName.same($0.name, first) }
    }
}
