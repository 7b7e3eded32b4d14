import CPythonABI
import CSystem
import Glibc

/// The worker's side: what a host program becomes when it is started as a worker.
package enum PythonWorkerMain {
    static let argument = "--python-worker"

    /// Never returns in a process that was started as a worker. It forks, so it must be the first
    /// statement of a synchronous `main.swift`, before anything asynchronous.
    package static func runIfWorker() {
        guard CommandLine.argc == 2, CommandLine.arguments[1] == argument else { return }
        // Not `exit`: what a guest has registered for it would run.
        _exit(serve())
    }

    /// The descriptors that a worker is started with, beyond the standard ones.
    private enum Descriptor {
        static let control: Int32 = 3
        static let lifeline: Int32 = 4
    }

    private static func serve() -> Int32 {
        let control = csystem_raise_descriptor(Descriptor.control)
        let lifeline = csystem_raise_descriptor(Descriptor.lifeline)
        close(Descriptor.control)
        close(Descriptor.lifeline)
        var reception = Reception(from: control)
        guard case .message(let frame) = reception.wait(until: .now + .seconds(30)),
            let setup = WorkerSetup(payload: frame.payload)
        else { return 64 }
        do {
            let confinement = try Confinement.enter(setup, control: control, lifeline: lifeline)
            try Interpreter.start(setup)
            let listener = try confinement.listen()
            let user = try confinement.seal(setup)
            let ready = WorkerReadiness.ready(
                process: confinement.process, user: user, port: listener.port,
                isNetworkIsolated: confinement.isNetworkIsolated)
            guard send(ready, frame.number, over: control),
                csystem_send_descriptor(control, listener.descriptor) == 0
            else { return 65 }
            close(listener.descriptor)
            let zygote = Zygote(
                control: control, descriptors: confinement.descriptors, setup: setup,
                ownsAllOthers: user != nil || getpid() == 1)
            return zygote.serve()
        } catch {
            return send(.failed(error.description), frame.number, over: control) ? 66 : 67
        }
    }

    private static func send(
        _ readiness: WorkerReadiness, _ number: UInt64, over control: Int32
    ) -> Bool {
        sendAll(Frame(number: number, payload: readiness.payload).bytes, over: control)
    }
}
