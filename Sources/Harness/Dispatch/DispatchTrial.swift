package import Conformance
import EmbeddedPython

/// One dispatch on trial, case by case.
package final class DispatchTrial {
    private var player: DispatchPlayer
    private let scratch: Scratch

    /// A trial of the program that the words start; no step of a case takes longer than `timeout`.
    package init(
        words: [String], manner: DispatchManner, timeout: Duration = .seconds(20)
    ) throws(HarnessFault) {
        scratch = try Scratch()
        player = DispatchPlayer(
            subject: DispatchSubject(words: words, environment: [:], profile: manner),
            directory: scratch.path, timeout: timeout)
    }

    /// Plays one case and judges it.
    package func report(_ played: DispatchCase) throws(HarnessFault) -> CaseReport {
        player = try player.claiming(for: [played])
        if let refusal = player.refusal(of: played) {
            return DispatchJudge.report(played, .unsupported, because: refusal)
        }
        return DispatchJudge.report(try player.play(played))
    }
}
