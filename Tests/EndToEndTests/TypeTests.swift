import SDKGenerator
import TestSupport
import Testing

/// What the client makes of each shape of schema, from the text of a document to the value.
@Suite struct TypeTests {
    /// Reads values by the type of the result of a document's only method `m`.
    private func check(
        _ schema: String, _ program: String, schemas: String = "{}", errors: String = "[]",
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let text = """
            {"openrpc": "1.3.2", "info": {"title": "Kinds", "version": "1"},
             "methods": [{"name": "m", "params": [], "errors": \(errors),
                          "result": {"name": "r", "schema": \(schema)}}],
             "components": {"schemas": \(schemas)}}
            """
        let generation = Generation.python(document: Array(text.utf8), file: "kinds.json")
        let guest = try Guest(generation)
        defer { guest.remove() }
        let helpers = """
            import dataclasses, json
            from decimal import Decimal
            class Wire:
                reply = {}
                def send(self, body, expects_reply, timeout):
                    self.sent = json.loads(body)
                    return json.dumps({"jsonrpc": "2.0", "id": self.sent["id"], **self.reply}).encode()
                def close(self): pass
            wire = Wire()
            client = KindsClient(transport=wire)
            strict = client.with_options(strict=True)
            def read(raw, by=client):
                wire.reply = {"result": raw}
                value = by.m()
                back = to_wire(value)
                assert json.dumps(back, sort_keys=True) == json.dumps(raw, sort_keys=True), back
                return value

            """
        try guest.python(Guest.raises + helpers + program, sourceLocation: sourceLocation)
    }

    private static let pets = """
        {"Cat": {"type": "object", "required": ["kind", "lives"], "additionalProperties": false,
                 "properties": {"kind": {"$ref": "#/components/schemas/Kind"},
                                "lives": {"type": "integer"}}},
         "Kind": {"const": "cat"},
         "Dog": {"type": "object", "required": ["kind"],
                 "properties": {"kind": {"enum": ["dog", "wolf"]},
                                "tags": {"type": "array", "items": {"type": "string"}}}}}
        """
    private static let pet = """
        {"oneOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}]}
        """

    /// The constant decides, whatever else is wrong; no constant, and the value stays as it is.
    @Test func aMarkedVariantIsReadEvenWhereItsPartsDoNotFit() throws {
        try check(
            Self.pet,
            """
            assert type(read({"kind": "cat", "lives": 9})) is Cat
            for odd in [{"kind": "cat", "lives": "nine"}, {"kind": "cat"},
                        {"kind": "cat", "lives": 9, "new": [1]}, {"kind": "cat", "lives": None}]:
                assert type(read(odd)) is Cat, odd
            assert read({"kind": "cat", "lives": "nine"}).lives == "nine"
            assert read({"kind": "cat"}).lives is None
            wolf = read({"kind": "wolf", "tags": {"a": 1}})
            assert type(wolf) is Dog and wolf.tags == {"a": 1}
            assert read({"kind": "cow"}) == {"kind": "cow"} and read(7) == 7
            """, schemas: Self.pets)
    }

    @Test func aStrictClientRefusesWhatNoVariantTakes() throws {
        try check(
            Self.pet,
            """
            assert type(read({"kind": "dog", "tags": ["a"]}, strict)) is Dog
            assert "fits none of 2 types" in str(raises(ProtocolError, read, {"kind": "cow"}, strict))
            assert "fits none" in str(raises(ProtocolError, read, 7, strict))
            for more in [{"kind": "dog", "new": 1}, {"kind": "cat", "lives": 9, "new": 1}]:
                assert "has no member 'new'" in str(raises(ProtocolError, read, more, strict))
            """, schemas: Self.pets)
    }

    /// A constant that all variants share tells none of them: then the rest does.
    @Test func aWholeFitGoesBeforeAConstant() throws {
        try check(
            """
            {"anyOf": [
              {"title": "One", "type": "object", "required": ["v", "x"],
               "properties": {"v": {"const": 1}, "x": {"type": "integer"}}},
              {"title": "Two", "type": "object", "required": ["v", "y"],
               "properties": {"v": {"const": 1}, "y": {"type": "string"}}},
              {"title": "Any", "type": "object", "required": ["v", "z"],
               "properties": {"v": {"type": "integer"}, "z": {"type": "string"}}}]}
            """,
            """
            kinds = [("One", {"v": 1, "x": 2}), ("Two", {"v": 1, "y": "s"}), ("Any_", {"v": 1, "z": ""}),
                     ("Two", {"v": 1, "y": 5}), ("One", {"v": 1, "x": "s"}), ("Any_", {"v": 2, "z": ""})]
            for name, raw in kinds:
                assert type(read(raw)).__name__ == name, (name, raw)
            """)
    }

    @Test func membersOfAPatternAloneAreOfItsType() throws {
        try check(
            """
            {"title": "Box", "type": "object", "properties": {"id": {"type": "integer"}},
             "patternProperties": {"^x-\\\\d$": {"$ref": "#/components/schemas/Cat"}}}
            """,
            """
            cat = {"kind": "cat", "lives": 1}
            box = read({"id": 1, "x-1": cat, "x-10": cat, "x-1\\n": cat, "y": cat})
            assert box.additional_properties == {"x-1": Cat("cat", 1)}, box
            box.additional_properties["x-2"] = Cat("cat", 2)
            assert to_wire(box)["x-2"] == {"kind": "cat", "lives": 2} and to_wire(box)["y"] == cat
            read({"id": 1, "x-1": cat}, strict)
            assert "no member 'y'" in str(raises(ProtocolError, read, {"y": cat}, strict))
            """, schemas: Self.pets)
    }

    /// What Python's expressions cannot say holds for every name, and so does a pattern for all.
    @Test(arguments: [#"^\\p{L}+$"#, "(?<n>a)", ".*", "(", #"^[[a&&b||c~~d--e]$|.*"#])
    func aPatternThatIsNoneOfPythons(_ pattern: String) throws {
        try check(
            """
            {"title": "Box", "type": "object", "properties": {"id": {"type": "integer"}},
             "patternProperties": {"\(pattern)": {"$ref": "#/components/schemas/Cat"}}}
            """,
            """
            assert type(read({"y": {"kind": "cat", "lives": 1}}).additional_properties["y"]) is Cat
            """, schemas: Self.pets)
    }

    @Test func dataOfErrorsIsTyped() throws {
        try check(
            #"{"type": "null"}"#,
            """
            def data(code, *given):
                wire.reply = {"error": {"code": code, "message": "m", **({"data": given[0]} if given else {})}}
                error = raises(RpcError, client.m)
                assert type(error) is globals()[f"RpcError{code}"] and error.has_data == bool(given)
                if given:
                    assert to_wire(error.data) == given[0]
                return error.data
            typed = data(1, {"id": 7, "pet": {"kind": "cat", "lives": 2}, "x": 1})
            assert typed.id == 7 and type(typed.pet) is Cat
            assert data(1, "text") == "text" and data(1) is None and data(1, None) is None
            assert type(data(2, {"kind": "cat", "lives": 1})) is Cat
            assert data(3, {"id": 1}) == {"id": 1} and data(4, {"id": 1}) == {"id": 1}
            """,
            schemas: Self.pets,
            errors: """
                [{"code": 1, "message": "typed", "data": {"type": "object", "required": ["id"],
                    "properties": {"id": {"type": "integer"},
                                   "pet": {"$ref": "#/components/schemas/Cat"}}}},
                 {"code": 2, "message": "named", "data": {"$ref": "#/components/schemas/Cat"}},
                 {"code": 3, "message": "a value", "data": {"id": 1, "type": "object"}},
                 {"code": 4, "message": "no reference", "data": {"$ref": "#/nowhere"}}]
                """)
    }

    @Test func defaultsAreToldAndNotSent() throws {
        try check(
            """
            {"title": "Box", "type": "object", "properties": {
              "size": {"type": "integer", "default": 3, "description": "How big."},
              "kind": {"type": "string", "default": "a\\"\\"\\"b"}}}
            """,
            """
            assert "How big. Default: 3." in Box.__doc__ and 'Default: "a' in Box.__doc__
            assert read({}) == Box() and Box().size is None and to_wire(Box()) == {}
            """)
    }

    @Test func scalarsStayWhatTheyAre() throws {
        try check(
            """
            {"title": "Box", "type": "object", "properties": {
              "big": {"type": "integer"}, "at": {"type": "string", "format": "date-time"},
              "any": true, "none": false, "id": {"oneOf": [{"type": "integer"}, {"type": "string"}]},
              "off": {"type": "boolean"}, "exact": {"type": "number"},
              "pair": {"type": "array", "items": [{"$ref": "#/components/schemas/Cat"}, true]},
              "mood": {"enum": ["calm", "wild", null]}}}
            """,
            """
            box = read({"big": 10**40, "at": "2020-02-30T25:00:00Z", "any": [1], "none": 1, "id": "7",
                        "off": False, "exact": 0.1, "mood": "new",
                        "pair": [{"kind": "cat", "lives": 1}, 2, 3]})
            assert box.big == 10**40 and box.at == "2020-02-30T25:00:00Z" and box.mood == "new"
            assert type(box.pair[0]) is Cat and box.pair[1:] == [2, 3] and box.off is False
            assert read({"id": 7}).id == 7 and read({"mood": None}).mood is None
            raw = b'{"jsonrpc": "2.0", "id": 1, "result": {"exact": 0.12345678901234567890}}'
            exact = from_wire(Box, json.loads(raw, parse_float=Decimal)["result"])
            assert exact.exact == Decimal("0.12345678901234567890")
            """, schemas: Self.pets)
    }
}
