import Diagnostics
import OpenRPC
import ServiceModel
import Testing

/// Methods, their parameters, results and errors, and what real documents leave out.
@Suite struct MethodTests {
    @Test func everythingAMethodSays() {
        check(
            document(
                methods: """
                    [{"name": "pet.get", "deprecated": true, "paramStructure": "by-position",
                      "tags": [{"name": "pets"}, {"name": "read"}],
                      "params": [
                        {"name": "id", "required": true, "schema": {"type": "integer"}},
                        {"name": "from", "deprecated": true, "schema": {"type": "string"}}],
                      "result": {"name": "pet", "schema": {"type": "string"}},
                      "errors": [{"code": -32000, "message": "none"}, {"code": 7, "message": ""}]}]
                    """),
            [
                "method pet.get(id: integer, from?: string deprecated) -> string by-position"
                    + " !-32000 none !7  @pets @read deprecated"
            ])
    }

    @Test func noResultIsANotificationSinceVersion3() {
        let methods = #"[{"name": "m", "params": []}]"#
        for version in ["1.3.0", "1.3.2", "1.4.1"] {
            check(document(methods: methods, openrpc: version), ["method m() notifies"])
        }
        for version in ["1.0.0-rc0", "1.0.0-rc1", "1.0.0", "1.2.6", "1.2"] {
            check(
                document(methods: methods, openrpc: version), ["method m() -> any"],
                warnings: ["missing-result"])
        }
    }

    @Test func newerVersionsAreReadAsTheNewestKnown() {
        check(document(openrpc: "1.4.9"), [])
        check(document(openrpc: "1.5.0"), [], warnings: ["newer-version"])
    }

    @Test func whatIsMissingIsToldAndTakenForNothing() {
        check(
            document(
                methods: """
                    [{"name": "a", "result": null},
                     {"name": "b", "params": null, "result": {"name": "r"}},
                     {"name": "c", "params": [{"name": "x"}], "result": {"name": "r",
                       "schema": {}}}]
                    """),
            ["method a() -> any", "method b() -> any", "method c(x?: any) -> any"],
            warnings: [
                "missing-params", "null-result", "missing-params", "missing-schema",
                "missing-schema",
            ])
    }

    @Test func membersOfAnotherTypeAreToldAndIgnored() {
        check(
            document(
                methods: """
                    [{"name": "m", "summary": 1, "description": [], "deprecated": "yes",
                      "tags": {}, "errors": 7,
                      "params": [{"name": "x", "required": "true", "schema": {}}],
                      "result": {"name": 3, "schema": {"type": "string"}}}]
                    """), ["method m(x?: any) -> string"],
            warnings: Array(repeating: "wrong-type", count: 6))
    }

    @Test func errorsOfOneCodeAreKept() {
        check(
            document(
                methods: """
                    [{"name": "m", "params": [], "errors": [
                      {"code": 1, "message": "a", "data": {"$ref": "#/none"}},
                      {"code": 1, "message": "b"}, {"code": 2}], "tags": ["t", {}]}]
                    """), ["method m() notifies !1 a !1 b !2  @t"],
            warnings: ["dangling-reference", "duplicate-error-code", "missing-member"])
    }

    @Test func namesAreTakenVerbatim() {
        check(
            document(
                methods: #"""
                    [{"name": "../../etc/x", "params": [{"name": "__init__", "schema": {}}]},
                     {"name": "\u00e9 \"\\\n", "params": []},
                     {"name": "e\u0301 \"\\\n", "params": []},
                     {"name": "rpc.discover", "params": []}]
                    """#, schemas: #"{"__init__": {"properties": {"class": {}}}}"#),
            [
                "method ../../etc/x(__init__?: any) notifies", "method \u{E9} \"\\\n() notifies",
                "method e\u{301} \"\\\n() notifies", "method rpc.discover() notifies",
                "object __init__ { class?: any }",
            ])
    }

    @Test func descriptionsComeAlong() {
        let (service, _) = lower(
            Array(
                document(
                    methods: """
                        [{"name": "m", "summary": "s", "description": "d", "params": [
                          {"name": "a", "summary": "as", "schema": {}},
                          {"name": "b", "summary": "bs", "description": "bd", "schema": {}}]}]
                        """,
                    schemas:
                        #"{"P": {"description": "pd", "properties": {"f": {"description": "fd"}}}}"#
                ).utf8), file: "input.json")
        let method = service?.methods.first
        #expect(method?.summary == "s")
        #expect(method?.description == "d")
        #expect(method?.parameters.map(\.description) == ["as", "bd"])
        #expect(service?.types.first?.description == "pd")
        #expect(service?.types.first?.pointer == "#/components/schemas/P")
        if case .object(let object) = service?.types.first?.shape {
            #expect(object.fields.first?.description == "fd")
        } else {
            Issue.record("no object")
        }
    }

    @Test func duplicateNamesInDataAreOnlyWarnings() {
        let (service, diagnostics) = lower(
            Array(
                document(
                    methods: """
                        [{"name": "m", "params": [{"name": "a", "schema": {
                            "examples": [{"x": 1, "x": 2}], "default": {"y": 1, "y": 1}}}],
                          "x-extra": {"z": 1, "z": 2}}]
                        """
                ).utf8), file: "input.json")
        #expect(service != nil)
        #expect(diagnostics.map(\.rule) == Array(repeating: "json.duplicate-name", count: 3))
    }
}
