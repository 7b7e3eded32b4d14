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
        guard let worker else { throw HarnessFault("the worker did not start") }
        let path = "\(directory)/desk.sock"
        let desk: HandlerDesk
        do {
            let endings = looped.ending.message.map { [HandlerDesk.Ending.message($0)] } ?? []
            desk = try HandlerDesk(path: path, endings: [looped.step.method: endings])
        } catch {
            throw HarnessFault("\(error); set TMPDIR to a shorter path")
        }
        let outcome = worker.call(
            "play", task(looped, program, path).text(), timeout: settings.timeout)
        if case .workerLost = outcome { close() }
        desk.close()
        var transcript = LoopTranscript(
            subject: looped, outcome: nil, ending: ending(of: outcome).0)
        if case .returned(let text, _) = outcome {
            transcript.outcome = DriverReport.steps(staged.anonymous(text))?.first
        }
        while let call = desk.take(until: .now) { transcript.handled.append(call) }
        return transcript
    }

    private func task(_ looped: LoopCase, _ program: String, _ path: String) -> JSONValue {
        let milliseconds = Int(settings.timeout / .milliseconds(1)) / 2
        return [
            "steps": [
                [
                    "method": .string(looped.step.method),
                    "params": JSONValue(.object(looped.step.arguments)),
                ]
            ],
            "client": "sync", "transport": "program", "command": [.string(program)],
            "environment": [
                "ASSAY_FRAMING": "content-length", "ASSAY_PROFILE": "strict",
                "ASSAY_HANDLERS": .string(path), "ASSAY_WITHOUT": "",
            ],
            "framing": "headers",
            "timeout": JSONValue(.number(JSONNumber(text: "\(Double(milliseconds) / 1_000)"))),
        ]
    }
}
