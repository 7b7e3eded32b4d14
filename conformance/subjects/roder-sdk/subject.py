"""roder-sdk, as the subject protocol has it.

Beside what every client has, it has runs that wait for the end of a turn, and an agent that answers
approvals: these are called as methods that begin with `adapter.`.
"""

import asyncio
import importlib.metadata
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

HOME = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HOME, os.path.dirname(HOME)]
import adapter
import manifest

import roder_sdk
from roder_sdk.hosted import HostedClient

DESCRIPTION = {
    "name": "roder-sdk",
    "version": importlib.metadata.version("roder-sdk"),
    "features": ["subscribe", "cancel", "typed-errors", "raw-calls", "reconnect", "non-json"],
    "transports": ["stdio-lines", "websocket", "memory"],
    "clients": ["async"],
}


class RoderSession(adapter.Session):
    def __init__(self, client, hosted=None, peer=None):
        self._client = client
        self._hosted = hosted
        self._peer = peer
        self._runs = {}
        self._agents = []

    @property
    def client(self):
        return self._hosted.client if self._hosted else self._client

    async def call(self, method, params, timeout):
        own = OWN.get(method)
        made = own(self, params) if own else self.client.call(method, params or None)
        # The SDK has no timeouts of its own; this is how its users have them.
        return await asyncio.wait_for(made, timeout)

    def notifications(self):
        return pairs(self.client.notifications()), None

    async def reconnect(self):
        if self._hosted is None:
            raise adapter.Unsupported("only a hosted client connects again")
        await self._hosted.reconnect()

    async def close(self):
        for agent in self._agents:
            if agent._callback_task:
                agent._callback_task.cancel()
        await (self._hosted or self._client).close()
        if self._peer:
            self._peer.close()

    # What only this SDK has.

    async def wait(self, params):
        run = roder_sdk.RoderRun(self.client, params["thread"], params["turn"])
        self._runs[params["turn"]] = run
        return await run.wait()

    async def cancel_run(self, params):
        return await self._runs[params["turn"]].cancel()

    async def approve(self, params):
        agent = await roder_sdk.RoderAgent.create(
            transport=self.client._transport,
            approvals={"on_tool_approval": lambda asked: {"approved": True}},
        )
        self._agents.append(agent)

    async def check_types(self, params):
        return await asyncio.to_thread(check_types, params["source"])

    async def check_manifest(self, params):
        kept = roder_sdk.APP_SERVER_MANIFEST, roder_sdk.APP_SERVER_METHODS
        return list(manifest.breaches(*kept))


OWN = {
    "adapter.wait": RoderSession.wait,
    "adapter.cancel-run": RoderSession.cancel_run,
    "adapter.approve": RoderSession.approve,
    "adapter.check-types": RoderSession.check_types,
    "adapter.check-manifest": RoderSession.check_manifest,
}


async def pairs(notifications):
    async for each in notifications:
        # What is no object is no notification, and is told as it is.
        if not isinstance(each, dict):
            each = {"method": None, "params": each}
        yield each.get("method"), each.get("params")


def check_types(source):
    """What mypy says of a program, with the types of the package as it was shipped."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(pathlib.Path(roder_sdk.__file__).parent, f"{folder}/roder_sdk")
        program = pathlib.Path(folder, "program.py")
        program.write_text(source, encoding="utf-8")
        words = [sys.executable, "-m", "mypy", "--no-incremental", "--follow-imports=silent"]
        ran = subprocess.run([*words, program.name], cwd=folder, capture_output=True, text=True)
        return [line[:300] for line in ran.stdout.splitlines() if ": error:" in line]


async def connect(params, tell):
    transport, command = params["transport"], params.get("command")
    if transport == "stdio-lines":
        made = await roder_sdk.LocalProcessTransport.create(command=command[0], args=command[1:])
        return RoderSession(roder_sdk.RoderRpcClient(made))
    if transport == "websocket" and "token" in params:
        hosted = await HostedClient.connect(params["url"], token=params["token"])
        return RoderSession(None, hosted)
    if transport == "websocket":
        made = await roder_sdk.WebSocketTransport.connect(params["url"])
        return RoderSession(roder_sdk.RoderRpcClient(made))
    if transport == "memory":
        return await connect_in_memory(params["path"])
    raise adapter.Unsupported(f"there is no transport '{transport}'")


async def connect_in_memory(path):
    """The handler passes requests on and returns the reply under their id; where none has that id,
    the oldest takes it, and what has a method is emitted."""
    waiting = {}

    async def handler(request):
        waiting[request["id"]] = reply = asyncio.get_running_loop().create_future()
        peer.send(json.dumps(request).encode())
        try:
            return await reply
        finally:
            del waiting[request["id"]]

    async def hear(frame):
        try:
            message = json.loads(frame)
        except ValueError:
            return
        if isinstance(message, dict) and "method" in message:
            return await transport.emit(message)
        number = message.get("id") if isinstance(message, dict) else None
        known = isinstance(number, int) and number in waiting
        asked = number if known else next(iter(waiting), None)
        if asked is not None and not waiting[asked].done():
            waiting[asked].set_result(message)

    transport = roder_sdk.InMemoryTransport(handler)
    peer = await adapter.MemoryPeer.open(path, hear, lambda: None)
    return RoderSession(roder_sdk.RoderRpcClient(transport), peer=peer)


def explain(error):
    if isinstance(error, roder_sdk.RoderRpcError):
        data = {} if error.data is None else {"data": error.data}
        return {"kind": "rpc", "code": error.code, **data}
    if isinstance(error, roder_sdk.RoderTransportError):
        return {"kind": "transport"}
    return {}


adapter.Adapter(DESCRIPTION, connect, explain).serve()
