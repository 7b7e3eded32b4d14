import EmbeddedPython
import Testing

@Suite struct PythonWorkerTests {
    @Test func aTextGoesInAndATextComesOut() throws {
        try Worker.running { worker in
            let outcome = worker.run("result = 'grüße, ' + '\\U0001f40d' * 2")
            #expect(outcome.summary == ("returned", "grüße, 🐍🐍"))
        }
    }
}
