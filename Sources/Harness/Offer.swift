import Conformance
import WireJSON

/// What a loaded package says it has, and what its interpreter has for it.
struct Offer {
    private var description: SubjectDescription?
    private var webSocketProblem: String?

    /// Nothing, as long as no package is loaded.
    init() {}

    /// Reads what the driver's `load` returned: what `describe` says, and what the interpreter
    /// lacks for WebSockets. A text that says nothing offers nothing.
    init(_ text: String) {
        guard let told = try? JSONValue.read(text) else { return }
        description = try? SubjectDescription(told)
        webSocketProblem = told["webSocketProblem"]?.string
    }

    /// Whether it is told how values look in the package's language.
    var seesShapes: Bool { description?.features.contains(.shapes) ?? false }

    /// Why no case can be played a way; nil when they can.
    func refusal(of way: Way) -> Refusal? {
        if description?.clients.contains(way.client) != true {
            let kind = way.client == .async ? "client of coroutines" : "client whose methods wait"
            return Refusal(.unsupported, "the package has no \(kind)")
        }
        if description?.transports.contains(way.transport) != true {
            return Refusal(
                .unsupported, "the package has no transport for '\(way.transport.rawValue)'")
        }
        guard way.transport == .webSocket, let webSocketProblem else { return nil }
        return Refusal(
            .inconclusive,
            "the interpreter has no package 'websockets' that works (\(webSocketProblem)); install "
                + "it there, or name another interpreter with '--python'")
    }
}

/// Why a case was not played, and whose fault that is.
struct Refusal {
    var verdict: Verdict
    var reason: String

    init(_ verdict: Verdict, _ reason: String) {
        self.verdict = verdict
        self.reason = reason
    }
}
