import Glibc
import JSONRPC
import Peers
import TestSupport
import Testing
import WireJSON

/// A WebSocket client that nobody here wrote: `websockets` from PyPI.
@Suite struct OutsideClientTests {
    private static let python = Repository.root + "/.venv/bin/python"

    private static let script = """
        import asyncio, json, sys, websockets
        async def main(port):
            address = f"ws://127.0.0.1:{port}/any"
            async with websockets.connect(
                address, subprotocols=["chat", "jsonrpc"],
                additional_headers={"Authorization": "Bearer t"}) as socket:
                print(socket.subprotocol)
                call = {"jsonrpc": "2.0", "method": "one", "id": "é" * 40000}
                text = json.dumps(call, ensure_ascii=False)
                await socket.send(text)
                print(json.loads(await socket.recv())["id"] == call["id"])
                await socket.send(text[i:i + 999] for i in range(0, len(text), 999))
                print(json.loads(await socket.recv())["id"] == call["id"])
                pong = await socket.ping(b"x" * 125)
                await asyncio.wait_for(pong, 20)
                for number in range(50):
                    await socket.send('{"jsonrpc":"2.0","method":"one","id":%d}' % number)
                print([json.loads(await socket.recv())["id"] for _ in range(50)] == list(range(50)))
            print(socket.close_code)
            async with websockets.connect(
                address, additional_headers={"Authorization": "Bearer t"}) as socket:
                await socket.send(b"{}")
                try: await socket.recv()
                except websockets.ConnectionClosedError as error: print(error.rcvd)
            try: await websockets.connect(address)
            except websockets.InvalidStatus as error: print(error.response.status_code)
        asyncio.run(main(sys.argv[1]))
        """

    @Test(
        .enabled(
            if: access(python, X_OK) == 0 || Repository.isCI, "no .venv; scripts/setup makes it"))
    func websockets() throws {
        let server = MockServer(
            document: tinyDocument, documentBytes: nil, gate: MockGate(token: "t"),
            subprotocols: ["jsonrpc"], isRecording: true)
        let port = try server.listenTCP()
        defer { server.stop() }
        let outcome = try Program.run(
            [Self.python, "-I", "-c", Self.script, String(port)], timeout: .seconds(60))
        #expect(outcome.status == 0 && outcome.errors == "", "\(outcome.errors)")
        #expect(
            outcome.output.split(separator: "\n") == [
                "jsonrpc", "True", "True", "True", "1000",
                "1003 (unsupported data) JSON-RPC travels in text frames", "401",
            ])
        let recording = server.takeRecording()
        #expect(recording.map(\.role).filter { $0 == .handshake }.count == 3)
        #expect(recording.compactMap(\.fault) == ["JSON-RPC travels in text frames (1003)"])
    }
}
