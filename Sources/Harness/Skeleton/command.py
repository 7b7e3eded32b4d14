"""Puts a client under judgement that is a command, run anew for each call.

    assay run --subject 'python3 adapter.py ./call' DOCUMENT

The command is given the service's address, the method, and the params as JSON. It prints an object
with `result`, or with `error` of `code`, `message` and perhaps `data`, and exits with status 0;
when it cannot, it says why on standard error and exits with another.

It is the smallest adapter there is, and shows how to write one in any language: read a line, answer
with a line. What has no answer here is `unsupported`.
"""

import json
import subprocess
import sys
import threading

SESSIONS = {}
WRITING = threading.Lock()


def describe():
    return {
        "protocol": "1",
        "name": "a command",
        "version": "0",
        "language": "unknown",
        "features": ["typed-errors", "raw-calls"],
        "transports": ["tcp"],
        "clients": ["sync"],
    }


def prepare(document=None, service=None, directory=None):
    return {"outcome": "returned", "value": None}


def connect(transport, timeout, url=None, **others):
    if transport != "tcp":
        return unsupported()
    SESSIONS[len(SESSIONS) + 1] = [url, timeout]
    return {"outcome": "connected", "session": len(SESSIONS)}


def call(session, method, params, timeout=None):
    if not SESSIONS.get(session):
        return no_session(session)
    url, patience = SESSIONS[session]
    try:
        ended = subprocess.run(
            sys.argv[1:] + [url, method, json.dumps(params)],
            capture_output=True, timeout=timeout or patience,
        )
    except subprocess.TimeoutExpired:
        return {"outcome": "raised", "kind": "timeout"}
    if ended.returncode:
        message = ended.stderr.decode("utf-8", "replace").strip()
        return {"outcome": "raised", "kind": "transport", "message": message}
    try:
        told = json.loads(ended.stdout)
        if "error" not in told:
            return {"outcome": "returned", "value": told["result"]}
        error = {name: told["error"][name] for name in told["error"]}
        return {"outcome": "raised", "kind": "rpc", **error}
    except (ValueError, TypeError, KeyError):
        return {"outcome": "raised", "kind": "protocol"}


def close(session):
    if not SESSIONS.get(session):
        return no_session(session)
    SESSIONS[session] = None
    return {"outcome": "returned", "value": None}


def no_session(number):
    return {"outcome": "could-not-run", "reason": "no session is called %s" % number}


def unsupported(**params):
    return {"outcome": "unsupported", "reason": "a command does not have that"}


# What there is, and the params that each needs.
METHODS = {
    "describe": (describe, []),
    "prepare": (prepare, []),
    "connect": (connect, ["transport", "timeout"]),
    "call": (call, ["session", "method", "params"]),
    "close": (close, ["session"]),
    "construct": (unsupported, ["names", "members"]),
    "notify": (unsupported, ["session", "method", "params"]),
    "batch": (unsupported, ["session", "calls"]),
    "subscribe": (unsupported, ["session"]),
    "cancel": (unsupported, []),
}


def error(number, code, message):
    return {"jsonrpc": "2.0", "error": {"code": code, "message": message}, "id": number}


def response(request):
    """What is answered to one message; None for a notification."""
    number = request.get("id") if isinstance(request, dict) else None
    is_plain = not isinstance(number, (bool, list, dict))
    if not is_plain or not isinstance(request, dict) or request.get("jsonrpc") != "2.0":
        return error(number if is_plain else None, -32600, "Invalid Request")
    name, params = request.get("method"), request.get("params", {})
    if not isinstance(name, str) or not isinstance(params, (dict, list)):
        return error(number, -32600, "Invalid Request")
    do, needed = METHODS.get(name, (None, []))
    if do is None:
        reply = error(number, -32601, "Method not found")
    elif not isinstance(params, dict) or any(each not in params for each in needed):
        reply = error(number, -32602, "Invalid params")
    else:
        try:
            reply = {"jsonrpc": "2.0", "result": do(**params), "id": number}
        except TypeError:
            reply = error(number, -32602, "Invalid params")
    return reply if "id" in request else None


def answer(message):
    if isinstance(message, list) and message:
        write([each for each in map(response, message) if each])
    else:
        write(response(message))


def write(reply):
    if reply:
        with WRITING:
            print(json.dumps(reply), flush=True)


for line in sys.stdin.buffer:
    try:
        message = json.loads(line, parse_constant=int)
    except (ValueError, RecursionError):
        write(error(None, -32700, "Parse error"))
    else:
        # A thread for each, so that calls run at the same time.
        if isinstance(message, dict) and message.get("method") == "call":
            threading.Thread(target=answer, args=(message,)).start()
        else:
            answer(message)
