import Conformance
import JSONRPC

/// Whoever plays cases with one subject, in process or out of it.
protocol CasePlayer {
    /// Plays a case a way, and says what was seen.
    func sight(of subject: Case, by way: Way?) throws(HarnessFault) -> Sight
}

/// What came of a case.
enum Sight {
    case seen(Observation)
    /// Nothing that could be judged.
    case refused(Refusal)
}

extension CasePlayer {
    /// Plays a case each way that is asked for; what was sent the first way is what the others are
    /// held against.
    func play(_ playing: Playing) -> [CaseReport] {
        var reference = WayReference()
        let ways = playing.ways.isEmpty ? [nil] : playing.ways.map(Optional.some)
        return ways.map { way in
            do throws(HarnessFault) {
                return try report(playing.subject, by: way, against: &reference)
            } catch {
                return Judge.report(
                    playing.subject, by: way, .inconclusive, because: error.description)
            }
        }
    }

    private func report(
        _ subject: Case, by way: Way?, against reference: inout WayReference
    ) throws(HarnessFault) -> CaseReport {
        switch try sight(of: subject, by: way) {
        case .refused(let refusal):
            return Judge.report(subject, by: way, refusal.verdict, because: refusal.reason)
        case .seen(var observation):
            try reference.hold(&observation) { way throws(HarnessFault) in
                guard case .seen(let again) = try sight(of: subject, by: way) else { return [] }
                return again.exchanges.map(\.requestBody)
            }
            return Judge.report(observation)
        }
    }
}
