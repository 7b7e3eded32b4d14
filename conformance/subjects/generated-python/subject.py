"""A generated Python client, as the subject protocol has it.

    subject.py FOLDER

The folder holds the package.
"""

import asyncio
import concurrent.futures
import functools
import importlib
import os
import pathlib
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
import adapter


def load(folder):
    """The one module of the folder that holds the clients."""
    sys.path.insert(0, folder)
    found = sorted(pathlib.Path(folder).rglob("*_client.py"))
    if len(found) != 1:
        sys.exit(f"{folder} holds {len(found)} modules that are called *_client.py, not one")
    return importlib.import_module(".".join(found[0].relative_to(folder).with_suffix("").parts))


SDK = load(sys.argv[1])
# Calls of the client that waits, each in a thread of its own.
THREADS = concurrent.futures.ThreadPoolExecutor(32)
DESCRIPTION = {
    "name": SDK.__name__,
    "version": "0",
    "features": [
        *("notify", "subscribe", "cancel", "typed-errors", "raw-calls"),
        *("reconnect", "handlers", "non-json", "batch"),
    ],
    "transports": ["stdio-lines", "stdio-headers", "websocket", "memory"],
    "clients": ["sync", "async"],
}


def client_class(waits):
    """The client whose methods wait, or that whose methods are coroutines."""
    for name, each in sorted(vars(SDK).items()):
        if isinstance(each, type) and name.endswith("Client") and hasattr(each, "_call"):
            if asyncio.iscoroutinefunction(each._call) != waits:
                return each
    raise adapter.Unsupported("there is no such client")


async def act(function, *arguments):
    """Calls a method of either client."""
    if asyncio.iscoroutinefunction(function):
        return await function(*arguments)
    work = functools.partial(function, *arguments)
    return await asyncio.get_running_loop().run_in_executor(THREADS, work)


def codec(call):
    """How the result of a raw call of a batch is read."""
    is_notification = call.get("notification", False)
    return (SDK._NOTHING if is_notification else SDK._ANY), is_notification


class GeneratedSession(adapter.Session):
    def __init__(self, client, peer=None):
        self._client = client
        self._peer = peer

    async def call(self, method, params, timeout):
        client = self._client.with_options(timeout=timeout)
        return SDK.to_wire(await act(client._call, method, params or None))

    async def notify(self, method, params):
        return await act(self._client._notify, method, params or None)

    async def batch(self, calls):
        made = [
            SDK.RpcCall(each["method"], each["params"] or None, *codec(each)) for each in calls
        ]
        replies = await act(self._client.batch, *made)
        return [lambda call=call: SDK.to_wire(replies[call]) for call in made]

    def notifications(self):
        subscription = self._client.subscribe()
        return self._taken(subscription), subscription.close

    async def _taken(self, subscription):
        while True:
            notification = await act(subscription.get)
            yield notification.method, notification.params

    async def reconnect(self):
        await act(self._client.connect)

    async def close(self):
        await act(self._client.close)
        if self._peer:
            self._peer.close()


async def connect(params, tell):
    kind = client_class(params.get("client") == "sync")
    transport, peer = await stream(params)
    client = kind(transport=transport, timeout=params["timeout"])
    if params.get("handlers") == "failing":
        handler = functools.partial(fail, tell)
        client.on_notification(handler)
        client.on_request(handler)
    await act(client.connect)
    return GeneratedSession(client, peer)


def fail(tell, method, params):
    tell("handled", {"method": method} if params is None else {"method": method, "params": params})
    raise ZeroDivisionError("the handler fails")


async def stream(params):
    """The transport, and the other end of one in the same program."""
    transport = params["transport"]
    if transport == "websocket":
        return SDK.WebSocketTransport(params["url"], token=params.get("token")), None
    if transport in ("stdio-lines", "stdio-headers"):
        framing = transport.partition("-")[2]
        return SDK.StdioTransport(params["command"], framing=framing, grace=0.2), None
    if transport == "memory":
        return await in_memory(params["path"])
    raise adapter.Unsupported(f"streams have no transport '{transport}'")


async def in_memory(path):
    """The client's own transport, whose service passes each frame on as it is."""
    positions = iter(range(sys.maxsize))

    def handler(message):
        frame = transport.sent[next(positions)]
        loop.call_soon_threadsafe(peer.send, frame)

    async def hear(frame):
        transport.emit(frame)

    loop = asyncio.get_running_loop()
    transport = SDK.MemoryTransport(handler)
    peer = await adapter.MemoryPeer.open(path, hear, transport.end)
    return transport, peer


def explain(error):
    if isinstance(error, SDK.RpcError):
        data = {"data": SDK.to_wire(error.data)} if error.has_data else {}
        return {"kind": "rpc", "code": error.code, "message": error.message, **data}
    for kind, name in ((SDK.ProtocolError, "protocol"), (SDK.TransportError, "transport")):
        if isinstance(error, kind):
            return {"kind": name}
    return {"kind": "sdk"} if isinstance(error, SDK.SdkError) else {}


adapter.Adapter(DESCRIPTION, connect, explain).serve()
