import Peers
import Testing

@Suite struct SteeringTests {
    private static let call = Array(#"{"jsonrpc":"2.0","method":"a.b@c","id":7}"#.utf8)
    private static let batch = Array(
        #"[{"jsonrpc":"2.0","method":"x","id":"7"},{"jsonrpc":"2.0","method":"y","id":8}]"#.utf8)

    @Test(arguments: [
        ("id-wrong", true, true), ("id-wrong@a.b@c", true, false), ("id-wrong@y", false, true),
        ("id-wrong@#3", true, true), ("id-wrong@#4", false, false), ("id-wrong@id=7", true, false),
        ("id-wrong@id=\"7\"", false, true), ("id-wrong@id=x", false, false),
    ])
    func aWordSaysWhatIsHit(_ word: String, _ hitsCall: Bool, _ hitsBatch: Bool) throws {
        let steering = try Steering.read(word)
        #expect(steering.aberration.id == "id-wrong")
        #expect(steering.hits(Self.call, sequence: 3) == hitsCall)
        #expect(steering.hits(Self.batch, sequence: 3) == hitsBatch)
    }

    @Test func whatSteersNothingIsRefused() {
        #expect(throws: Steering.Fault.unknown("id-wrnog")) { try Steering.read("id-wrnog@x") }
        #expect(throws: Steering.Fault.self) { try Steering.read("id-wrong@#0") }
        #expect(throws: Steering.Fault.self) { try Steering.read("id-wrong@") }
    }
}
