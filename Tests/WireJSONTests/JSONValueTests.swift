import Testing
import WireJSON

@Suite struct JSONValueTests {
    @Test func theLastOfTwoMembersAnswers() {
        let value: JSONValue = ["a": 1, "a": 2]
        #expect(value["a"]?.int == 2)
        #expect(value.object?.count == 2)
    }
}
