import JSONRPC
import Peers
import TestSupport
import Testing
import WireJSON

/// The mock that remembers.
@Suite struct MockStoreTests {
    /// A service with a store of its own, and what it says to a call.
    private struct Subject {
        let document: MockDocument

        init(_ text: String, isStateful: Bool = true) throws {
            document = MockDocument(try JSONValue.read(text), seed: 3, isStateful: isStateful)
        }

        init(corpus file: String) throws {
            self.document = MockDocument(
                try JSONValue.read(Corpus.bytes("openrpc/\(file)")), seed: 3, isStateful: true)
        }

        func callAsFunction(_ method: String, _ params: String = "[]") throws -> JSONValue {
            let value = try JSONValue.read(params)
            let params: Request.Params =
                value.object.map { .named($0) } ?? .positional(value.array ?? [])
            let request = Request(method: method, params: params, id: 1)
            switch document.outcome(of: request) {
            case .result(let result): return result
            case .error(let error): return ["error": .number(error.code)]
            }
        }
    }

    private static let pets = #"""
        {"methods":[
          {"name":"createPet","params":[{"name":"pet","required":true,"schema":{"$ref":"#/components/schemas/NewPet"}}],
           "result":{"name":"r","schema":{"$ref":"#/components/schemas/Pet"}}},
          {"name":"getPet","params":[{"name":"petId","required":true,"schema":{"type":"integer"}}],
           "errors":[{"code":44,"message":"Pet not found"}],
           "result":{"name":"r","schema":{"$ref":"#/components/schemas/Pet"}}},
          {"name":"listPets","params":[{"name":"tag","schema":{"type":"string"}},{"name":"limit","schema":{"type":"integer"}},
            {"name":"offset","schema":{"type":"integer"}}],
           "result":{"name":"r","schema":{"type":"object","required":["items","total"],"properties":{
             "items":{"type":"array","items":{"$ref":"#/components/schemas/Pet"}},"total":{"type":"integer"}}}}},
          {"name":"updatePet","params":[{"name":"petId","required":true,"schema":{"type":"integer"}},
             {"name":"patch","required":true,"schema":{"type":"object"}}],
           "result":{"name":"r","schema":{"$ref":"#/components/schemas/Pet"}}},
          {"name":"deletePet","params":[{"name":"petId","required":true,"schema":{"type":"integer"}}],
           "result":{"name":"r","schema":{"type":"boolean"}}},
          {"name":"petExists","params":[{"name":"id","required":true,"schema":{"type":"integer"}}],
           "result":{"name":"r","schema":{"type":"object","required":["exists"],"properties":{"exists":{"type":"boolean"}}}}},
          {"name":"colour.set","params":[{"name":"value","required":true,"schema":{"type":"string"}}],
           "result":{"name":"r","schema":{"type":"null"}}},
          {"name":"colour.get","params":[],"result":{"name":"r","schema":{"type":"string"}}},
          {"name":"note/put","params":[{"name":"key","required":true,"schema":{"type":"string"}},
             {"name":"text","required":true,"schema":{"type":"string"}}]},
          {"name":"note/read","params":[{"name":"key","required":true,"schema":{"type":"string"}}],
           "result":{"name":"r","schema":{"type":"string"}}}],
         "components":{"schemas":{
          "NewPet":{"type":"object","required":["name"],"properties":{"name":{"type":"string"},"tag":{"type":"string"}}},
          "Pet":{"allOf":[{"$ref":"#/components/schemas/NewPet"},
            {"type":"object","required":["id"],"properties":{"id":{"type":"integer"}}}]}}}}
        """#

    @Test func whatIsPutIsFoundChangedListedAndDeleted() throws {
        let pets = try Subject(Self.pets)
        let first = try pets("createPet", #"[{"name":"Ada","tag":"cat"}]"#)
        #expect(first == ["name": "Ada", "id": 1, "tag": "cat"])
        #expect(try pets("createPet", #"{"pet":{"name":"Bo"}}"#) == ["name": "Bo", "id": 2])
        #expect(try pets("getPet", "[1]") == first)
        #expect(try pets("getPet", #"{"petId":1.0}"#) == first)
        let all: JSONValue = ["items": [first, ["name": "Bo", "id": 2]], "total": 2]
        #expect(try pets("listPets") == all)
        #expect(try pets("listPets", #"{"tag":"cat"}"#)["items"] == [first])
        #expect(try pets("listPets", #"{"limit":1,"offset":1}"#)["items"]?[0]?["id"] == 2)
        #expect(try pets("petExists", "[2]") == ["exists": true])
        let changed = try pets("updatePet", #"[2,{"tag":"dog"}]"#)
        #expect(changed == ["name": "Bo", "id": 2, "tag": "dog"])
        #expect(try pets("getPet", "[2]") == changed)
        #expect(try pets("deletePet", "[1]") == true)
        #expect(try pets("deletePet", "[1]") == false)
        #expect(try pets("getPet", "[1]") == ["error": 44])
        #expect(try pets("petExists", "[1]") == ["exists": false])
        #expect(try pets("createPet", #"[{"name":"Cy"}]"#)["id"] == 3)
        // What the schemas refuse changes nothing.
        #expect(try pets("createPet", "[{}]") == ["error": -32602])
        #expect(try pets("listPets")["total"] == 2)
    }

    @Test func thereMayBeOneThingOrOneForEachKey() throws {
        let pets = try Subject(Self.pets)
        #expect(try pets("colour.set", #"["red"]"#) == .null)
        #expect(try pets("colour.get") == "red")
        _ = try pets("note/put", #"{"key":"k","text":"t"}"#)
        _ = try pets("note/put", #"{"key":"l","text":"u"}"#)
        #expect(try pets("note/read", #"["k"]"#) == "t")
        #expect(try pets("note/read", #"["l"]"#) == "u")
        #expect(try pets("note/read", #"["m"]"#) == ["error": 404])
    }

    @Test func untilSomethingIsPutEveryCallIsTheFirst() throws {
        let (pets, stateless) = (try Subject(Self.pets), try Subject(Self.pets, isStateful: false))
        for (method, params) in [("getPet", "[7]"), ("listPets", "[]"), ("deletePet", "[7]")] {
            #expect(try pets(method, params) == stateless(method, params))
        }
        let before = try stateless("getPet", "[1]")
        _ = try stateless("createPet", #"[{"name":"Ada"}]"#)
        #expect(try stateless("getPet", "[1]") == before)
        #expect(before["error"] == nil)
    }

    @Test func theSameCallsGetTheSameReplies() throws {
        let calls = [
            ("createPet", #"[{"name":"Ada"}]"#), ("getPet", "[9]"), ("listPets", "[]"),
            ("createPet", #"[{"name":"Ada"}]"#), ("deletePet", "[1]"), ("listPets", "[]"),
        ]
        let (one, other) = (try Subject(Self.pets), try Subject(Self.pets))
        let replies = try calls.map { try one($0.0, $0.1).text() }
        #expect(try calls.map { try other($0.0, $0.1).text() } == replies)
    }

    @Test func itForgetsTheOldestOfTooMany() throws {
        let pets = try Subject(Self.pets)
        for number in 1...10_050 {
            _ = try pets("note/put", #"{"key":"\#(number)","text":"t"}"#)
        }
        #expect(try pets("note/read", #"["50"]"#) == ["error": 404])
        #expect(try pets("note/read", #"["51"]"#) == "t")
    }

    @Test(.needsCorpus) func theStoresOfOtherPeoplesDocuments() throws {
        let hero = try Subject(corpus: "freeflowuniverse__herolib__heromodels.json")
        let id = try hero("user.set", #"{"user":{"id":5,"name":"n"}}"#)
        let key = try #require(id.int)
        #expect(try hero("user.exist", "[\(key)]") == true)
        #expect(try hero("user.get", "[\(key)]")["id"] == .number(key))
        #expect(try hero("user.list").array?.count == 1)
        #expect(try hero("user.delete", "[\(key)]") == true)
        #expect(try hero("user.exist", "[\(key)]") == false)

        let pets = try Subject(corpus: "open-rpc__examples__petstore.json")
        #expect(try pets("create_pet", #"["fluffy","poodle"]"#) == 7)
        #expect(try pets("create_pet", #"["rex"]"#) == 1)
        #expect(try pets("get_pet", "[1]") == ["id": 1, "name": "rex"])
        #expect(try pets("get_pet", "[7]")["tag"] == "poodle")
        #expect(try pets("list_pets").array?.count == 2)

        let more = try Subject(corpus: "open-rpc__examples__petstore-expanded.json")
        #expect(try more("create_pet", #"[{"name":"rex"}]"#)["name"] == "rex")
        #expect(try more("get_pet_by_id", "[1]")["name"] == "rex")
        #expect(try more("get_pets").array?.count == 1)
    }
}
