import Diagnostics
import Testing
import WireJSON

@Suite struct JSONObjectTests {
    /// An object of members `0`, `1`, … with their numbers as values.
    private func object(of count: Int) throws -> JSONObject {
        let members = (0..<count).map { "\"\($0)\":\($0)" }.joined(separator: ",")
        return try #require(JSONValue.read("{\(members)}").object)
    }

    @Test func theLastOfTwoMembersAnswers() {
        let value: JSONValue = ["a": 1, "a": 2]
        #expect(value["a"]?.int == 2)
        #expect(value.object?.count == 2)
    }

    @Test(arguments: [3, 16, 17, 400])
    func findsEachMemberHoweverMany(_ count: Int) throws {
        var object = try object(of: count)
        #expect((0..<count).allSatisfy { object["\($0)"]?.int == $0 })
        #expect(object["x"] == nil)
        // A changed object answers for what it has become, and its copy for what it was.
        let copy = object
        object["1"] = 100
        object["0"] = nil
        object["x"] = "new"
        #expect(object["1"]?.int == 100)
        #expect(object["0"] == nil)
        #expect(object.names == (1..<count).map(String.init) + ["x"])
        #expect(copy["1"]?.int == 1)
        #expect(copy.count == count)
    }

    @Test(arguments: [0, 100])
    func namesAreCodeUnits(_ others: Int) throws {
        var object = try object(of: others)
        object = JSONObject(
            object.members + [.init("\u{E9}", 1), .init("e\u{301}", 2), .init("\u{E9}", 3)])
        #expect(object["\u{E9}"]?.int == 3)
        #expect(object["e\u{301}"]?.int == 2)
        object["\u{E9}"] = nil
        #expect(object["e\u{301}"]?.int == 2)
        #expect(object.count == others + 1)
    }

    /// A tenth of a second; 40,000 scans of 40,000 members would take the better part of a minute.
    @Test func lookingUpEveryMemberIsLinear() throws {
        let object = try object(of: 40_000)
        let time = ContinuousClock().measure {
            for name in object.names { _ = object[name] }
        }
        #expect(time < .seconds(3))
    }

    /// One letter with eight points in 20,000 orders, which are all the same name to Swift.
    @Test func namesThatLookAlikeDoNotCollide() {
        let names = (0..<20_000).map { order in
            var (rest, points) = (order, Array(0x5B0...0x5B7))
            var name = "\u{5D0}".unicodeScalars
            while let count = points.indices.last.map({ $0 + 1 }) {
                Unicode.Scalar(points.remove(at: rest % count)).map { name.append($0) }
                rest /= count
            }
            return String(name)
        }
        #expect(names[1] == names[19_999])
        let value = JSONValue.object(names.map { JSONObject.Member($0, 1) })
        let time = ContinuousClock().measure {
            #expect(value.duplicateNames().isEmpty)
            #expect(value[names[7]] != nil)
        }
        #expect(time < .seconds(10))
    }

    @Test func duplicatesAreFoundWithBothPlaces() throws {
        let text = #"{"a":1,"x":[0,{"b/c":{"a":1},"b/c":2}],"a":3,"a":4}"#
        let found = try JSONValue.read(text).duplicateNames()
        #expect(found.map(\.name) == ["b/c", "a", "a"])
        #expect(found.map(\.object.description) == ["/x/1", "", ""])
        #expect(found.map(\.first.range) == [15..<20, 1..<4, 1..<4])
        #expect(found.map(\.span.range) == [29..<34, 39..<42, 45..<48])
        let file = SourceFile(name: "a.json", bytes: Array(text.utf8))
        #expect(
            found.first?.diagnostic(in: file).description
                == """
                a.json:1:30: error: a name must stand once in an object, found 'b/c' again; remove \
                one of them [json.duplicate-name]
                a.json:1:16: note: 'b/c' stands here first
                """)
    }

    @Test func namesThatOnlyLookAlikeAreNoDuplicates() throws {
        let text = "{\"\u{E9}\":1,\"e\u{301}\":2,\"\\u0065\":3}"
        #expect(try JSONValue.read(text).duplicateNames().isEmpty)
        #expect(try JSONValue.read(#"{"e":1,"\u0065":2}"#).duplicateNames().count == 1)
    }
}
