#!/usr/bin/env python3
"""A small service that remembers: JSON-RPC 2.0 over HTTP, on loopback and on a Unix socket.

Each family of methods (`ship.get`, `ship.set`, `ship.list`, `ship.delete`, and likewise for any
other word before the dot) is a shelf of objects by their `sid`. It needs the standard library
alone, and shares no code with the client or the judge. Standard output has the address and, after
it, the path of the socket; it serves until its standard input ends.

usage: e2e_server.py SOCKET
"""

import http.server
import itertools
import json
import socketserver
import sys
import threading


class Refusal(Exception):
    """An error of the protocol or the service: code, message, data."""


class Shelves:
    """The objects of each family, and what its methods do to them."""

    def __init__(self):
        self.lock = threading.Lock()
        self.shelves = {}
        self.clock = itertools.count(1_000)

    def call(self, method, params):
        family, _, verb = method.rpartition(".")
        work = getattr(self, "do_" + verb, None)
        if not family or work is None:
            raise Refusal(-32601, "there is no such method", method)
        if not isinstance(params, (dict, list)):
            raise Refusal(-32602, "params are an object or an array", params)
        with self.lock:
            return work(self.shelves.setdefault(family, {}), params)

    def do_get(self, shelf, params):
        return shelf.get(first(params, "sid"))

    def do_set(self, shelf, params):
        values = list(params.values()) if isinstance(params, dict) else params
        if len(values) != 1 or not isinstance(values[0], dict):
            raise Refusal(-32602, "one object is wanted", params)
        now = next(self.clock)
        sid = values[0].get("sid") or "s%d" % now
        created = shelf.get(sid, {}).get("created_at", now)
        shelf[sid] = dict(values[0], sid=sid, created_at=created, updated_at=now)
        return sid

    def do_list(self, shelf, params):
        wanted = params if isinstance(params, dict) else {}
        limit = wanted.get("limit", len(shelf))
        conditions = [(name, each) for name, each in wanted.items() if name != "limit"]
        found = [
            item
            for item in shelf.values()
            if all(item.get(name) == each for name, each in conditions)
        ]
        return found[:limit]

    def do_delete(self, shelf, params):
        return shelf.pop(first(params, "sid"), None) is not None


def first(params, name):
    values = params.get(name) if isinstance(params, dict) else next(iter(params), None)
    if not isinstance(values, str):
        raise Refusal(-32602, "'%s' is a text" % name, params)
    return values


def answer(shelves, body):
    """The reply to one request; None for a notification."""
    identifier = None
    try:
        try:
            request = json.loads(body)
        except ValueError as error:
            raise Refusal(-32700, "the request is not JSON", str(error)) from error
        if not isinstance(request, dict) or request.get("jsonrpc") != "2.0":
            raise Refusal(-32600, "the request is not JSON-RPC 2.0", None)
        identifier = request.get("id")
        result = shelves.call(str(request.get("method")), request.get("params", {}))
        if "id" not in request:
            return None
        return {"jsonrpc": "2.0", "id": identifier, "result": result}
    except Refusal as refusal:
        code, message, data = refusal.args
        error = {"code": code, "message": message, "data": data}
        return {"jsonrpc": "2.0", "id": identifier, "error": error}


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        reply = answer(self.server.shelves, body)
        text = b"" if reply is None else json.dumps(reply).encode()
        self.send_response(204 if reply is None else 200)
        if reply is not None:
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def address_string(self):
        return "client"

    def log_message(self, *words):
        pass


class TCPServer(socketserver.ThreadingTCPServer):
    daemon_threads = True


class UnixServer(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True


def main(arguments):
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 64
    shelves = Shelves()
    servers = [TCPServer(("127.0.0.1", 0), Handler), UnixServer(arguments[0], Handler)]
    for server in servers:
        server.shelves = shelves
        threading.Thread(target=server.serve_forever, daemon=True).start()
    print("http://127.0.0.1:%d/rpc" % servers[0].server_address[1], flush=True)
    print(arguments[0], flush=True)
    sys.stdin.read()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
