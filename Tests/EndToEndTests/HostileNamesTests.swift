import PythonEmitter
import ServiceModel
import TestSupport
import Testing

/// Whatever the names are, the package loads and the wire has them as they were.
@Suite struct HostileNamesTests {
    @Test func thePackageLoadsAndKeepsEveryName() throws {
        let guest = try Guest(HostileNames.service())
        defer { guest.remove() }
        try guest.python(
            """
            import dataclasses, hostile.hostile_interface as interface
            assert len(module.METHODS) == \(HostileNames.all.count)
            wires = [f.metadata.get("wire", f.name) for f in dataclasses.fields(module.Name)]
            assert len(wires) == len(set(wires)) == \(HostileNames.all.count) + 1
            raw = {wire: None for wire in wires if wire is not None}
            assert to_wire(from_wire("Name", raw)) == raw
            for wire, entry in module.METHODS.items():
                assert callable(getattr(module.HostileClient, entry["python"])), wire
                assert callable(getattr(interface.HostileClient, entry["python"])), wire
            sent = []
            class Recorder:
                def send(self, body, expects_reply, timeout):
                    request = json.loads(body)
                    sent.append(request)
                    reply = {"jsonrpc": "2.0", "id": request.get("id"), "result": None}
                    return json.dumps(reply).encode() if expects_reply else None
                def close(self): pass
            import json
            client = module.HostileClient(transport=Recorder())
            class AsyncRecorder(Recorder):
                async def send(self, *arguments): return Recorder.send(self, *arguments)
                async def aclose(self): pass
            import asyncio
            async def call(name, arguments):
                twin = module.HostileAsyncClient(transport=AsyncRecorder())
                await getattr(twin, name)(**arguments)
            for wire, entry in module.METHODS.items():
                arguments = {p["python"]: p["wire"] for p in entry["params"]}
                getattr(client, entry["python"])(**arguments)
                request = sent.pop()
                asyncio.run(call(entry["python"], arguments))
                assert {**sent.pop(), "id": 0} == {**request, "id": 0}
                assert request["method"] == wire
                values = [p["wire"] for p in entry["params"]]
                if entry["structure"] == "by-position":
                    assert request["params"] == values, wire
                else:
                    assert request["params"] == {name: name for name in values}, wire
            """)
    }

    @Test func linterAndTypeCheckerFindNothing() throws {
        let guest = try Guest(HostileNames.service())
        defer { guest.remove() }
        try guest.checkWithTools()
    }

    @Test(arguments: [
        "json", "typing", "class", "../../etc/x", "", "😀", "__init__", "Http", "a\nb",
    ])
    func anyTitleMakesAPackage(_ title: String) throws {
        let guest = try Guest(Service(title: title, version: title, description: HostileNames.text))
        defer { guest.remove() }
        try guest.python("import tomllib; tomllib.load(open('pyproject.toml', 'rb'))")
    }
}
