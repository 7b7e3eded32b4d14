import CPythonABI

/// The interpreter of this process; only a worker starts it.
enum Interpreter {
    /// Loads the library, starts the interpreter and executes the bootstrap.
    static func start(_ setup: WorkerSetup) throws(WorkerFault) {
        var text = CPythonText()
        guard cpython_load(setup.library, &text) else { throw WorkerFault(take(text)) }
        cpython_free(text)
        guard cpython_start(setup.executable, &text) else { throw WorkerFault(take(text)) }
        cpython_free(text)
        guard cpython_execute(setup.bootstrap, &text) == CPythonReturned else {
            throw WorkerFault("the bootstrap raises\n\(take(text))")
        }
        cpython_free(text)
        cpython_flush()
    }

    /// Calls a function of the bootstrap and flushes what it printed.
    static func call(_ function: String, _ argument: String) -> CallResult {
        var text = CPythonText()
        var argument = argument
        let ending = argument.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) {
                cpython_call(function, $0.baseAddress, $0.count, &text)
            }
        }
        cpython_flush()
        return CallResult(isReturned: ending == CPythonReturned, text: take(text))
    }

    private static func take(_ text: CPythonText) -> String {
        defer { cpython_free(text) }
        let bytes = UnsafeRawBufferPointer(start: text.bytes, count: text.length)
        return String(decoding: bytes, as: UTF8.self)
    }
}
