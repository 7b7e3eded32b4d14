"""The mock's peer in aiohttp: the same JSON-RPC calls, answered from the same document.

Usage: mock_aiohttp.py DOCUMENT PORT

It does what the mock does for each call and no more: read the request, look the method up, check
that the required parameters are there, answer with the result of the first example pairing.
"""

import json
import sys

from aiohttp import web


def load(path):
    with open(path, encoding="utf-8") as file:
        document = json.load(file)
    methods = {}
    for method in document["methods"]:
        required = [p["name"] for p in method["params"] if p.get("required")]
        pairings = method.get("examples", [])
        result = pairings[0]["result"]["value"] if pairings else None
        methods[method["name"]] = (required, result)
    return methods


def answer(methods, request):
    if not isinstance(request, dict) or request.get("jsonrpc") != "2.0":
        return error(None, -32600, "Invalid Request")
    name = request.get("method")
    if not isinstance(name, str):
        return error(None, -32600, "Invalid Request")
    if "id" not in request:
        return None
    if name not in methods:
        return error(request["id"], -32601, "Method not found")
    required, result = methods[name]
    params = request.get("params", {})
    if isinstance(params, dict):
        complete = all(key in params for key in required)
    else:
        complete = len(params) >= len(required)
    if not complete:
        return error(request["id"], -32602, "Invalid params")
    return {"jsonrpc": "2.0", "result": result, "id": request["id"]}


def error(identifier, code, message):
    return {"jsonrpc": "2.0", "error": {"code": code, "message": message}, "id": identifier}


def main():
    methods = load(sys.argv[1])

    async def call(request):
        try:
            message = json.loads(await request.read())
        except ValueError:
            return web.json_response(error(None, -32700, "Parse error"))
        reply = answer(methods, message)
        if reply is None:
            return web.Response(status=204)
        return web.json_response(reply)

    application = web.Application()
    application.router.add_post("/", call)
    web.run_app(
        application, host="127.0.0.1", port=int(sys.argv[2]), access_log=None, print=None)


if __name__ == "__main__":
    main()
