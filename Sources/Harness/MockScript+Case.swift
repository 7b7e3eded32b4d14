import Conformance
import Peers

extension MockScript {
    /// What the mock does during a case that is played a way.
    init(_ subject: Case, by way: Way?) {
        guard case .calls(let steps) = subject.task else {
            self.init()
            return
        }
        let isStream = way?.transport.isStream ?? false
        self.init(steps.map { Self.reply($0.served, isStream: isStream) })
    }

    private static func reply(_ served: Case.Served, isStream: Bool) -> ScriptedReply {
        switch served {
        case .message(let template): .message(template)
        case .raw(let text, let status):
            .raw(body: Array(text.utf8), status: status, contentType: "application/json")
        case .nothing: .none
        case .close: .close
        // On a stream that is all there is to it; an open reply would keep the connection busy.
        case .stall where isStream: .none
        case .stall: .delay(.seconds(3_600), then: .close)
        case .emit(let message): .emit([message])
        case .sequence(let parts): .sequence(parts.map { reply($0, isStream: isStream) })
        }
    }
}
