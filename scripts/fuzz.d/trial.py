"""One document's trial: generate, import, call every method, and hold what was sent and read
against the document."""

import importlib
import json
import os
import random
import re
import shutil
import subprocess
import sys

from values import Placed, Sampler, Unlawful, find, flatten


class Failure(Exception):
    """What was wrong; `kind` is the part that stays while the document shrinks."""

    def __init__(self, kind, detail):
        super().__init__(f"{kind}: {detail}")
        self.kind = kind


def text(value):
    """JSON text in which equal values are equal, and 1, 1.0 and true are not."""
    return json.dumps(value, sort_keys=True)


def must(condition, kind, detail):
    if not condition:
        raise Failure(kind, detail)


def guarded(kind, call, /, *arguments, **named):
    """Calls, and makes a failure of whatever is raised."""
    try:
        return call(*arguments, **named)
    except (Failure, Unlawful):
        raise
    except Exception as error:
        name = type(error).__name__
        words = re.sub(r"'[^']*'|\d+", "…", str(error))[:60]
        raise Failure(f"{kind}: {name}: {words}", repr(error)) from error


class Wire:
    """A transport that keeps what is sent and answers with one result or error."""

    def __init__(self):
        self.sent = None
        self.reply = {}

    def send(self, body, expects_reply, timeout):
        self.sent = json.loads(body)
        reply = {"jsonrpc": "2.0", "id": self.sent.get("id"), **self.reply}
        return json.dumps(reply).encode() if expects_reply else None

    def close(self):
        pass


class Trial:
    """Tries documents with one `assay`, below one folder."""

    def __init__(self, assay, folder):
        self.assay = assay
        self.folder = folder
        self.calls = self.checks = self.unlawful = 0
        self.number = 0
        sys.path.insert(0, folder)
        sys.dont_write_bytecode = True

    def examine(self, document, seed, keep=False):
        """Raises Failure or Unlawful; returns nothing when all is well."""
        self.number += 1
        out = os.path.join(self.folder, f"sdk{self.number}")
        path = os.path.join(self.folder, "document.json")
        with open(path, "w", encoding="utf-8") as file:
            json.dump(document, file)
        try:
            self.generate(path, out)
            package = next(n for n in os.listdir(out) if not n.endswith(".toml"))
            sys.path.insert(0, out)
            importlib.invalidate_caches()
            module = guarded("import", importlib.import_module, f"{package}.{package}_client")
            guarded("interface", importlib.import_module, f"{package}.{package}_interface")
            self.play(document, module, package, seed)
        finally:
            if out in sys.path:
                sys.path.remove(out)
            for name in [n for n in sys.modules if n.split(".")[0] == document["info"]["title"]]:
                del sys.modules[name]
            if not keep:
                shutil.rmtree(out, ignore_errors=True)

    def generate(self, path, out):
        words = [self.assay, "generate", path, "--python", out]
        done = subprocess.run(words, capture_output=True, text=True, timeout=60)
        if done.returncode != 0:
            errors = [line for line in done.stderr.splitlines() if ": error: " in line]
            rules = sorted({line.rsplit("[", 1)[-1] for line in errors})
            raise Failure(f"refused with {done.returncode} {rules}", done.stderr)

    def play(self, document, module, package, seed):
        classes = (kind for kind in vars(module).values() if isinstance(kind, type))
        sync = module._SyncCaller
        client = [kind for kind in classes if issubclass(kind, sync) and kind is not sync]
        for method in document["methods"]:
            entry = module.METHODS.get(method["name"])
            must(entry is not None, "method is missing", method["name"])
            for extras in (False, True):
                play = Play(document, module, client[0], method, entry, (seed, extras))
                play.calls()
                self.calls += play.made
                self.checks += play.read_objects


class Play:
    """The calls of one method."""

    def __init__(self, document, module, client, method, entry, seed):
        self.document = document
        self.module = module
        self.method = method
        self.entry = entry
        self.extras = seed[1]
        self.rng = random.Random(f"{seed} {method['name']}")
        self.sampler = Sampler(document, self.rng, self.extras)
        self.wire = Wire()
        self.client = client(transport=self.wire, strict=not self.extras)
        self.made = self.read_objects = 0

    def calls(self):
        """With raw values, then with a result that was read as an argument, then an error."""
        result = self.method.get("result")
        for _ in range(3):
            value = self.call({})
            raw = self.wire.reply.get("result")
            if result is None:
                must(value is None, "a notification returned", repr(value))
                continue
            must(text(self.module.to_wire(value)) == text(raw), "result changed", text(raw))
            self.read(result["schema"], raw, value, result["schema"])
            if raw is not None:
                self.callWithRead(result["schema"], value)
        self.refused()

    def callWithRead(self, schema, value):
        """What was read goes out again where a param has the same schema."""
        for param in self.method["params"]:
            if param["schema"] == schema:
                self.call({param["name"]: value})

    def refused(self):
        for error in self.method.get("errors", []):
            answer = {"code": error["code"], "message": "m\n", "data": {"a": [1, None]}}
            if self.rng.random() < 0.5 and "data" in error:
                answer["data"] = self.sampler.value(error["data"])
            try:
                self.call({}, {"error": answer})
            except self.module.RpcError as raised:
                seen = [raised.code, raised.message, self.module.to_wire(raised.data)]
                must(text(seen) == text([*answer.values()]), "error changed", repr(raised))
                must(type(raised) is not self.module.RpcError, "error has no class", repr(raised))
            else:
                must("result" not in self.method, "nothing was raised", text(answer))

    def call(self, given, reply=None):
        """One call: params by what the document says, and what was sent."""
        sent, arguments = {}, {}
        params = self.method["params"]
        structure = self.method.get("paramStructure", "either")
        last = self.rng.randint(0, len(params))
        for place, param in enumerate(params):
            isOmitted = place >= last or (structure != "by-position" and self.rng.random() < 0.3)
            if not param.get("required") and isOmitted and param["name"] not in given:
                if structure == "by-position":
                    break
                continue
            value = given.get(param["name"])
            if param["name"] not in given:
                value = self.sampler.value(param["schema"])
            python = self.entry["params"][place]["python"]
            sent[param["name"]] = self.module.to_wire(value)
            arguments[python] = self.module.NULL if value is None else value
        self.wire.reply = reply or {"result": None}
        if reply is None and "result" in self.method:
            self.wire.reply = {"result": self.sampler.value(self.method["result"]["schema"])}
        self.made += 1
        call = getattr(self.client, self.entry["python"])
        try:
            value = guarded("call", call, **arguments) if reply is None else call(**arguments)
        finally:
            self.check(sent, structure)
        return value

    def check(self, sent, structure):
        request = self.wire.sent
        must(request["method"] == self.method["name"], "method changed", repr(request))
        expected = [*sent.values()] if structure == "by-position" else sent
        must(text(request.get("params", type(expected)())) == text(expected), "params changed",
             f"{text(request)} for {text(expected)}")

    def read(self, schema, raw, value, root):
        """What was read has the shape that the schema plainly states."""
        if not isinstance(schema, dict) or schema.get("nullable") or raw is None:
            return
        if "$ref" in schema:
            target, inner = find(self.document, schema["$ref"], root)
            return self.read(target, raw, value, inner)
        flat = schema
        if "allOf" in schema:
            flat = flatten(self.document, schema, root)
        for name in ("oneOf", "anyOf"):
            if flat is not None and name in flat:
                return self.read(self.chosen(flat, name, raw), raw, value, root)
        if flat is None or "const" in flat or "enum" in flat:
            return
        if isinstance(raw, dict) and flat.get("properties"):
            self.readObject(flat, raw, value, root)
        elif isinstance(raw, list) and isinstance(flat.get("items"), (dict, bool)):
            if "prefixItems" not in flat and not isinstance(flat.get("type"), list):
                for one, item in zip(raw, value):
                    self.read(flat["items"], one, item, root)

    def chosen(self, schema, name, raw):
        """The alternative whose tag the value has; the only one; else nobody can tell."""
        if len(schema) > 1:
            return None
        if len(schema[name]) == 1:
            return schema[name][0] if isinstance(schema[name][0], dict) else None
        for variant in schema[name]:
            for member, inner in (variant.get("properties", {}) if isinstance(variant, dict) else {}
                                  ).items():
                if not isinstance(inner, dict) or member not in variant.get("required", []):
                    continue
                tags = [inner["const"]] if "const" in inner else inner.get("enum", [])
                if len(tags) == 1 and isinstance(raw, dict) and raw.get(member) == tags[0]:
                    allTagged = all(isinstance(v, dict) and member in v.get("properties", {})
                                    for v in schema[name])
                    return variant if allTagged and isinstance(tags[0], str) else None
        return None

    def readObject(self, schema, raw, value, root):
        if "$ref" in schema:
            return
        self.read_objects += 1
        must(isinstance(value, self.module.WireObject), "object is not typed", text(raw))
        slots = type(value)._wire_shape.by_wire
        for name, member in schema.get("properties", {}).items():
            must(name in slots, "member is not typed", f"{name!r} of {type(value).__name__}")
            isRequired = name in schema.get("required", [])
            must(slots[name].required == isRequired, "required is wrong", repr(name))
            inner = root
            if isinstance(member, Placed):
                member, inner = member
            if raw.get(name) is not None:
                self.read(member, raw[name], getattr(value, slots[name].python), inner)
