"""The mock's peer in starlette under uvicorn: the same calls, answered from the same document.

Usage: mock_starlette.py DOCUMENT PORT [validate]

With `validate` it also holds params against their types, as the mock does against their schemas.
"""

import json
import sys

import uvicorn
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route

TYPES = {"integer": int, "string": str, "number": (int, float), "array": list, "object": dict}


def load(path):
    with open(path, encoding="utf-8") as file:
        document = json.load(file)
    methods = {}
    for method in document["methods"]:
        pairings = method.get("examples", [])
        result = pairings[0]["result"]["value"] if pairings else None
        methods[method["name"]] = (method["params"], result)
    return methods


def fits(params, given):
    for param in params:
        value = given.get(param["name"])
        if value is None:
            if param.get("required"):
                return False
        elif not isinstance(value, TYPES[param["schema"]["type"]]):
            return False
    return True


def answer(methods, request, validates):
    if not isinstance(request, dict) or request.get("jsonrpc") != "2.0":
        return error(None, -32600, "Invalid Request")
    if "id" not in request:
        return None
    if request.get("method") not in methods:
        return error(request["id"], -32601, "Method not found")
    params, result = methods[request["method"]]
    given = request.get("params", {})
    if validates and not (isinstance(given, dict) and fits(params, given)):
        return error(request["id"], -32602, "Invalid params")
    return {"jsonrpc": "2.0", "result": result, "id": request["id"]}


def error(identifier, code, message):
    return {"jsonrpc": "2.0", "error": {"code": code, "message": message}, "id": identifier}


def main():
    methods = load(sys.argv[1])
    validates = "validate" in sys.argv[3:]

    async def call(request):
        try:
            message = json.loads(await request.body())
        except ValueError:
            reply = error(None, -32700, "Parse error")
        else:
            reply = answer(methods, message, validates)
        if reply is None:
            return Response(status_code=204)
        return Response(json.dumps(reply), media_type="application/json")

    application = Starlette(routes=[Route("/", call, methods=["POST"])])
    uvicorn.run(
        application, host="127.0.0.1", port=int(sys.argv[2]), access_log=False, log_level="error",
        loop="uvloop", http="httptools")


if __name__ == "__main__":
    main()
