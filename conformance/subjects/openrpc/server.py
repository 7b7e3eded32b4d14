"""The service of conformance/server.openrpc.json, served by the Python package openrpc."""

import pathlib
import sys
import typing

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))

from lines import serve  # noqa: E402
from openrpc import OpenRPCError, RPCServer  # noqa: E402

server = RPCServer(title="Server under test", version="1.0.0")
notes = {}


@server.method()
def echo(value: typing.Any) -> typing.Any:
    return value


@server.method()
def subtract(minuend: int, subtrahend: int) -> int:
    return minuend - subtrahend


@server.method()
def fail(reason: str) -> None:
    raise RuntimeError("on purpose: " + reason)


@server.method()
def refuse(data: str) -> None:
    if data == "object":
        raise OpenRPCError(code=404, message="refused", data={"sid": "b1", "tries": [1, 2]})
    raise OpenRPCError(code=404, message="refused")


@server.method(name="note.set")
def note_set(id: str, text: str) -> dict[str, str]:
    notes[id] = {"id": id, "text": text}
    return notes[id]


@server.method(name="note.get")
def note_get(id: str) -> dict[str, str]:
    if id not in notes:
        raise OpenRPCError(code=404, message="no such note")
    return notes[id]


@server.method()
def log(line: str) -> None:
    print(line, file=sys.stderr)


serve(server.process_request)
