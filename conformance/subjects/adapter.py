"""The part of the subject protocol that adapters in Python share: messages in and out, and calls
that run at the same time. What a client does is the business of the adapter's own `Session`.
"""

import asyncio
import contextlib
import itertools
import json
import math
import os
import queue
import sys
import threading

SPECIAL = {"NaN": math.nan, "Infinity": math.inf, "-Infinity": -math.inf}


class Unsupported(Exception):
    """The subject does not have what is asked for."""


class Session:
    """One connected client. An adapter's own session opens it, and has what the client has."""

    async def call(self, method, params, timeout):
        raise Unsupported("the client makes no calls")

    async def notify(self, method, params):
        raise Unsupported("the client sends no notifications")

    async def batch(self, calls):
        """For each call, `method` and `params` and perhaps `notification`, a function that returns
        its result or raises its error."""
        raise Unsupported("the client makes no batches")

    def notifications(self):
        """An asynchronous iterator of pairs, and how to end it, or None where its task is ended."""
        raise Unsupported("the client takes no notifications")

    async def reconnect(self):
        raise Unsupported("the client connects once")

    async def close(self):
        raise NotImplementedError


class Adapter:
    def __init__(self, description, connect, explain):
        """`connect(params, tell)` opens a session; `explain(error)` says what an exception is."""
        self._description = {"protocol": "1", "language": "python", **description}
        self._connect = connect
        self._explain = explain
        self._numbers = itertools.count(1)
        self._sessions = {}
        self._calls = {}
        self._subscriptions = {}
        self._lines = queue.SimpleQueue()

    def serve(self):
        asyncio.run(self._serve())

    async def _serve(self):
        loop = asyncio.get_running_loop()
        threading.Thread(target=self._write, daemon=True).start()
        threading.Thread(target=self._read, args=(loop,), daemon=True).start()
        await asyncio.Event().wait()

    def _read(self, loop):
        for line in sys.stdin.buffer:
            loop.call_soon_threadsafe(self._take, line)
        # Whatever still runs has nobody to tell.
        os._exit(0)

    def _write(self):
        """In a thread of its own: a client on trial must not wait for whoever reads of it."""
        while True:
            sys.stdout.buffer.write(self._lines.get())
            sys.stdout.buffer.flush()

    def _say(self, message):
        text = json.dumps({"jsonrpc": "2.0", **message}, ensure_ascii=False)
        self._lines.put(text.encode("utf-8", "surrogatepass") + b"\n")

    def tell(self, method, params):
        """Sends a notification of the adapter's own; from any thread."""
        self._say({"method": method, "params": params})

    def _take(self, line):
        try:
            request = json.loads(line)
        except ValueError:
            return self._refuse(None, -32700, "Parse error")
        if not isinstance(request, dict) or not isinstance(request.get("method"), str):
            return self._refuse(None, -32600, "Invalid Request")
        asyncio.ensure_future(self._answer(request))

    def _refuse(self, number, code, message):
        self._say({"id": number, "error": {"code": code, "message": message}})

    async def _answer(self, request):
        number, params = request.get("id"), request.get("params") or {}
        action = getattr(self, "do_" + request["method"], None)
        if action is None:
            return self._refuse(number, -32601, "Method not found")
        try:
            result = await action(number, params)
        except (KeyError, TypeError) as error:
            return self._refuse(number, -32602, f"Invalid params: {error!r}")
        if "id" in request:
            self._say({"id": number, "result": result})

    # What the protocol asks for.

    async def do_describe(self, number, params):
        return self._description

    async def do_prepare(self, number, params):
        return returned(None)

    async def do_connect(self, number, params):
        if "session" in params:
            return await self._on(params, lambda session: session.reconnect(), connected=True)
        try:
            session = await self._connect(params, self.tell)
        except Unsupported as error:
            return {"outcome": "unsupported", "reason": str(error)}
        except Exception as error:
            return self._raised(error)
        session.number = next(self._numbers)
        self._sessions[session.number] = session
        return {"outcome": "connected", "session": session.number}

    async def do_call(self, number, params):
        method, arguments = params["method"], revived(params["params"])
        timeout = params.get("timeout")
        self._calls[number] = asyncio.current_task()
        try:
            return await self._on(params, lambda session: session.call(method, arguments, timeout))
        finally:
            del self._calls[number]

    async def do_notify(self, number, params):
        method, arguments = params["method"], revived(params["params"])
        return await self._on(params, lambda session: session.notify(method, arguments))

    async def do_batch(self, number, params):
        calls = [{**each, "params": revived(each["params"])} for each in params["calls"]]
        outcome = await self._on(params, lambda session: session.batch(calls))
        if outcome["outcome"] != "returned":
            return outcome
        return {"outcomes": [self._ended(result) for result in outcome["value"]]}

    def _ended(self, result):
        try:
            return returned(result())
        except Exception as error:
            return self._raised(error)

    async def do_subscribe(self, number, params):
        session = self._sessions.get(params["session"])
        if session is None:
            return nobody(params)
        try:
            iterator, end = session.notifications()
        except Unsupported as error:
            return {"outcome": "unsupported", "reason": str(error)}
        number = next(self._numbers)
        task = asyncio.ensure_future(self._listen(number, iterator))
        self._subscriptions[number] = end or task.cancel
        await asyncio.sleep(0)
        return {"outcome": "subscribed", "subscription": number}

    async def _listen(self, number, iterator):
        ended = {"subscription": number}
        try:
            async for method, params in iterator:
                told = {"subscription": number, "method": method}
                self.tell("notified", told if params is None else {**told, "params": params})
        except asyncio.CancelledError:
            ended["outcome"] = {"outcome": "raised", "kind": "cancelled"}
        except Exception as error:
            ended["outcome"] = self._raised(error)
        self.tell("ended", ended)

    async def do_cancel(self, number, params):
        if "call" in params:
            task = self._calls.get(params["call"])
            if task is not None:
                task.cancel()
            return returned(None)
        self._subscriptions[params["subscription"]]()
        return returned(None)

    async def do_close(self, number, params):
        # A session that was closed stays: users close twice.
        return await self._on(params, lambda session: session.close())

    async def _on(self, params, act, connected=False):
        session = self._sessions.get(params["session"])
        if session is None:
            return nobody(params)
        try:
            value = await act(session)
        except Unsupported as error:
            return {"outcome": "unsupported", "reason": str(error)}
        except asyncio.CancelledError:
            return {"outcome": "raised", "kind": "cancelled", "type": "asyncio.CancelledError"}
        except Exception as error:
            return self._raised(error)
        if connected:
            return {"outcome": "connected", "session": session.number}
        return returned(value)

    def _raised(self, error):
        kind = type(error)
        told = {"kind": "timeout" if isinstance(error, TimeoutError) else "other"}
        told.update(self._explain(error))
        name = f"{kind.__module__}.{kind.__qualname__}"
        return {"outcome": "raised", "message": str(error)[:400], "type": name, **told}


def returned(value):
    return {"outcome": "returned", "value": value}


def nobody(params):
    return {"outcome": "could-not-run", "reason": f"no session is called {params['session']}"}


def revived(value):
    """The arguments with what JSON cannot hold in place of what stands for it."""
    if isinstance(value, list):
        return [revived(each) for each in value]
    if not isinstance(value, dict):
        return value
    if list(value) == ["$number"]:
        return SPECIAL[value["$number"]]
    return {name: revived(each) for name, each in value.items()}


class MemoryPeer:
    """The other end of a client's own service in the same program: frames behind a Content-Length,
    over the socket that the harness names."""

    @classmethod
    async def open(cls, path, hear, end):
        """`hear(frame)` is awaited for each frame, `end()` called when there are no more."""
        peer = cls()
        reader, peer._writer = await asyncio.open_unix_connection(path, limit=2**27)
        peer._task = asyncio.ensure_future(peer._pump(reader, hear, end))
        return peer

    async def _pump(self, reader, hear, end):
        with contextlib.suppress(OSError, EOFError):
            while True:
                size = int((await reader.readline()).partition(b":")[2] or b"-1")
                if size < 0:
                    break
                await reader.readline()
                await hear(await reader.readexactly(size))
        end()

    def send(self, frame):
        self._writer.write(b"Content-Length: %d\r\n\r\n" % len(frame) + frame)

    def close(self):
        self._task.cancel()
        self._writer.close()
