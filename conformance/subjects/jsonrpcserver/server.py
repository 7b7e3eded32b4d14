"""The service of conformance/server.openrpc.json, served by jsonrpcserver."""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))

from jsonrpcserver import Error, InvalidParams, Success, dispatch, method  # noqa: E402
from lines import serve  # noqa: E402

notes = {}


def are(kind, *values):
    return all(type(value) is kind for value in values)


@method
def echo(value):
    return Success(value)


@method
def subtract(minuend, subtrahend):
    if not are(int, minuend, subtrahend):
        return InvalidParams()
    return Success(minuend - subtrahend)


@method
def fail(reason):
    if not are(str, reason):
        return InvalidParams()
    raise RuntimeError("on purpose: " + reason)


@method
def refuse(data):
    if data == "object":
        return Error(404, "refused", {"sid": "b1", "tries": [1, 2]})
    return Error(404, "refused")


@method(name="note.set")
def note_set(id, text):
    if not are(str, id, text):
        return InvalidParams()
    notes[id] = {"id": id, "text": text}
    return Success(notes[id])


@method(name="note.get")
def note_get(id):
    if not are(str, id):
        return InvalidParams()
    return Success(notes[id]) if id in notes else Error(404, "no such note")


@method
def log(line):
    print(line, file=sys.stderr)
    return Success()


serve(dispatch)
