"""Plays one case against a generated Python SDK, inside a worker process.

Text in, text out: every entry point takes one JSON text and returns another. The driver relies on
what the SDK declares of itself (METHODS, dataclass fields and their metadata) only to find names;
what is true is judged elsewhere, on the wire and on the values described here.

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


def load(text):
    """Imports the package; every case is forked from the process that has done so."""
    global SDK
    SETTINGS.update(json.loads(text))
    sys.path.insert(0, SETTINGS["root"])
    warnings.simplefilter("error")
    SDK = importlib.import_module(SETTINGS["client"])
    # A case that looks for them itself would touch, and so copy, the pages of every class.
    CLIENTS.update(client_classes())
    needed = SETTINGS.get("conventions") and not hasattr(SDK, "METHODS")
    return dump({"methods": 0 if needed else len(SDK.METHODS), **offered()})


def play(text):
    """Calls methods of one client, one after the other."""
    task = json.loads(text)
    with connected(task) as client:
        if task["client"] == "async":
            return dump({"steps": asyncio.run(play_awaiting(client, task["steps"]))})
        return dump({"steps": play_waiting(client, task["steps"])})


def play_waiting(connect, steps):
    client = connect()
    try:
        return [call(client, step["method"], step["params"]) for step in steps]
    finally:
        getattr(client, "close", lambda: None)()


async def play_awaiting(connect, steps):
    client = connect()
    try:
        return [await call_awaiting(client, step["method"], step["params"]) for step in steps]
    finally:
        await client.aclose()


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


def call(client, wire_name, params):
    method, problem = prepared(client, wire_name, params)
    if method is None:
        return problem
    try:
        value = method()
    except Exception as error:  # the SDK's answer, whatever it is
        return {"raised": describe_error(error)}
    return returned(method, value)


async def call_awaiting(client, wire_name, params):
    method, problem = prepared(client, wire_name, params)
    if method is None:
        return problem
    try:
        value = await method()
    except Exception as error:  # the SDK's answer, whatever it is
        return {"raised": describe_error(error)}
    return returned(method, value)


def returned(method, value):
    """The outcome of a call, with what is not of the type that the method's annotations state."""
    outcome = {"returned": {"wire": encoded(value), "shape": describe(value)}}
    fault = misstatement(method, value)
    return {**outcome, "misfit": fault} if fault else outcome


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
        return None, {"missing": "'%s' %s" % (wire_name, place)}
    method = getattr(client, entry["python"], None)
    if method is None:
        return None, {"missing": "the method '%s' for '%s'" % (entry["python"], wire_name)}
    hints = type_hints(getattr(type(client), entry["python"]))
    known = {each["wire"]: each for each in entry["params"]}
    arguments = {}
    for name, value in params.items():
        if name not in known:
            return None, {"missing": "the parameter '%s' of '%s'" % (name, wire_name)}
        python = known[name]["python"]
        arguments[python] = build(hints.get(python), value, known[name]["required"])
    return functools.partial(method, **arguments), None


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
