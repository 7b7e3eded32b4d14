import ServiceModel
import Testing

/// What a call puts on the wire, and what it makes of the reply.
@Suite struct CallTests {
    private func check(
        _ program: String, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let guest = try Guest(.sampler)
        defer { guest.remove() }
        let helpers = """
            import json
            class Wire:
                closed = 0
                def __init__(self): self.sent, self.result, self.raw = [], None, None
                def __bool__(self): return False
                def send(self, body, expects_reply, timeout):
                    self.sent.append((body, expects_reply, timeout))
                    identifier = json.loads(body).get("id")
                    if self.raw is not None: return self.raw
                    reply = {"jsonrpc": "2.0", "id": identifier, "result": self.result}
                    return json.dumps(reply).encode() if expects_reply else None
                def close(self): self.closed += 1
                @property
                def last(self): return json.loads(self.sent[-1][0])
            wire = Wire()
            client = SamplerClient(transport=wire, timeout=2.5)
            def raises(kind, call, *arguments, **named):
                try:
                    call(*arguments, **named)
                except SdkError as error:
                    assert type(error) is kind, repr(error)
                    return error
                raise AssertionError("nothing was raised")

            """
        try guest.python(helpers + program, sourceLocation: sourceLocation)
    }

    @Test func requestsAreWhatTheDocumentDemands() throws {
        try check(
            """
            client.list()
            assert wire.sent[-1] == (b'{"jsonrpc":"2.0","method":"list","id":1}', True, 2.5)
            client.pet_get("é")
            assert wire.sent[-1][0] == (
                '{"jsonrpc":"2.0","method":"pet.get","params":{"from":"é"},"id":2}'.encode())
            client.pet_get("x", 0)
            assert wire.last["params"] == {"limit": 0, "from": "x"}
            client.pet_get(from_=None, limit=NULL)
            assert wire.last["params"] == {"limit": None, "from": None}
            client.animal()
            assert "params" not in wire.last
            client.animal(Cat("cat"))
            assert wire.last["params"] == {"animal": {"kind": "cat"}}
            client._call("raw", {})
            assert wire.last["params"] == {}
            """)
    }

    @Test func positionsKeepTheirPlaces() throws {
        try check(
            """
            for arguments, params in [((1,), [1]), ((1, None, None, None), [1]), ((1, 2), [1, 2]),
                                      ((1, None, 3), [1, None, 3]), ((1, 2, 3, 4), [1, 2, 3, 4])]:
                client.place(*arguments)
                assert wire.last["params"] == params, wire.last
            count = len(wire.sent)
            error = raises(SdkError, client.place, 1, 2, None, 4)
            assert "'c'" in str(error) and len(wire.sent) == count
            client.place(1, d=NULL, c=3)
            assert wire.last["params"] == [1, None, 3, None]
            """)
    }

    @Test func notificationsHaveNoIdAndNoReply() throws {
        try check(
            """
            assert client.tell("news") is None
            assert wire.sent == [
                (b'{"jsonrpc":"2.0","method":"tell","params":{"what":"news"}}', False, 2.5)]
            client.list()
            assert wire.last["id"] == 1
            """)
    }

    @Test func resultsAreDeliveredAsTheyAre() throws {
        try check(
            """
            for result in [0, False, "", [], {}, None, 1.5, [1, {"a": None}]]:
                wire.result = result
                got = client.place(1)
                assert got == result and type(got) is type(result)
            wire.result = None
            assert client.pet_get("x") is None and client.nothing() is None
            wire.result = [{"id": 1, "from": "x"}, None]
            assert client.list() == [Pet(1, "x"), None]
            """)
    }

    @Test func repliesThatBreakTheProtocolAreRefused() throws {
        try check(
            """
            good = {"jsonrpc": "2.0", "id": 1, "result": 5}
            error = {"code": 1, "message": "m"}
            def without(name): return {k: v for k, v in good.items() if k != name}
            bad = [[], [good], "x", None, {}, without("id"), without("jsonrpc"), without("result"),
                   {**good, "jsonrpc": 2.0}, {**good, "jsonrpc": "1.0"}, {**good, "error": error},
                   {**good, "error": None}] + [
                   {**good, "id": i} for i in ["1", 1.0, True, 2, None, [1], {"1": 1}]] + [
                   {**without("result"), "error": e} for e in [None, 1, "x", [], {}, {"code": 1},
                   {"message": "m"}, {"code": "1", "message": "m"}, {"code": 1.0, "message": "m"},
                   {"code": True, "message": "m"}, {"code": 1, "message": None}]]
            for reply in bad + [b"", b"{", b"\\xff", b'{"jsonrpc":"2.0","id":1,"result":NaN}']:
                client = SamplerClient(transport=wire)
                wire.raw = reply if isinstance(reply, bytes) else json.dumps(reply).encode()
                raises(ProtocolError, client.count)
            client = SamplerClient(transport=wire)
            wire.raw = json.dumps({**good, "more": 1}).encode()
            assert client.count() == 5
            """)
    }

    @Test func errorsKeepCodeMessageAndData() throws {
        try check(
            """
            import pickle
            for identifier in [1, None]:
                for extra, data, has in [({}, None, False), ({"data": None}, None, True),
                                         ({"data": {"a": [1]}}, {"a": [1]}, True)]:
                    client = SamplerClient(transport=wire)
                    error = {"code": -32000, "message": "no", **extra}
                    reply = {"jsonrpc": "2.0", "id": identifier, "error": error}
                    wire.raw = json.dumps(reply).encode()
                    for raised in [raises(RpcError, client.count)]:
                        for one in [raised, pickle.loads(pickle.dumps(raised))]:
                            assert (one.code, one.message) == (-32000, "no")
                            assert (one.data, one.has_data) == (data, has)
                            assert str(one) == "-32000: no"
            """)
    }

    @Test func codesHaveClassesOfTheirOwn() throws {
        try check(
            """
            import pickle
            kinds = {404: RpcError404, -32700: RpcParseError, -32600: RpcInvalidRequest,
                     -32601: RpcMethodNotFound, -32602: RpcInvalidParams,
                     -32603: RpcInternalError, 405: RpcError, 10 ** 30: RpcError}
            for code, kind in kinds.items():
                client = SamplerClient(transport=wire)
                error = {"code": code, "message": "no", "data": [1]}
                wire.raw = json.dumps({"jsonrpc": "2.0", "id": 1, "error": error}).encode()
                raised = raises(kind, client.count)
                assert isinstance(raised, RpcError) and raised.code == code
                copy = pickle.loads(pickle.dumps(raised))
                assert type(copy) is kind and copy.data == [1]
            assert RpcError404.__doc__ == "404: no pet"
            """)
    }

    @Test func optionsHoldForTheCallsThatWantThem() throws {
        try check(
            """
            wire.result = {"id": 1, "from": "x", "more": 1, "owner": {"name": "o", "pets": []}}
            other = client.with_options(timeout=9, by_position=True)
            other.pet_get("x", 3)
            assert wire.sent[-1][2] == 9 and wire.last["params"] == [3, "x"]
            client.pet_get("x", 3)
            assert wire.sent[-1][2] == 2.5 and wire.last["params"] == {"limit": 3, "from": "x"}
            assert wire.last["id"] == 2, "the two share their ids"
            count = len(wire.sent)
            raises(SdkError, other.pet_get, "x")
            assert len(wire.sent) == count, "a leading gap has no position"
            client.with_options(by_position=True).place(1)
            assert wire.last["params"] == [1]
            """)
    }

    @Test func strictClientsRefuseUnknownMembers() throws {
        try check(
            """
            strict = client.with_options(strict=True)
            pet = {"id": 1, "from": "x", "owner": {"name": "o", "pets": []}}
            wire.result = pet
            assert strict.pet_get("x") == client.pet_get("x")
            for bad in [{**pet, "more": 1}, {**pet, "owner": {
                    "name": "o", "pets": [{**pet, "more": None}]}}]:
                wire.result = bad
                assert client.pet_get("x").id == 1
                assert "'more'" in str(raises(ProtocolError, strict.pet_get, "x"))
            wire.result = {**pet, "owner": {"name": "o", "pets": [], "legs": 4}}
            assert to_wire(strict.pet_get("x"))["owner"]["legs"] == 4
            """)
    }

    @Test func clientsCloseWhatTheyWereGiven() throws {
        try check(
            """
            with client as same:
                assert same is client
            client.close()
            assert wire.closed == 2
            assert module.METHODS["pet.get"]["errors"] == [404]
            assert not module.METHODS["pet.get"]["notification"]
            assert module.METHODS["tell"]["notification"]
            class Broken(Wire):
                def send(self, *all): raise KeyError("mine")
            try:
                SamplerClient(transport=Broken()).list()
            except KeyError:
                pass
            else:
                raise AssertionError("the transport's own error was changed")
            """)
    }
}
