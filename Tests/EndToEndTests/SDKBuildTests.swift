import SDKGenerator
import TestSupport
import Testing

/// The SDK of several documents, imported by Python.
@Suite struct SDKBuildTests {
    private let notes = """
        {"openrpc": "1.2.6", "info": {"title": "Notes", "version": "1"}, "methods": [
          {"name": "note.get", "params": [{"name": "sid", "schema": {"type": "string"}}],
           "result": {"name": "note", "schema": {"$ref": "#/components/schemas/Note"}}},
          {"name": "task_get", "params": [],
           "result": {"name": "task", "schema":
             {"oneOf": [{"$ref": "#/components/schemas/Task"}, {"type": "null"}]}}},
          {"name": "target", "params": [],
           "result": {"name": "part", "schema": {"$ref": "#/components/schemas/Part"}}},
          {"name": "note.set", "params": [
            {"name": "note", "required": true, "schema": {"$ref": "#/components/schemas/Note"}}]}],
         "components": {"schemas": {
           "Base": {"type": "object", "properties": {"created_at": {"type": "string"}}},
           "Note": {"allOf": [{"$ref": "#/components/schemas/Base"}], "required": ["text"],
             "properties": {"text": {"type": "string"},
               "parts": {"type": "array", "items": {"$ref": "#/components/schemas/Part"}}}},
           "Task": {"type": "object", "additionalProperties": false,
             "properties": {"name": {"type": "string"}}},
           "Part": {"type": "object", "properties": {"at": {"type": "integer"}}}}}}
        """

    private func build(_ fixtures: String...) -> SDKBuild {
        fixtures.reduce(SDKBuild().withPythonSDK()) { build, name in
            build.adding(
                document: Fixtures.bytes("openrpc/\(name).json"), file: name, domain: "media")
        }.adding(document: Array(notes.utf8), file: "notes.json", domain: "office")
    }

    @Test func domainsAreImportedTogether() throws {
        let guest = try Guest(build("bookshelf", "shapes").generation())
        defer { guest.remove() }
        try guest.python(
            """
            import office, media, importlib
            from media import BookshelfClient, ShapesClient
            from media.bookshelf_client import RpcError as one
            from media.shapes_client import RpcError as other
            assert one is not other and not hasattr(media, "RpcError")
            assert office.RpcError is importlib.import_module("office.notes_client").RpcError
            for package in (office, media):
                assert len(package.__all__) == len(set(package.__all__))
                for name in package.__all__: getattr(package, name)
            for name in ("office.notes", "media.bookshelf", "media.shapes"):
                importlib.import_module(name + "_interface")
            """)
        try guest.checkWithTools()
    }

    @Test func baseFieldsMakeTheRoundTrip() throws {
        let guest = try Guest(build().withBaseFields().generation())
        defer { guest.remove() }
        try guest.python(
            """
            import dataclasses, office.notes_interface as interface
            def names(kind): return [f.name for f in dataclasses.fields(kind)]
            assert names(Note) == ["text", "created_at", "parts", "sid", "updated_at"], names(Note)
            assert names(Task) == ["name", "sid", "created_at", "updated_at"]
            assert names(Part) == ["at"] and names(Base) == ["created_at"]
            for name in ("Note", "Task", "Part", "Base"):
                assert names(getattr(interface, name)) == names(globals()[name])
            raw = {"text": "a", "sid": "n1", "created_at": "then", "updated_at": 7, "parts": []}
            note = module.from_wire(Note, raw)
            assert (note.sid, note.created_at, note.updated_at) == ("n1", "then", 7)
            assert module.to_wire(note) == raw
            assert module.to_wire(Note(text="b")) == {"text": "b"}
            assert module.to_wire(Note(text="b", sid="x")) == {"text": "b", "sid": "x"}
            task = module.from_wire(Task, {"sid": "t", "created_at": 1})
            assert task.created_at == 1
            """)
        try guest.checkWithTools()
    }

    @Test func withoutTheOptionTheDocumentIsAll() throws {
        let guest = try Guest(build().generation())
        defer { guest.remove() }
        try guest.python(
            "import dataclasses; assert [f.name for f in dataclasses.fields(Task)] == ['name']")
    }
}
