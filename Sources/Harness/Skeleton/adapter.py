"""Puts a Python client that `assay generate` wrote under judgement.

    assay run --subject 'python3 adapter.py SDK' DOCUMENT

SDK is the folder with the client's package. The protocol is in `protocol`, generated too; its types
are used here for what is answered. What another client needs is said in `loaded`, `connected`,
`called`, `built` and `raised`: the rest is the protocol, and stays.
"""

import dataclasses
import importlib
import inspect
import itertools
import json
import os
import pathlib
import sys
import threading
import traceback

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "protocol"))

from subject import subject_client as protocol  # noqa: E402

# The client


class Missing(Exception):
    """The client lacks what its document declares; the argument says what."""


def loaded(folder):
    """The module of the client."""
    files = sorted(pathlib.Path(folder).rglob("*_client.py"))
    if len(files) != 1:
        sys.exit("'%s' has %d files *_client.py, not one" % (folder, len(files)))
    sys.path.insert(0, folder)
    path = files[0].relative_to(folder).with_suffix("")
    return importlib.import_module(".".join(path.parts))


SDK = loaded(sys.argv[1])


def client_class():
    """The client whose methods wait."""
    kinds = [kind for kind in vars(SDK).values() if inspect.isclass(kind)]
    own = [kind for kind in kinds if kind.__module__ == SDK.__name__ and hasattr(kind, "_call")]
    own = [kind for kind in own if kind.__name__.endswith("Client")]
    return next(kind for kind in own if not inspect.iscoroutinefunction(kind._call))


def connected(transport, timeout, url, path, command, environment):
    """A client that is connected a way; None where it has no such way."""
    kind = client_class()
    if transport == "tcp":
        return kind(url=url, timeout=timeout)
    if transport == "unix":
        return kind(path, timeout=timeout)
    if transport in ("stdio-lines", "stdio-headers"):
        framing = transport.partition("-")[2]
        surroundings = {**os.environ, **(environment or {})}
        pipe = SDK.StdioTransport(command, framing=framing, env=surroundings)
        return kind(transport=pipe, timeout=timeout)
    return None


def called(client, method, params):
    """The value of a call, as the client itself would write it to the wire."""
    entry = SDK.METHODS.get(method)
    if entry is None:
        raise Missing("a method for '%s'" % method)
    arguments = {}
    for each in entry["params"]:
        if each["wire"] in params:
            value = params[each["wire"]]
            is_null = value is None and not each["required"]
            arguments[each["python"]] = SDK.NULL if is_null else value
    return SDK.to_wire(getattr(client, entry["python"])(**arguments))


def built(names, members):
    """An object of the type with these members, encoded; None where there is no such type."""
    for kind in vars(SDK).values():
        if inspect.isclass(kind) and dataclasses.is_dataclass(kind):
            if issubclass(kind, SDK.WireObject) and wire_names(kind) == set(names):
                return SDK.to_wire(SDK.from_wire(kind, members))
    return None


def wire_names(kind):
    fields = [each for each in dataclasses.fields(kind) if not each.metadata.get("additional")]
    return {each.metadata.get("wire", each.name) for each in fields}


def raised(error):
    """What a caller learns from an exception."""
    told = {"kind": "other", "type": type(error).__name__, "message": str(error)}
    for kind, name in (("sdk", "SdkError"), ("transport", "TransportError"),
                       ("protocol", "ProtocolError"), ("rpc", "RpcError")):
        if isinstance(error, getattr(SDK, name)):
            told["kind"] = kind
    if told["kind"] == "rpc":
        told.update(code=error.code, message=error.message)
        if error.has_data:
            data = SDK.to_wire(error.data)
            told["data"] = protocol.NULL if data is None else data
    if told["kind"] == "other":
        told["trace"] = traceback.format_exc()
    return protocol.Raised("raised", **told)


# The protocol

SESSIONS = {}
NUMBERS = itertools.count(1)


def describe():
    return protocol.Description(
        protocol="1",
        name=SDK.__name__,
        version="0",
        language="python",
        features=["construct", "notify", "typed-errors"],
        transports=["tcp", "unix", "stdio-lines", "stdio-headers"],
        clients=["sync"],
    )


def prepare(document=None, service=None, directory=None):
    return protocol.Returned("returned", None)


def construct(names, members):
    encoded = built(names, members)
    if encoded is None:
        raise Missing("a type with the members %s" % ", ".join(sorted(names)))
    return protocol.Constructed("constructed", encoded)


def connect(transport, timeout, url=None, path=None, command=None, environment=None, **others):
    made = connected(transport, timeout, url, path, command, environment)
    if made is None:
        return unsupported("the transport '%s'" % transport)
    number = next(NUMBERS)
    SESSIONS[number] = made
    return protocol.Connected("connected", number)


def call(session, method, params, timeout=None):
    if session not in SESSIONS:
        return no_session(session)
    return protocol.Returned("returned", called(SESSIONS[session], method, params))


def notify(session, method, params):
    return call(session, method, params)


def close(session):
    if session not in SESSIONS:
        return no_session(session)
    SESSIONS.pop(session).close()
    return protocol.Returned("returned", None)


def batch(session, calls):
    return unsupported("batches")


def subscribe(session):
    return unsupported("subscriptions")


def cancel(call=None, subscription=None):
    return unsupported("calls that are given up")


def no_session(number):
    return protocol.CouldNotRun("could-not-run", "no session is called %s" % number)


def unsupported(what):
    return protocol.Unsupported("unsupported", "the client does not have " + what)


# JSON-RPC on standard input and output, one message a line

WRITING = threading.Lock()


class Refused(Exception):
    """A request that is answered with an error; its arguments are code and message."""


def result(name, params):
    """Carries out a request of the protocol."""
    entry = protocol.METHODS.get(name)
    if entry is None:
        raise Refused(-32601, "Method not found")
    known = {each["wire"] for each in entry["params"]}
    needed = {each["wire"] for each in entry["params"] if each["required"]}
    if not isinstance(params, dict) or not needed <= set(params) <= known:
        raise Refused(-32602, "Invalid params")
    try:
        return protocol.to_wire(globals()[name](**params))
    except Missing as error:
        return protocol.to_wire(protocol.Missing("missing", *error.args))
    except Exception as error:  # the client's answer, whatever it is
        return protocol.to_wire(raised(error))


def response(request):
    """What is answered to one message; None for a notification."""
    lawful = isinstance(request, dict) and request.get("jsonrpc") == "2.0"
    number = request.get("id") if isinstance(request, dict) else None
    if isinstance(number, (bool, list, dict)):
        lawful, number = False, None
    params = request.get("params", {}) if isinstance(request, dict) else None
    try:
        if not lawful or not isinstance(request.get("method"), str):
            raise Refused(-32600, "Invalid Request")
        if not isinstance(params, (dict, list)):
            raise Refused(-32600, "Invalid Request")
        answer = {"result": result(request["method"], params)}
    except Refused as refusal:
        answer = {"error": dict(zip(("code", "message"), refusal.args))}
        if refusal.args[0] == -32600:
            return {"jsonrpc": "2.0", **answer, "id": number}
    return {"jsonrpc": "2.0", **answer, "id": number} if "id" in request else None


def answer(message):
    if isinstance(message, list) and message:
        reply = [each for each in map(response, message) if each] or None
    else:
        reply = response(message)
    if reply:
        write(reply)


def write(reply):
    text = json.dumps(reply).encode()
    with WRITING:
        sys.stdout.buffer.write(text + b"\n")
        sys.stdout.buffer.flush()


def main():
    for line in sys.stdin.buffer:
        try:
            message = json.loads(line, parse_constant=int)
        except (ValueError, RecursionError):
            problem = {"code": -32700, "message": "Parse error"}
            write({"jsonrpc": "2.0", "error": problem, "id": None})
            continue
        # Whatever takes time has a thread of its own, so that calls run at the same time.
        if isinstance(message, dict) and message.get("method") == "call":
            threading.Thread(target=answer, args=(message,)).start()
        else:
            answer(message)


main()
