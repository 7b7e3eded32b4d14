import Diagnostics
import OpenRPC
import ServiceModel
import Testing

/// Lowers a text; nil when a diagnostic refused it.
func lower(_ bytes: [UInt8], file: String) -> (Service?, [Diagnostic]) {
    let (document, loaded) = Document.load(bytes, file: file)
    guard let document else { return (nil, loaded) }
    let (service, lowered) = Service.lower(document)
    return (service, loaded + lowered)
}

/// The text of a document with these parts, each JSON text.
func document(
    methods: String = "[]", schemas: String = "{}", components: String = "",
    openrpc: String = "1.3.2"
) -> String {
    """
    {"openrpc": "\(openrpc)", "info": {"title": "T", "version": "1"}, "methods": \(methods),
     "components": {\(components)\(components.isEmpty ? "" : ",") "schemas": \(schemas)}}
    """
}

/// Lowers a document and compares every line of the service, then every warning by its rule.
func check(
    _ text: String, _ expected: [String], warnings: [String] = [],
    sourceLocation: SourceLocation = #_sourceLocation
) {
    let (service, diagnostics) = lower(Array(text.utf8), file: "input.json")
    let lines = service.map { ServiceText($0).lines } ?? ["refused"]
    #expect(lines == expected, "\(diagnostics)", sourceLocation: sourceLocation)
    #expect(
        diagnostics.map { String($0.rule.drop { $0 != "." }.dropFirst()) } == warnings,
        "\(diagnostics)", sourceLocation: sourceLocation)
}

/// Lowers one schema as a method's result and compares its type, then the lines of named types.
func check(
    schema: String, _ type: String, _ types: [String] = [], schemas: String = "{}",
    warnings: [String] = [], sourceLocation: SourceLocation = #_sourceLocation
) {
    let method = #"[{"name": "m", "params": [], "result": {"name": "r", "schema": \#(schema)}}]"#
    check(
        document(methods: method, schemas: schemas), ["method m() -> \(type)"] + types,
        warnings: warnings, sourceLocation: sourceLocation)
}

/// Lowers `components.schemas` and compares the lines of their types.
func check(
    schemas: String, _ expected: [String], warnings: [String] = [],
    sourceLocation: SourceLocation = #_sourceLocation
) {
    check(
        document(schemas: schemas), expected, warnings: warnings, sourceLocation: sourceLocation)
}
