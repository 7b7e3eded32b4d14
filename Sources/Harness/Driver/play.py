"""Plays one case against a generated Python SDK, inside a worker process.

Text in, text out: every entry point takes one JSON text and returns another. The driver relies on
what the SDK declares of itself (METHODS, dataclass fields and their metadata) only to find names;
what is true is judged elsewhere, on the wire and on the values described here.

Five files of this folder are one module: they are joined in the order of the harness.
"""

import collections.abc
import dataclasses
import decimal
import encodings.idna  # sockets look names up with it: loaded here, not in every case
import enum
import functools
import importlib
import inspect
import json
import keyword
import socket
import sys
import traceback
import types
import typing
import warnings

SDK = None
SETTINGS = {}
CLIENTS = []


def load(text):
    """Imports the package; every case is forked from the process that has done so."""
    global SDK
    SETTINGS.update(json.loads(text))
    sys.path.insert(0, SETTINGS["root"])
    warnings.simplefilter("error")
    SDK = importlib.import_module(SETTINGS["client"])
    # A case that looks for them itself would touch, and so copy, the pages of every class.
    CLIENTS[:] = client_classes()
    needed = SETTINGS.get("conventions") and not hasattr(SDK, "METHODS")
    return dump({"methods": 0 if needed else len(SDK.METHODS)})


def play(text):
    """Calls methods of one client, one after the other."""
    task = json.loads(text)
    client = connect(task)
    outcomes = []
    try:
        for step in task["steps"]:
            outcomes.append(call(client, step["method"], step["params"]))
    finally:
        getattr(client, "close", lambda: None)()
    return dump({"steps": outcomes})


def construct(text):
    """Builds every dataclass whose members have exactly the names asked for."""
    task = json.loads(text)
    names = set(task["names"])
    found = [kind for kind in dataclass_types() if set(wire_names(kind)) == names]
    if not found:
        return dump({"steps": [{"missing": "a dataclass with the members %s" % sorted(names)}]})
    return dump({"steps": [constructed(kind, task["members"]) for kind in found]})


def examine(text):
    """Runs one examination; the answer says how much was compared and what is wrong."""
    task = json.loads(text)
    facts = [task["facts"]] if "facts" in task else []
    compared, problems = EXAMINATIONS[task["name"]](*facts)
    return dump({"steps": [{"compared": compared, "problems": problems}]})


# The client and its calls


def connect(task):
    client_type = client_class()
    if task["transport"] == "unix":
        return made_with(client_type, task["unix"], timeout=task["timeout"])
    if task["transport"] == "injected":
        return client_type(transport=InjectedTransport(task["port"]), timeout=task["timeout"])
    return client_type(url=task["url"], timeout=task["timeout"])


def client_class():
    if len(CLIENTS) != 1:
        raise LookupError("the module has %d client classes, not one" % len(CLIENTS))
    return CLIENTS[0]


def client_classes():
    own = [
        kind
        for name, kind in vars(SDK).items()
        if inspect.isclass(kind) and name.endswith("Client") and kind.__module__ == SDK.__name__
    ]
    # The client of coroutines calls the same runtime; it is not driven here.
    return [
        kind
        for kind in own
        if hasattr(kind, "_call") and not inspect.iscoroutinefunction(kind._call)
    ]


def call(client, wire_name, params):
    entry = declared_method(type(client), wire_name)
    if entry is None:
        place = "as a method of the client" if goes_by_convention() else "in METHODS"
        return {"missing": "'%s' %s" % (wire_name, place)}
    method = getattr(client, entry["python"], None)
    if method is None:
        return {"missing": "the method '%s' for '%s'" % (entry["python"], wire_name)}
    hints = type_hints(getattr(type(client), entry["python"]))
    known = {each["wire"]: each for each in entry["params"]}
    arguments = {}
    for name, value in params.items():
        if name not in known:
            return {"missing": "the parameter '%s' of '%s'" % (name, wire_name)}
        python = known[name]["python"]
        arguments[python] = build(hints.get(python), value, known[name]["required"])
    try:
        value = method(**arguments)
    except Exception as error:  # the SDK's answer, whatever it is
        return {"raised": describe_error(error)}
    return {"returned": {"wire": encoded(value), "shape": describe(value)}}


class InjectedTransport:
    """A transport of the caller's own: one connection and one plain HTTP request for each call."""

    def __init__(self, port):
        self.port = port

    def send(self, body, expects_reply, timeout):
        head = (
            "POST /injected HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            "Connection: close\r\nContent-Length: %d\r\n\r\n" % len(body)
        )
        with socket.create_connection(("127.0.0.1", self.port), timeout) as connection:
            connection.sendall(head.encode("ascii") + body)
            reply = b""
            while True:
                piece = connection.recv(65536)
                if not piece:
                    break
                reply += piece
        return reply.partition(b"\r\n\r\n")[2] if expects_reply else None

    def close(self):
        pass


def constructed(kind, members):
    try:
        value = build_object(kind, members)
        return {"constructed": {"wire": SDK.to_wire(value), "shape": describe(value)}}
    except Exception as error:  # the SDK's answer, whatever it is
        return {"raised": describe_error(error)}


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
