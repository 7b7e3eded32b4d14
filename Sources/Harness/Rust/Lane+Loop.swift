import Conformance
import EmbeddedPython
import Foundation
import Peers
import WireJSON

extension Lane {
    /// Has the loaded client call a program over its standard streams, and hears what the
    /// program's handlers see. A lost worker is replaced before the next case.
    func converse(
        _ looped: LoopCase, with program: String
    ) throws(HarnessFault) -> LoopTranscript {
        if let failure = try open() {
            return LoopTranscript(subject: looped, outcome: nil, ending: failure)
        }
        let path = "\(directory)/desk.sock"
        let desk: HandlerDesk
        do {
            let endings = looped.ending.message.map { [HandlerDesk.Ending.message($0)] } ?? []
            desk = try HandlerDesk(path: path, endings: [looped.step.method: endings])
        } catch {
            throw HarnessFault("\(error); set TMPDIR to a shorter path")
        }
        let subject = Case(
            id: looped.id, title: looped.title, why: "", requirements: [], service: "",
            task: .calls([looped.step]))
        var conversation = CaseConversation(
            subject, at: Self.place(of: program, path), timeout: settings.timeout,
            seesShapes: offer.seesShapes)
        let refusal = try hold(&conversation)
        desk.close()
        if let refusal { throw HarnessFault(refusal.reason) }
        var transcript = LoopTranscript(
            subject: looped, outcome: conversation.observation.steps.first,
            ending: conversation.observation.ending)
        while let call = desk.take(until: .now) { transcript.handled.append(call) }
        return transcript
    }

    /// What `connect` is told of a program that is started as the service.
    private static func place(of program: String, _ desk: String) -> [JSONObject.Member] {
        [
            .init("transport", .string(Way.Transport.stdioHeaders.rawValue)),
            .init("client", .string(Way.Client.sync.rawValue)),
            .init("command", .array([.string(program)])),
            .init(
                "environment",
                [
                    "ASSAY_FRAMING": "content-length", "ASSAY_PROFILE": "strict",
                    "ASSAY_HANDLERS": .string(desk), "ASSAY_WITHOUT": "",
                ]),
        ]
    }
}
