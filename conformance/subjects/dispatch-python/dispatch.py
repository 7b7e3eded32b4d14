"""JSON-RPC 2.0 to handlers, by hand, for the methods of the workbench."""

import asyncio
import json
import sys
import traceback

PARSE, REQUEST, METHOD, PARAMS, INTERNAL = -32700, -32600, -32601, -32602, -32603


class HandlerError(Exception):
    """What a handler answers with instead of a result: code, message and perhaps data."""

    def __init__(self, error):
        super().__init__(error.get("message"))
        self.error = error


class Refusal(Exception):
    """What the dispatch answers with by itself."""

    def __init__(self, code, message, data=None):
        super().__init__(message)
        self.error = {"code": code, "message": message}
        if data is not None:
            self.error["data"] = data


def is_size(value):
    return fits(value, {"width": (True, is_integer), "height": (True, is_number)})


def is_integer(value):
    return isinstance(value, int) and not isinstance(value, bool)


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def is_text(value):
    return isinstance(value, str)


def is_flag(value):
    return isinstance(value, bool)


def is_text_or_null(value):
    return value is None or isinstance(value, str)


def is_anything(value):
    return True


def is_integers(value):
    return isinstance(value, list) and all(map(is_integer, value))


def is_headers(value):
    return isinstance(value, dict) and all(
        isinstance(list_, list) and all(map(is_text, list_)) for list_ in value.values()
    )


def fits(value, members):
    return isinstance(value, dict) and not problem(value, members)


def problem(params, members):
    """What is wrong with an object, with the path of it."""
    for name, (is_required, check) in members.items():
        if name not in params:
            if is_required:
                return f"'{name}' is missing"
        elif not check(params[name]):
            return f"'{name}' has the wrong type"
    return None


# Each method's members with whether they are required, and what each must be.
METHODS = {
    "canvas.open": {
        "sessionId": (True, is_text),
        "canvasId": (True, is_text),
        "title": (False, is_text),
        "size": (False, is_size),
        "parent": (True, is_text_or_null),
        "type": (False, is_text),
        "options": (False, is_anything),
        "layers": (False, is_integers),
    },
    "canvas.close": {"sessionId": (True, is_text), "canvasId": (True, is_text)},
    "canvas.action.invoke": {
        "sessionId": (True, is_text),
        "action": (True, is_text),
        "input": (False, is_anything),
    },
    "sessionFs.readFile": {"sessionId": (True, is_text), "path": (True, is_text)},
    "sessionFs.writeFile": {
        "sessionId": (True, is_text),
        "path": (True, is_text),
        "content": (True, is_text),
        "mode": (False, is_integer),
    },
    "llmInference.httpRequestStart": {
        "requestId": (True, is_text),
        "url": (True, is_text),
        "headers": (False, is_headers),
    },
    "llmInference.httpRequestChunk": {
        "requestId": (True, is_text),
        "data": (True, is_text),
        "end": (False, is_flag),
    },
    "llmInference.httpRequestCount": {"url": (False, is_text)},
    "llmInference.httpRequestCancel": {"requestId": (True, is_text)},
    "telemetry.event": {"name": (True, is_text), "count": (False, is_integer)},
    "clock.now": {"zone": (False, is_text)},
}
GROUPS = {name.partition(".")[0] for name in METHODS}
VOID = {"canvas.close", "llmInference.httpRequestCancel", "telemetry.event"}


class Dispatch:
    """Turns a message's text into the answer to it, or None where none is due."""

    def __init__(self, handle, profile, without):
        self.handle, self.profile, self.without = handle, profile, without

    async def answer(self, text):
        try:
            message = json.loads(text, parse_constant=self.refuse_constant)
            # Half of a surrogate pair is no character: it cannot be written again.
            json.dumps(message, ensure_ascii=False).encode()
        except (ValueError, RecursionError):
            return failure(None, Refusal(PARSE, "the message is no JSON").error)
        if not isinstance(message, list):
            return await self.answer_one(message)
        if not message:
            return failure(None, Refusal(REQUEST, "the batch is empty").error)
        answers = await asyncio.gather(*map(self.answer_one, message))
        return [answer for answer in answers if answer is not None] or None

    @staticmethod
    def refuse_constant(name):
        raise ValueError(f"{name} is no JSON")

    async def answer_one(self, request):
        fault = self.fault(request)
        if fault:
            return failure(self.known_id(request), Refusal(REQUEST, fault).error)
        is_due = "id" in request
        try:
            result = await self.result(request)
            answer = {"jsonrpc": "2.0", "result": result, "id": request.get("id")}
        except (Refusal, HandlerError) as refusal:
            answer = failure(request.get("id"), refusal.error)
        except Silence:
            return None
        except Exception:
            traceback.print_exc(file=sys.stderr)
            answer = failure(request.get("id"), Refusal(INTERNAL, "the handler broke").error)
        return answer if is_due else None

    @staticmethod
    def fault(request):
        if not isinstance(request, dict):
            return "a request is an object"
        if request.get("jsonrpc") != "2.0":
            return "'jsonrpc' is not \"2.0\""
        if not isinstance(request.get("method"), str):
            return "'method' is no text"
        if "params" in request and not isinstance(request["params"], (dict, list)):
            return "'params' is neither an object nor an array"
        if not is_id(request.get("id")):
            return "'id' is neither a text, a number nor null"
        return None

    @staticmethod
    def known_id(request):
        if isinstance(request, dict) and is_id(request.get("id")):
            return request.get("id")
        return None

    async def result(self, request):
        method = request["method"]
        group, dot, _ = method.partition(".")
        rules = self.rules(group) if group in GROUPS and dot else Strict
        if method not in METHODS:
            raise rules.unknown(method)
        params = rules.present(request)
        if isinstance(params, list):
            params = dict(zip(METHODS[method], params))
        wrong = problem(params, METHODS[method])
        if wrong:
            raise rules.bad(wrong)
        if group in self.without:
            raise rules.orphan(group)
        try:
            result = await self.handle(method, params)
        except HandlerError as error:
            return rules.failed(error, method)
        return rules.void(result) if method in VOID else result

    def rules(self, group):
        return LEGACY.get(group, Strict) if self.profile == "legacy" else Strict


class Silence(Exception):
    """No answer at all, though one is due."""


class Strict:
    """JSON-RPC's own codes."""

    def unknown(method):
        return Refusal(METHOD, f"there is no method '{method}'")

    def present(request):
        return request.get("params", {})

    def bad(text):
        return Refusal(PARAMS, text)

    def orphan(group):
        return Refusal(METHOD, f"nobody handles '{group}'")

    def failed(error, method):
        raise error

    def void(result):
        return None


class Canvas(Strict):
    def orphan(group):
        return Refusal(INTERNAL, f"nobody handles '{group}'", {"code": "canvas_handler_unset"})

    def failed(error, method):
        data = {"code": error.error["code"], "message": error.error["message"]}
        raise Refusal(INTERNAL, error.error["message"], data)


class SessionFs(Strict):
    def unknown(method):
        return Refusal(INTERNAL, f"there is no method '{method}'")

    def present(request):
        if "params" not in request:
            raise Refusal(INTERNAL, "'params' is missing")
        return request["params"]

    def bad(text):
        return Refusal(INTERNAL, text)

    def orphan(group):
        return Refusal(INTERNAL, f"nobody handles '{group}'")

    def failed(error, method):
        found = {"code": "UNKNOWN", "message": error.error["message"]}
        return found if method == "sessionFs.writeFile" else {"content": "", "error": found}


class LlmInference(SessionFs):
    def orphan(group):
        return Silence()

    def failed(error, method):
        return {}

    def void(result):
        return {}


LEGACY = {"canvas": Canvas, "sessionFs": SessionFs, "llmInference": LlmInference}


def is_id(value):
    return value is None or isinstance(value, str) or is_number(value)


def failure(number, error):
    return {"jsonrpc": "2.0", "error": error, "id": number}
