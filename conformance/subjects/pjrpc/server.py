"""The service of conformance/server.openrpc.json, served by pjrpc."""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))

import pjrpc.server  # noqa: E402
from lines import serve  # noqa: E402
from pjrpc.server import exceptions  # noqa: E402

registry = pjrpc.server.MethodRegistry()
notes = {}


def expect(kind, *values):
    """Refuses values of another type, as an application says it with this library."""
    if any(type(value) is not kind for value in values):
        raise exceptions.InvalidParamsError()


@registry.add("echo")
def echo(value):
    return value


@registry.add("subtract")
def subtract(minuend, subtrahend):
    expect(int, minuend, subtrahend)
    return minuend - subtrahend


@registry.add("fail")
def fail(reason):
    expect(str, reason)
    raise RuntimeError("on purpose: " + reason)


@registry.add("refuse")
def refuse(data):
    if data == "object":
        raise exceptions.JsonRpcError(404, "refused", {"sid": "b1", "tries": [1, 2]})
    raise exceptions.JsonRpcError(404, "refused")


@registry.add("note.set")
def note_set(id, text):
    expect(str, id, text)
    notes[id] = {"id": id, "text": text}
    return notes[id]


@registry.add("note.get")
def note_get(id):
    expect(str, id)
    if id not in notes:
        raise exceptions.JsonRpcError(404, "no such note")
    return notes[id]


@registry.add("log")
def log(line):
    print(line, file=sys.stderr)


dispatcher = pjrpc.server.Dispatcher()
dispatcher.add_methods(registry)


def answer(text):
    reply = dispatcher.dispatch(text, context=None)
    return reply and reply[0]


serve(answer)
