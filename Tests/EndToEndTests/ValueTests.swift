import ServiceModel
import Testing

/// How values come in and go out again.
@Suite struct ValueTests {
    private func check(
        _ program: String, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let guest = try Guest(.sampler)
        defer { guest.remove() }
        let helpers = """
            import json
            def same(left, right):
                return json.dumps(left, sort_keys=True) == json.dumps(right, sort_keys=True)
            def trip(kind, raw):
                value = from_wire(kind, raw)
                assert same(to_wire(value), raw), (value, to_wire(value), raw)
                return value

            """
        try guest.python(Guest.raises + helpers + program, sourceLocation: sourceLocation)
    }

    @Test func objectsNestAndComeBackAsTheyWere() throws {
        try check(
            """
            raw = {"id": 1, "from": "x", "owner": {"name": "o", "pets": [{"id": 2, "from": "y"}]}}
            pet = trip(Pet, raw)
            assert type(pet) is Pet and pet.from_ == "x" and type(pet.owner) is Owner
            assert type(pet.owner.pets[0]) is Pet and pet.owner.pets[0].id == 2
            assert pet.tag is None and pet.list_ == [] and pet.notes == {}
            assert trip("Pet", raw) == pet and trip(Pet, None) is None and trip(Pet, 7) == 7
            """)
    }

    @Test func absentNullAndEmptyStayApart() throws {
        try check(
            """
            base = {"id": 1, "from": "x"}
            for extra in [{}, {"tag": None}, {"list": []}, {"list": None}, {"owner": None},
                          {"notes": {}}, {"notes": {"a": None, "b": 1.5}}, {"mood": None}]:
                pet = trip(Pet, {**base, **extra})
                assert pet.list_ == [] and pet == from_wire(Pet, {**base, **extra})
            pet = from_wire(Pet, {**base, "tag": None})
            pet.tag = "t"
            assert to_wire(pet) == {**base, "tag": "t"}
            pet = from_wire(Pet, base)
            pet.list_.append("a")
            assert to_wire(pet) == {**base, "list": ["a"]}
            assert to_wire(Pet(1, "x")) == base == to_wire(Pet(id=1, from_="x", tag=None))
            assert to_wire(Pet(1, "x", tag=NULL, list_=[])) == {**base, "tag": None, "list": []}
            assert Pet(1, "x").list_ is not Pet(1, "x").list_
            trip(Pet, {}); trip(Pet, {"id": None}); trip(Pet, {"id": "seven", "list": {"a": 1}})
            assert from_wire(Pet, {"from": "x"}).id is None
            """)
    }

    @Test func unknownMembersAreKept() throws {
        try check(
            """
            import copy, pickle
            pet = trip(Pet, {"id": 1, "from": "x", "colour": {"deep": [None, True]}, "from_": 2})
            assert "colour" not in repr(pet) and pet == Pet(1, "x")
            for other in [copy.copy(pet), copy.deepcopy(pet), pickle.loads(pickle.dumps(pet))]:
                assert other == pet and to_wire(other) == to_wire(pet)
            owner = trip(Owner, {"name": "n", "pets": [], "a": 1, "b": 2})
            assert owner.additional_properties == {"a": 1, "b": 2}
            assert to_wire(Owner("n", [], {"c": 3, "name": 9})) == {"name": "n", "pets": [], "c": 3}
            trip(Empty, {}); trip(Empty, {"more": 1})
            assert pickle.loads(pickle.dumps(NULL)) is NULL and copy.deepcopy([NULL])[0] is NULL
            """)
    }

    @Test func unionsReadAsWhatFits() throws {
        try check(
            """
            assert type(trip("Animal", {"kind": "cat", "lives": 9})) is Cat
            assert type(trip("Animal", {"kind": "dog"})) is Dog
            assert trip("Animal", {"kind": "cow"}) == {"kind": "cow"}
            nested = trip("Animal", [{"kind": "dog"}, [{"kind": "cat"}]])
            assert type(nested[0]) is Dog and type(nested[1][0]) is Cat
            for raw in ["s", True, 1, 1.5, [], {}, {"a": [{"b": False}]}, None]:
                value = trip("Json", raw)
                assert type(value) is type(raw)
            for raw in ["calm", None, "unheard-of", 7]:
                assert trip("mood".capitalize(), raw) == raw
            assert from_wire(Animal, {"kind": "cat"}) == Cat("cat")
            raises(SdkError, from_wire, "Nonsense", {})
            """)
    }

    @Test func numbersKeepEveryDigit() throws {
        try check(
            """
            from decimal import Decimal
            def through(text):
                return module._write_json(to_wire(module._read_json(text.encode()))).decode()
            for text in ["0", "-1", "9007199254740993", "123456789012345678901234567890", "0.1",
                         "1.0", "-0.0", "1.5e-07", "[1,1.0,true]", "0.30000000000000004",
                         "3.14159265358979323846264338327950288", "123456789.123456789123456789"]:
                assert through(text) == text, (text, through(text))
            assert through("1e400") == "1E+400" and through("1e-400") == "1E-400"
            assert type(module._read_json(b"1")) is int and type(module._read_json(b"1.0")) is float
            assert module._read_json(b"1e400") == Decimal("1e400")
            for bad in [b"NaN", b"Infinity", b"-Infinity", b"1e9999999999999999999999", b"01", b"",
                        b"\\xff", b"\\xef\\xbb\\xbf1", b"[" * 100000, b"9" * 5000, b"{'a':1}"]:
                raises(ProtocolError, module._read_json, bad)
            """)
    }

    @Test func whatIsNotJSONIsRefusedBeforeItIsSent() throws {
        try check(
            """
            class Silent:
                def send(self, body, expects_reply, timeout):
                    raise AssertionError("sent: " + repr(body))
                def close(self): pass
            client = SamplerClient(transport=Silent())
            deep = []
            for _ in range(100000): deep = [deep]
            for bad in [float("nan"), float("inf"), "\\ud800", b"x", {1}, object(), {1: 2}, {True: 1},
                        deep, 10 ** 5000, {"\\ud800": 1}]:
                raises(SdkError, client.pet_get, from_=bad)
            for bad in ["text", 7, True]:
                raises(SdkError, client._call, "x", bad)
            raises(TypeError, client.pet_get)
            """)
    }
}
