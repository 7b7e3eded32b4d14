import Conformance
import Diagnostics
import WireJSON

/// Where the methods and schemas of a document stand in its text, read through WireJSON alone.
struct DocumentPlaces {
    private let file: SourceFile
    /// By the component of a case's id that stands for the name.
    private var methods: [String: Range<Int>] = [:]
    private var schemas: [String: Range<Int>] = [:]

    init(_ file: SourceFile) {
        self.file = file
        guard let root = try? JSONValue.read(file.bytes) else { return }
        for method in root["methods"]?.array ?? [] { note(method["name"]) }
        for group in ["server", "session", "clientSession", "clientGlobal"] {
            if let value = root[group] { noteAll(value) }
        }
        let holders = [root["components"]?["schemas"], root["definitions"], root["$defs"]]
        for member in holders.compactMap({ $0?.object?.members }).joined() {
            schemas[Sweep.component(member.name)] = member.nameSpan.range
        }
    }

    private mutating func note(_ name: JSONValue?) {
        guard let name, let text = name.string else { return }
        methods[Sweep.component(text)] = methods[Sweep.component(text)] ?? name.span.range
    }

    /// The methods of an API schema say how they are called, at whatever depth; what holds them is
    /// a group, which has cases too.
    private mutating func noteAll(_ value: JSONValue) {
        for member in value.object?.members ?? [] {
            if let name = member.value["rpcMethod"] {
                note(name)
            } else if member.value.object != nil {
                methods[Sweep.component(member.name)] =
                    methods[Sweep.component(member.name)] ?? member.nameSpan.range
                noteAll(member.value)
            }
        }
    }

    /// What a case is about: the method or the schema that its id names, else the method that it is
    /// known to call, or that its evidence names; nil where the document has no such thing.
    func span(of record: CaseRecord, calling method: String?) -> SourceSpan? {
        let parts = record.key.id.split(separator: "/").map(String.init)
        let isConstruction = parts.starts(with: ["sweep", "construct"]) && parts.count > 3
        let named = parts.dropFirst().dropLast()
        let found =
            isConstruction
            ? schemas[parts[2]] : named.lazy.compactMap { methods[$0] }.first
        let known = method.flatMap { methods[Sweep.component($0)] }
        return (found ?? lastPart(parts) ?? known ?? methodOfEvidence(record)).map {
            SourceSpan(file: file, bytes: $0)
        }
    }

    /// `lock-in/wire-names/METHOD` ends with what others have in their midst.
    private func lastPart(_ parts: [String]) -> Range<Int>? {
        parts.count > 2 ? parts.last.flatMap { methods[$0] } : nil
    }

    private func methodOfEvidence(_ record: CaseRecord) -> Range<Int>? {
        for text in record.violations.flatMap({ [$0.seen, $0.expected] }) where text.first == "{" {
            if let name = (try? JSONValue.read(text))?["method"]?.string,
                let found = methods[Sweep.component(name)]
            {
                return found
            }
        }
        return nil
    }
}

/// The places of all documents of a run.
struct RunPlaces {
    private let report: RunReport
    private let places: [String: DocumentPlaces]

    init(_ report: RunReport) {
        self.report = report
        places = report.documents.mapValues(DocumentPlaces.init)
    }

    /// The name of the document's file, as far as it is known.
    func file(of document: String) -> String { report.documents[document]?.name ?? document }

    /// Where a case belongs; nil is the first line of its document.
    func span(of record: CaseRecord) -> SourceSpan? {
        let method = report.methods[record.key.id]
        return places[record.key.document]?.span(of: record, calling: method)
    }
}
