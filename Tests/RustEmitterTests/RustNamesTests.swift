import CodeText
import Diagnostics
import RustEmitter
import ServiceModel
import TestSupport
import Testing
import WireJSON

/// What becomes of names: of methods, of fields, of constants, and of texts in comments.
@Suite struct RustNamesTests {
    private func service(
        methods: [String], fields: [String] = [], constants: [String] = [], text: String? = nil
    ) -> Service {
        let object = TypeDefinition(
            name: "Thing", pointer: "#/Thing", description: text,
            shape: .object(
                ObjectShape(
                    fields: fields.map { Field(wireName: $0, type: .string, isRequired: true) })))
        let texts = TypeDefinition(
            name: "Kind", pointer: "#/Kind",
            shape: .enumeration(constants.map { JSONValue.string($0) }))
        return Service(
            title: "T", version: "1", description: text, types: [object, texts],
            methods: methods.map { name in
                var method = Method(wireName: name)
                method.description = text
                method.namespace = name.split(separator: ".").dropLast().map(String.init)
                method.parameters = [
                    Parameter(wireName: "a", type: .named(TypeID(0)), isRequired: true),
                    Parameter(wireName: "b", type: .named(TypeID(1)), isRequired: false),
                ]
                return method
            })
    }

    private func plan(_ service: Service) throws -> (RustCrate, [Diagnostic]) {
        let (crate, diagnostics) = RustCrate.plan(service, answering: .toServer)
        return (try #require(crate), diagnostics)
    }

    private func check(
        fields: [String], _ expected: [String], diagnostics: [String] = [],
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let (crate, found) = try plan(service(methods: ["m"], fields: fields))
        let item = try #require(crate.types.first { $0.name.text == "Thing" })
        guard case .object(let fields) = item.shape else { return }
        #expect(fields.map(\.name.text) == expected, sourceLocation: sourceLocation)
        #expect(found.map(\.rule) == diagnostics, sourceLocation: sourceLocation)
    }

    @Test func fieldsAreSnakeCaseAndRawWhereTheyMustBe() throws {
        try check(
            fields: ["sessionId", "type", "origin-tracker", "cli_version", "prePRDescription"],
            ["session_id", "r#type", "origin_tracker", "cli_version", "pre_pr_description"])
        try check(
            fields: ["self", "Self", "super", "crate", "_", "1st", "名前", ""],
            [
                "self_", "self_2", "super_", "crate_", "field_5", "field_1st", "field_7", "field_8",
            ],
            diagnostics: [
                "rust.reserved-name", "rust.colliding-names", "rust.reserved-name",
                "rust.reserved-name",
            ])
        try check(
            fields: ["aB", "a_b", "a-b"], ["a_b_2", "a_b", "a_b_3"],
            diagnostics: ["rust.colliding-names", "rust.colliding-names"])
    }

    @Test func constantsStayApart() throws {
        let (crate, found) = try plan(
            service(methods: ["m"], constants: ["Self", "other", "A", "a", "ENOENT", "2"]))
        let item = try #require(crate.types.first { $0.name.text == "Kind" })
        guard case .strings(let constants) = item.shape else { return }
        #expect(
            constants.map(\.name.text) == [
                "SelfValue", "OtherValue", "A", "A2", "Enoent", "Value2",
            ])
        #expect(
            found.map(\.rule) == [
                "rust.reserved-name", "rust.reserved-name", "rust.colliding-names",
            ])
    }

    @Test func groupsAreTheFirstWordsOfNames() throws {
        let (crate, _) = try plan(
            service(methods: ["canvas.open", "canvas.action.invoke", "canvasX.open", "ping"]))
        #expect(crate.groups.map(\.wireName) == ["canvas", "canvasX", "service"])
        #expect(crate.groups.map(\.prefix) == ["canvas.", "canvasX.", nil])
        #expect(crate.groups[0].methods.map(\.name.text) == ["open", "action_invoke"])
        #expect(crate.groups[0].methods.map(\.constant.text).last == "CANVAS_ACTION_INVOKE")
    }

    @Test(arguments: ["*/ evil", "a\nfn evil() {}", "a\r#[evil]", "\u{2028}x", "\u{202E}x", "\\"])
    func proseStaysInItsComment(_ text: String) throws {
        let (crate, _) = try plan(service(methods: ["m"], fields: ["a"], text: text))
        for (path, source) in crate.printed().files where path.hasSuffix(".rs") {
            for line in source.split(whereSeparator: { "\n\r\u{2028}".contains($0) }) {
                let isComment = line.drop { $0 == " " }.hasPrefix("//")
                #expect(isComment || !line.contains("evil"), "\(path): \(line)")
            }
            #expect(!source.unicodeScalars.contains("\u{202E}"), "\(path)")
        }
    }

    @Test func aServiceWithoutCallsIsRefused() {
        let (crate, found) = RustCrate.plan(service(methods: ["m"]), answering: .toClient)
        #expect(crate == nil)
        #expect(found.map(\.rule) == ["rust.no-methods"])
    }
}
