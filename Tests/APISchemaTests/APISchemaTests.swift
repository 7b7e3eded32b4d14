import APISchema
import Diagnostics
import ServiceModel
import TestSupport
import Testing
import WireJSON

/// Lowers a text; nil when a diagnostic refused it.
func lower(
    _ text: String, file: String = "api.schema.json", beside: [String: String] = [:]
) -> (Service?, [Diagnostic]) {
    let (document, loaded) = APIDocument.load(Array(text.utf8), file: file) { name in
        beside[name].map { Array($0.utf8) }
    }
    guard let document else { return (nil, loaded) }
    let (service, lowered) = Service.lower(document)
    return (service, loaded + lowered)
}

/// Buckets, namespaces, what a method's node may say, and texts beside the document.
@Suite struct APISchemaTests {
    private func check(
        _ text: String, _ methods: [String], diagnostics: [String] = [],
        beside: [String: String] = [:], sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let (service, found) = lower(text, beside: beside)
        let lines = service.map { $0.methods.map { line($0, in: $0.scope, of: service) } }
        #expect(lines ?? ["refused"] == methods, sourceLocation: sourceLocation)
        #expect(found.map(\.description) == diagnostics, sourceLocation: sourceLocation)
    }

    /// A method in one line: direction, scope, namespaces, name, parameters and outcome.
    private func line(_ method: Method, in scope: Scope, of service: Service?) -> String {
        let parameters = method.parameters.map { "\($0.wireName)\($0.isRequired ? "" : "?")" }
        let outcome =
            switch method.outcome {
            case .notification: "nothing"
            case .result(let type): name(type, service)
            }
        let marks = [
            method.isExperimental ? "experimental" : nil, method.isInternal ? "internal" : nil,
            method.isDeprecated ? "deprecated" : nil,
        ].compactMap(\.self)
        let arrow = method.direction == .toClient ? "<-" : "->"
        let place = method.namespace.joined(separator: "/")
        let words = ["\(arrow) \(scope == .global ? "global" : "session") \(place):"] + marks
        return words.joined(separator: " ")
            + " \(method.wireName)(\(parameters.joined(separator: ", "))) \(outcome)"
    }

    private func name(_ type: TypeReference, _ service: Service?) -> String {
        switch type {
        case .named(let id): service?[id].name ?? "?"
        case .nullable(let inner): name(inner, service) + "?"
        default: "\(type)"
        }
    }

    @Test func everythingAMethodSays() {
        check(
            """
            {"server": {"ping": {"rpcMethod": "ping", "params": null, "result": null}},
             "session": {"log": {"rpcMethod": "session.log", "visibility": "internal",
               "params": {"type": "object", "properties": {"text": {"type": "string"}}}}},
             "clientSession": {"canvas": {
               "open": {"rpcMethod": "canvas.open", "stability": "experimental",
                 "params": {"type": "object", "required": ["sessionId"], "properties": {
                   "sessionId": {"type": "string"}, "title": {"type": "string"}}},
                 "result": {"anyOf": [{"not": {}}, {"$ref": "#/definitions/Opened"}]}},
               "action": {"invoke": {"rpcMethod": "canvas.action.invoke", "deprecated": true,
                 "params": {"$ref": "#/definitions/Invoke"}, "result": {"x-opaque-json": true}}}}},
             "clientGlobal": {"telemetry": {"event": {"rpcMethod": "telemetry.event",
               "notification": true, "params": {"$ref": "#/definitions/Invoke"},
               "result": {"type": "null"}}}},
             "definitions": {
               "Opened": {"type": "object", "properties": {"url": {"type": "string"}}},
               "Invoke": {"type": "object", "required": ["name"], "properties": {
                 "name": {"type": "string"}, "input": {"x-opaque-json": true}}}}}
            """,
            [
                "-> global : ping() null",
                "-> session : internal session.log(text?) null",
                "<- session canvas: experimental canvas.open(sessionId, title?) Opened?",
                "<- session canvas/action: deprecated canvas.action.invoke(name, input?) any",
                "<- global telemetry: telemetry.event(name, input?) nothing",
            ])
    }

    @Test func aTextBesideTheDocumentIsFound() {
        let text = """
            {"clientGlobal": {"events": {"got": {"rpcMethod": "events.got",
              "params": {"$ref": "events.schema.json#/definitions/Event"}}}}}
            """
        let events = """
            {"$ref": "#/definitions/Event", "definitions": {
              "Event": {"type": "object", "properties": {"kind": {"$ref": "#/definitions/Kind"}}},
              "Kind": {"type": "string", "enum": ["a", "b"]}}}
            """
        let expected = ["<- global events: events.got(kind?) null"]
        check(text, expected, beside: ["events.schema.json": events])
        let (versioned, _) = lower(
            text, file: "docs/api.schema.1.2.json", beside: ["events.schema.1.2.json": events])
        #expect(versioned?.methods.first?.parameters.map(\.wireName) == ["kind"])
        #expect(
            versioned?.types.map(\.pointer) == [
                "events.schema.json#/definitions/Event", "events.schema.json#/definitions/Kind",
            ])
        check(
            text, ["refused"],
            diagnostics: [
                "api.schema.json:2:22: error: a reference must lead to a text at hand,"
                    + " 'events.schema.json#/definitions/Event' does not; put a text"
                    + " 'events.schema.json' beside the document, or copy what it names into"
                    + " '#/definitions' [api-schema.external-reference]"
            ])
        check(
            text.replacing("clientGlobal", with: "server"), ["-> global events: events.got() null"],
            diagnostics: [
                "api.schema.json:2:22: warning: a reference must lead to a text at hand,"
                    + " 'events.schema.json#/definitions/Event' does not; put a text"
                    + " 'events.schema.json' beside the document, or copy what it names into"
                    + " '#/definitions' [api-schema.external-reference]"
            ])
    }

    @Test func faultsInATextBesideTheDocumentHaveTheirPlaceThere() {
        check(
            """
            {"clientGlobal": {"events": {"got": {"rpcMethod": "events.got",
              "params": {"$ref": "events.json#/definitions/Event"}}}}}
            """, ["refused"],
            diagnostics: [
                "events.json:2:31: error: reference '#/definitions/Gone' leads nowhere:"
                    + " 'events.json#/definitions' has no 'Gone'; correct it or define what it"
                    + " names [api-schema.dangling-reference]"
            ],
            beside: [
                "events.json": """
                {"definitions": {"Event": {"type": "object", "properties": {
                  "kind": {"$ref":            "#/definitions/Gone"}}}}}
                """
            ])
    }

    @Test(arguments: ["../secret.json", "/etc/passwd", ".hidden", "a/b.json", "http://x/y.json"])
    func noReferenceLeavesTheFolder(_ path: String) {
        var asked: [String] = []
        let text = """
            {"clientGlobal": {"a": {"rpcMethod": "a",
              "params": {"$ref": "\(path)#/definitions/A"}}}}
            """
        let (document, _) = APIDocument.load(Array(text.utf8), file: "api.schema.json") { name in
            asked.append(name)
            return nil
        }
        #expect(document != nil)
        #expect(asked.isEmpty)
    }

    @Test func whatCannotBeRightIsRefused() {
        check(
            #"{"clientGlobal": []}"#, ["refused"],
            diagnostics: [
                "api.schema.json:1:18: error: 'clientGlobal' must be an object, found an array"
                    + " [api-schema.wrong-type]"
            ])
        check(
            #"{"definitions": {}}"#, ["refused"],
            diagnostics: [
                "api.schema.json:1:1: error: an API schema must have a bucket of methods: one of"
                    + " 'server', 'session', 'clientSession', 'clientGlobal'"
                    + " [api-schema.missing-member]"
            ])
        check(
            #"{"clientGlobal": {"a": {"rpcMethod": "x"}, "b": {"rpcMethod": "x"}}}"#, ["refused"],
            diagnostics: [
                "api.schema.json:1:63: error: method 'x' is declared twice; rename one"
                    + " [api-schema.duplicate-method]\n"
                    + "api.schema.json:1:38: note: it is declared here first"
            ])
        check(
            #"{"clientGlobal": {"a": {"rpcMethod": 1}}}"#, ["refused"],
            diagnostics: [
                "api.schema.json:1:38: error: 'rpcMethod' must be a string that is not empty,"
                    + " found 1 [api-schema.method-name]"
            ])
    }
}

/// Other people's schemas, as they are.
@Suite(.needsCorpus) struct APISchemaCorpusTests {
    static let expected: [String: (server: Int, client: Int)] = [
        "bidi/copilot/api.schema.1.0.56-1.json": (181, 15),
        "bidi/copilot/api.schema.1.0.81-5.json": (339, 24),
        "bidi/copilot/api.schema.inbound-subset.json": (1, 24),
    ]

    @Test func schemasAreLoweredWhole() throws {
        let paths = Corpus.files(under: "bidi/copilot").filter { $0.contains("/api.schema.") }
        #expect(paths == Self.expected.keys.sorted())
        for path in paths {
            let folder = "bidi/copilot/"
            let (document, reading) = APIDocument.load(Corpus.bytes(path), file: path) { name in
                Repository.bytes(of: "\(Corpus.root)/\(folder)\(name)")
            }
            let (service, lowering) = Service.lower(try #require(document, "\(reading)"))
            let methods = try #require(service, "\(lowering)").methods
            let inbound = methods.count { $0.direction == .toClient }
            #expect(inbound == Self.expected[path]?.client)
            #expect(methods.count - inbound == Self.expected[path]?.server)
            // The first comes without the text that its outbound methods refer to.
            let isAlone = path.contains("1.0.56")
            #expect(reading.isEmpty)
            #expect(
                lowering.map(\.rule)
                    == (isAlone ? Array(repeating: "api-schema.external-reference", count: 2) : []))
        }
    }
}
