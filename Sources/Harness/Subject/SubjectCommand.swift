import Foundation
import Peers

/// The command of an adapter: a program that speaks the subject protocol on its standard streams.
package struct SubjectCommand: Sendable {
    /// The program and its arguments; no shell runs.
    var words: [String]
    var environment: [String: String]
    /// How long anything but a call may take.
    var patience: Duration

    /// A command as one text of words, which quotes keep together, with values for its places.
    package init(
        _ text: String, filling places: [String: String] = [:], patience: Duration = .seconds(10)
    ) throws(HarnessFault) {
        var words = try CommandWords(text).filled(places)
        words[0] = try PackageMaker.program(words[0])
        self.init(words: words, patience: patience)
    }

    /// A command as its words; the first is the path of a program.
    package init(words: [String], patience: Duration = .seconds(10)) {
        self.words = words
        self.patience = patience
        environment = ProcessInfo.processInfo.environment
    }

    /// Bytes of one message, or that lie untaken.
    static let messageLimit = 16 << 20
    /// Bytes of standard error in one case; what children of a subject write may be among it.
    var complaintLimit = 1 << 20

    /// Somebody who speaks with a new process, once it is opened.
    func caller() -> RawCaller {
        var limits = RawCaller.Limits()
        limits.messageBytes = Self.messageLimit
        limits.headBytes = 0
        limits.complaintBytes = complaintLimit
        // What an adapter is asked for comes from the mock, which is on the network of this host.
        limits.program = ProgramLimits()
        return RawCaller(
            ServerAddress(place: .process(words), speech: .frames(.newline)),
            environment: environment, limits: limits)
    }
}
