import Conformance
import EmbeddedPython
import Peers
import WireJSON

/// What is known of the child processes that pass on a guest's frames.
enum Relay {
    case untried
    case works
    /// Says why none can be used.
    case fails(String)
}

extension Lane {
    /// Why cases cannot be played a way; nil when they can.
    func refusal(of way: Way) throws(HarnessFault) -> Refusal? {
        if let refusal = offer.refusal(of: way) { return refusal }
        switch way.transport {
        case .stdioLines, .stdioHeaders:
            if case .untried = relay { relay = try triedRelay() }
            guard case .fails(let problem) = relay else { return nil }
            return Refusal(.inconclusive, "no child process can reach the mock: \(problem)")
        case .tcp, .unix, .injected, .memory, .webSocket: return nil
        }
    }

    /// Tries once whether a guest's child reaches the mock: what fails there is no subject's fault.
    private func triedRelay() throws(HarnessFault) -> Relay {
        guard let worker else { throw HarnessFault("the worker did not start") }
        peer.load(MockScript())
        let place = try peer.connection(Way(.sync, over: .stdioLines))
        let outcome = worker.call(
            "try_relay", JSONValue.object(place).text(), timeout: settings.timeout)
        if case .workerLost = outcome { close() }
        guard case .returned(let text, _) = outcome, let told = try? JSONValue.read(text) else {
            return .fails(ending(of: outcome).0.summary)
        }
        return told["problem"]?.string.map(Relay.fails) ?? .works
    }
}
