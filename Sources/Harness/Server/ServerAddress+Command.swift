package import Peers

extension ServerAddress {
    /// The address of a program to start, given as one text of words; quotes keep words together,
    /// and no shell runs.
    package static func process(
        command: String, framing: Framing
    ) throws(HarnessFault) -> ServerAddress {
        ServerAddress(place: .process(try CommandWords(command).words), speech: .frames(framing))
    }
}
