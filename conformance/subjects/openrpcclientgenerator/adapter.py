"""openrpcclientgenerator's Python output under the subject protocol.

For each document the generator's own command writes a package, which is imported as it stands.
Calls go through its methods, by the names that its signatures show; nothing is mended on the way.
What it raises is its own only where it comes from its own hierarchy, jsonrpcobjects.errors.
"""

import asyncio
import importlib
import importlib.metadata
import inspect
import json
import os
import subprocess
import sys
import tempfile
import threading
import traceback

import caseswitcher
from jsonrpcobjects.errors import JSONRPCError
from jsonrpcobjects.objects import DataError, ParamsRequest
from pydantic import BaseModel, create_model

NAME = "openrpcclientgenerator"
GENERATION_SECONDS = 60


class Unsupported(Exception):
    """The package does not have that."""


class GeneratorError(Exception):
    """The generator wrote no package."""


def wire(value):
    """A value as the client writes it: as a member of the params of a request."""
    model = create_model("Params", value=(object, ...))
    params = model.model_validate({"value": value}).model_dump(exclude_unset=True)
    request = ParamsRequest(id=1, method="m", params=params)
    return json.loads(request.model_dump_json(by_alias=True))["params"]["value"]


def raised(error):
    """The outcome of an exception."""
    outcome = {"outcome": "raised", "kind": "other", "type": type(error).__name__,
               "message": str(error)}
    outcome["trace"] = "".join(traceback.format_exception(error))[-4000:]
    if isinstance(error, JSONRPCError):
        told = error.rpc_error
        # Of the very base class is only what stands for an answer that is none.
        outcome["kind"] = "protocol" if type(error) is JSONRPCError else "rpc"
        outcome.update(code=told.code, message=told.message)
        if isinstance(told, DataError):
            outcome["data"] = told.data
    return outcome


def generate(document, directory):
    """Has the generator write the package of a document, and returns its folder."""
    # What another document has left behind is no part of this package.
    directory = tempfile.mkdtemp(dir=directory)
    with open(os.path.join(directory, "openrpc.json"), "w", encoding="utf-8") as file:
        json.dump(document, file)
    command = os.path.join(os.path.dirname(sys.executable), "orpc")
    # It reads openrpc.json where it is started, and takes the address for granted.
    done = subprocess.run(
        [command, "python", "http://127.0.0.1/", "out"], cwd=directory, stdin=subprocess.DEVNULL,
        capture_output=True, text=True, timeout=GENERATION_SECONDS)
    packages = os.path.join(directory, "out", "python")
    found = sorted(os.listdir(packages)) if os.path.isdir(packages) else []
    for name in found:
        folder = os.path.join(packages, name)
        if os.path.isfile(os.path.join(folder, "setup.py")):
            return folder
    said = [line for line in done.stderr.splitlines() if line.strip()][-12:]
    raise GeneratorError("orpc ended with status %d and wrote no package:\n%s"
                         % (done.returncode, "\n".join(said)))


class Package:
    """What was written, loaded."""

    def __init__(self, folder):
        name = os.path.basename(folder).replace("-", "_")
        sys.path.insert(0, folder)
        self.client = importlib.import_module(name + ".client")
        self.models = importlib.import_module(name + ".models")
        self.root = next(
            value for value in vars(self.client).values()
            if inspect.isclass(value) and value.__module__ == self.client.__name__)
        self.methods = {}
        self.gather(self.root, ())

    def gather(self, owner, path):
        """Finds the methods below a class, each by its name on the wire."""
        for name, value in vars(owner).items():
            if inspect.isclass(value):
                group = name.removeprefix("_").removesuffix("Client")
                self.gather(value, (*path, caseswitcher.to_snake(group)))
            elif inspect.iscoroutinefunction(value) and hasattr(value, "__wrapped__"):
                held = inspect.getclosurevars(value).nonlocals
                self.methods[held["method_name"]] = (*path, name)

    def model(self, names):
        """The class whose fields are these members."""
        wanted = {caseswitcher.to_snake(name) for name in names}
        for value in vars(self.models).values():
            if inspect.isclass(value) and issubclass(value, BaseModel) and value is not BaseModel:
                if set(value.model_fields) == wanted:
                    return value
        raise LookupError("no model has these fields: %s" % ", ".join(sorted(wanted)))


def named(values, names):
    """Arguments by the names that a signature shows for them."""
    found = {}
    for name, value in values.items():
        snake = caseswitcher.to_snake(name)
        found[snake if name not in names and snake in names else name] = value
    return found


class Subject:
    """The methods of the protocol."""

    def __init__(self):
        self.package = None
        self.sessions = {}
        self.calls = {}

    async def describe(self):
        return {
            "protocol": "1", "name": NAME, "version": importlib.metadata.version(NAME),
            "language": "python", "features": ["construct", "cancel", "typed-errors"],
            "transports": ["tcp"], "clients": ["async"]}

    async def prepare(self, document=None, service="service", directory=None):
        if document is None or directory is None:
            return {"outcome": "unsupported", "reason": "a package is generated of a document"}
        self.package = Package(await asyncio.to_thread(generate, document, directory))
        return {"outcome": "returned", "value": None}

    async def construct(self, names, members):
        if self.package is None:
            return {"outcome": "could-not-run", "reason": "no package has been prepared"}
        model = self.package.model(names)
        value = model(**named(members, model.model_fields))
        return {"outcome": "constructed", "encoded": wire(value)}

    async def connect(self, transport, timeout, url=None, token=None, client="async", **others):
        if transport != "tcp" or client != "async":
            raise Unsupported("the package has one client, of coroutines, and it speaks HTTP")
        if self.package is None:
            return {"outcome": "could-not-run", "reason": "no package has been prepared"}
        headers = {} if token is None else {"Authorization": "Bearer " + token}
        session = len(self.sessions) + 1
        self.sessions[session] = self.package.root(headers, url, timeout=timeout)
        return {"outcome": "connected", "session": session}

    async def call(self, session, method, params, timeout=None):
        target = self.sessions.get(session)
        if target is None:
            return {"outcome": "could-not-run", "reason": "no session is called %s" % session}
        path = self.package.methods.get(method)
        if path is None:
            raise AttributeError("the client has no method for '%s'" % method)
        for name in path:
            target = getattr(target, name)
        arguments = named(params, inspect.signature(target).parameters)
        value = await asyncio.wait_for(target(**arguments), timeout)
        return {"outcome": "returned", "value": wire(value)}

    async def cancel(self, call=None, subscription=None):
        task = self.calls.get(call)
        if task is not None:
            task.cancel()
        return {"outcome": "returned", "value": None}

    async def close(self, session):
        if self.sessions.get(session) is None:
            return {"outcome": "could-not-run", "reason": "no session is called %s" % session}
        # It has nothing to close: each call has a connection of its own.
        self.sessions[session] = None
        return {"outcome": "returned", "value": None}

    async def lacking(self, **params):
        raise Unsupported("the package has no such thing")

    notify = batch = subscribe = lacking

    METHODS = ("describe", "prepare", "construct", "connect", "call", "notify", "batch",
               "subscribe", "cancel", "close")


async def outcome(subject, method, params):
    """What the subject says; whatever is raised in it is an outcome."""
    try:
        return await getattr(subject, method)(**params)
    except Unsupported as error:
        return {"outcome": "unsupported", "reason": str(error)}
    except asyncio.CancelledError:
        return {"outcome": "raised", "kind": "cancelled", "message": "the call was cancelled"}
    except (TimeoutError, asyncio.TimeoutError) as error:
        return {"outcome": "raised", "kind": "timeout", "type": type(error).__name__}
    except Exception as error:  # Whatever it is: the host decides what it means.
        return raised(error)


async def answer(subject, text, say):
    """Answers one message, unless it is a notification."""
    try:
        request = json.loads(text)
    except ValueError:
        return say({"id": None, "error": {"code": -32700, "message": "Parse error"}})
    if not isinstance(request, dict) or not isinstance(request.get("method"), str):
        return say({"id": None, "error": {"code": -32600, "message": "Invalid Request"}})
    key, params = request.get("id"), request.get("params", {})
    if request["method"] not in Subject.METHODS:
        reply = {"error": {"code": -32601, "message": "Method not found"}}
    elif not isinstance(params, dict):
        reply = {"error": {"code": -32602, "message": "params are named"}}
    else:
        task = asyncio.ensure_future(outcome(subject, request["method"], params))
        subject.calls[key] = task
        reply = {"result": await task}
        del subject.calls[key]
    if "id" in request:
        say({"id": key, **reply})


async def main(speech):
    """Takes messages until the input ends, and lets calls go on at the same time."""
    subject, lines, tasks = Subject(), asyncio.Queue(), set()
    loop = asyncio.get_running_loop()

    def read():
        for line in sys.stdin.buffer:
            loop.call_soon_threadsafe(lines.put_nowait, line)
        loop.call_soon_threadsafe(lines.put_nowait, None)

    def say(reply):
        # The client hands out bytes where no JSON came.
        text = json.dumps({"jsonrpc": "2.0", **reply}, default=str)
        speech.write(text.encode() + b"\n")
        speech.flush()

    threading.Thread(target=read, daemon=True).start()
    while (line := await lines.get()) is not None:
        task = asyncio.ensure_future(answer(subject, line, say))
        tasks.add(task)
        task.add_done_callback(tasks.discard)


if __name__ == "__main__":
    # What the package prints is no message.
    own = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    asyncio.run(main(own))
