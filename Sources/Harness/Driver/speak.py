"""Speaks the subject protocol for a generated Python SDK, inside a worker process.

Text in, text out: every entry point takes one JSON text and returns another. `speak` is given a
whole conversation of `conformance/protocol`. The driver relies on what the SDK declares of itself
(METHODS, dataclass fields and their metadata) only to find names; what is true is judged elsewhere,
on the wire and on the values described here.

Six files of this folder are one module: they are joined in the order of the harness.
"""

import asyncio
import collections.abc
import contextlib
import dataclasses
import decimal
import encodings.idna  # sockets look names up with it: loaded here, not in every case
import enum
import functools
import importlib
import inspect
import itertools
import json
import keyword
import os
import re
import socket
import subprocess
import sys
import threading
import traceback
import types
import typing
import warnings

SDK = None
SETTINGS = {}
CLIENTS = {"sync": [], "async": []}
DESCRIPTION = {}


def load(text):
    """Imports the package, and says what it is; every conversation is forked from this process."""
    global SDK
    SETTINGS.update(json.loads(text))
    sys.path.insert(0, SETTINGS["root"])
    warnings.simplefilter("error")
    SDK = importlib.import_module(SETTINGS["client"])
    # A case that looks for them itself would touch, and so copy, the pages of every class.
    CLIENTS.update(client_classes())
    if not goes_by_convention():
        len(SDK.METHODS)  # raises where nothing is declared
    DESCRIPTION.update(described())
    rehearse()
    return dump({**DESCRIPTION, "webSocketProblem": web_socket_problem()})


def rehearse():
    """Does once, for all the cases forked from here, what any of them would do for itself.

    Whatever is imported, compiled or looked up for the first time writes to pages that are shared
    until then, and each of those is copied.
    """
    for kind in dataclass_types() + [kind for kinds in CLIENTS.values() for kind in kinds]:
        for each in [kind, *vars(kind).values()]:
            if (inspect.isclass(each) or inspect.isfunction(each)) and calls_nothing(each):
                with contextlib.suppress(Exception):  # a case that needs it says what is wrong
                    type_hints(each)
    if "http.client" in sys.modules:
        with contextlib.suppress(Exception):
            read_a_reply()


def calls_nothing(annotated):
    """Whether no annotation makes a call, which may never return: that costs one case alone."""
    owners = annotated.__mro__ if inspect.isclass(annotated) else [annotated]
    hints = [hint for owner in owners for hint in getattr(owner, "__annotations__", {}).values()]
    # Texts may stand within types too, and show there as ForwardRef('…').
    return all(isinstance(hint, type) or "(" not in str(hint) for hint in hints)


def speak(text):
    """Answers an array of requests with one of responses, each after the one before it."""
    requests = json.loads(text)
    with contextlib.ExitStack() as surroundings:
        responses = Conversation(requests, surroundings).responses()
        if any(request["params"].get("client") == "async" for request in requests):
            return dump(asyncio.run(responses))
        return dump(without_loop(responses))


def without_loop(coroutine):
    """What a coroutine returns that waits for nothing, as where methods wait there is no loop."""
    try:
        coroutine.send(None)
    except StopIteration as ended:
        return ended.value
    raise RuntimeError("a client whose methods wait was awaited")


class Conversation:
    """The clients that were connected, by the numbers of their sessions.

    Outcomes tell how calls ended. What is raised outside of them escapes, as it does from a program
    that uses the SDK, and the worker tells of it.
    """

    def __init__(self, requests, surroundings):
        self.requests = requests
        # Transports may be made before there is a loop; that of coroutines is running in `connect`.
        self.makers = {
            request["id"]: surroundings.enter_context(connected(request["params"]))
            for request in requests
            if request["method"] == "connect"
        }
        self.numbers = itertools.count(1)
        self.sessions = {}

    async def responses(self):
        try:
            return [await self.response(request) for request in self.requests]
        finally:
            for number in list(self.sessions):
                await self.close(number)

    async def response(self, request):
        told = {"jsonrpc": "2.0", "id": request["id"]}
        method, params = request["method"], request["params"]
        if method == "connect":
            return {**told, "result": self.connect(self.makers[request["id"]], params)}
        if method in ("call", "notify", "close"):
            number = params["session"]
            if number not in self.sessions:
                reason = "no session is called %s" % number
                return {**told, "result": {"outcome": "could-not-run", "reason": reason}}
            if method == "close":
                return {**told, "result": await self.close(number)}
            return {**told, "result": await call(*self.sessions[number], params)}
        if method not in REQUESTS:
            return {**told, "error": {"code": -32601, "message": "Method not found"}}
        return {**told, "result": REQUESTS[method](params)}

    def connect(self, make, params):
        if make is None:
            return unsupported("the transport '%s'" % params["transport"])
        number = next(self.numbers)
        self.sessions[number] = make(), params.get("client") == "async"
        return {"outcome": "connected", "session": number}

    async def close(self, number):
        client, awaits = self.sessions.pop(number)
        if awaits:
            await client.aclose()
        else:
            getattr(client, "close", lambda: None)()
        return {"outcome": "returned", "value": None}


REQUESTS = {
    "describe": lambda params: DESCRIPTION,
    "prepare": lambda params: {"outcome": "returned", "value": None},
    "construct": lambda params: construct(params),
    "batch": lambda params: unsupported("batches"),
    "subscribe": lambda params: unsupported("subscriptions"),
    "cancel": lambda params: unsupported("calls that are given up"),
}


def construct(params):
    """Builds every dataclass whose members have exactly the names asked for."""
    names = set(params["names"])
    found = [kind for kind in dataclass_types() if set(wire_names(kind)) == names]
    if not found:
        return missing("a dataclass with the members %s" % sorted(names))
    outcomes = [constructed(kind, params["members"]) for kind in found]
    return outcomes[0] if len(outcomes) == 1 else {"outcomes": outcomes}


# The clients and their calls


def client_class(kind="sync"):
    found = CLIENTS[kind]
    if len(found) != 1:
        raise LookupError("the module has %d client classes, not one" % len(found))
    return found[0]


def client_classes():
    """The classes of either kind, told apart by the method that every call goes through."""
    own = [
        kind
        for name, kind in vars(SDK).items()
        if inspect.isclass(kind) and name.endswith("Client") and kind.__module__ == SDK.__name__
    ]
    own = [kind for kind in own if hasattr(kind, "_call")]
    awaiting = [kind for kind in own if inspect.iscoroutinefunction(kind._call)]
    return {"sync": [kind for kind in own if kind not in awaiting], "async": awaiting}


async def call(client, awaits, params):
    method, problem = prepared(client, params["method"], params["params"])
    if method is None:
        return problem
    try:
        value = method()
        if awaits:
            value = await value
    except Exception as error:  # the SDK's answer, whatever it is
        return {"outcome": "raised", **describe_error(error)}
    return returned(method, value)


def returned(method, value):
    """The outcome of a call, with what is not of the type that the method's annotations state."""
    outcome = {"outcome": "returned", "value": encoded(value), "shape": describe(value)}
    fault = misstatement(method, value)
    return {**outcome, "misfit": fault} if fault else outcome


def missing(what):
    return {"outcome": "missing", "what": what}


def unsupported(what):
    return {"outcome": "unsupported", "reason": "the driver does not have " + what}


def misstatement(method, value):
    """The first annotation of a call that its value or an argument contradicts."""
    hints = type_hints(getattr(method.func, "__func__", method.func))
    told = [("the value", hints.get("return", typing.Any), value)]
    for name, each in method.keywords.items():
        told.append(("'%s'" % name, hints.get(name, typing.Any), each))
    try:
        faults = [off_type(hint, each, place) for place, hint, each in told]
    except NameError:  # an annotation that names nothing has an examination of its own
        return None
    return next((fault for fault in faults if fault is not None), None)


def prepared(client, wire_name, params):
    """The method with its arguments, or the outcome that says what is missing."""
    entry = declared_method(type(client), wire_name)
    if entry is None:
        place = "as a method of the client" if goes_by_convention() else "in METHODS"
        return None, missing("'%s' %s" % (wire_name, place))
    method = getattr(client, entry["python"], None)
    if method is None:
        return None, missing("the method '%s' for '%s'" % (entry["python"], wire_name))
    hints = type_hints(getattr(type(client), entry["python"]))
    known = {each["wire"]: each for each in entry["params"]}
    arguments = {}
    for name, value in params.items():
        if name not in known:
            return None, missing("the parameter '%s' of '%s'" % (name, wire_name))
        python = known[name]["python"]
        arguments[python] = build(hints.get(python), value, known[name]["required"])
    return functools.partial(method, **arguments), None


def constructed(kind, members):
    try:
        value = build_object(kind, members)
        encoding, shape = SDK.to_wire(value), describe(value)
    except Exception as error:  # the SDK's answer, whatever it is
        return {"outcome": "raised", **describe_error(error)}
    return {"outcome": "constructed", "encoded": encoding, "shape": shape}


def dump(value):
    """JSON text; what is no JSON value shows as a text that says so, for the judge to see."""
    try:
        text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    except (TypeError, ValueError):
        text = dump_by_parts(value)
    return text.encode("utf-8", "replace").decode("utf-8")


def dump_by_parts(value):
    if isinstance(value, dict):
        members = ((str(name), dump_by_parts(each)) for name, each in value.items())
        return "{" + ",".join(json.dumps(name) + ":" + each for name, each in members) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ",".join(map(dump_by_parts, value)) + "]"
    if isinstance(value, decimal.Decimal) and value.is_finite():
        return str(value)
    try:
        return json.dumps(value, allow_nan=False)
    except (TypeError, ValueError):
        return json.dumps("%r (%s)" % (value, type(value).__name__))
