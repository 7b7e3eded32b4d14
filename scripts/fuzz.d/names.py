"""Puts hostile names in every place of a document, generates, and holds the package to them."""

import argparse
import importlib
import json
import keyword
import os
import sys
import tempfile
import tomllib
import typing
import warnings

from documents import token
from trial import Trial, Wire, must, text

STRING = {"type": "string"}


def component(name):
    return {"$ref": "#/components/schemas/" + token(name)}


def described(name):
    """A member with the name in every text that Python shows to a reader."""
    return {"title": name, "description": name, **STRING}


def members(names, **more):
    return {"type": "object", "properties": {name: described(name) for name in names}, **more}


def method(name, params, result, **more):
    params = [{"name": param, "schema": schema, "description": param} for param, schema in params]
    return {"name": name, "params": params, "result": {"name": name, "schema": result}, **more}


def shapes(names):
    """The types that hold all names at once."""
    tagged = [
        {"type": "object", "required": ["tag"], "description": name,
         "properties": {"tag": {"const": name}, name + "1": STRING}} for name in names
    ]
    return {
        "All optional": members(names),
        "All required": members(names, required=names),
        "All values": {"enum": names},
        "All tagged": {"oneOf": tagged},
        "All keys": {"type": "object", "additionalProperties": STRING},
        "All others": {"type": "object", "properties": {"known": STRING},
                       "additionalProperties": {"type": "integer"}},
        "All inner": {"type": "object", "properties": {
            name: {"$ref": "#/components/schemas/All inner/definitions/" + token(name)}
            for name in names}, "definitions": {name: members([name, "in"]) for name in names}},
        "All titles": {"type": "array", "items": [
            {"title": name, "type": "object", "properties": {"t": {"const": place}}}
            for place, name in enumerate(names)]},
    }


def document(names):
    """All names in all places but the service's title."""
    named = [name for name in names if name]
    methods = [
        method(
            name, [(name, component(name))], component(name), summary=name, description=name,
            paramStructure="by-name" if place % 2 else "by-position", tags=[{"name": name}],
            errors=[{"code": place + 1, "message": name, "data": {name: name}}],
            examples=[{"name": name, "params": [{"name": name, "value": name}]}])
        for place, name in enumerate(named)
    ]
    types = shapes(names)
    methods += [method("all " + key, [], component(key)) for key in types]
    each = [(name, STRING) for name in named]
    methods.append(method("all by name", each, STRING, paramStructure="by-name"))
    methods.append(method("all by position", each, STRING, paramStructure="by-position"))
    schemas = {**types, **{name: {**members([name, "own"]), "description": name} for name in names}}
    server = {"name": "s", "url": "http://${a}/", "variables": {
        name: {"default": name, "description": name, "enum": [name]} for name in names}}
    keys = [{"$ref": "#/components/contentDescriptors/" + token(name)} for name in named]
    methods.append({"name": "all by key", "params": keys, "paramStructure": "by-name"})
    return {
        "openrpc": "1.3.2",
        "info": {"title": "names", "version": "1", "description": "".join(names)},
        "servers": [server], "methods": methods,
        "components": {
            "schemas": schemas, "tags": {name: {"name": name} for name in names},
            "errors": {name: {"code": 7, "message": name} for name in names},
            "contentDescriptors": {name: {"name": name or "x", "schema": STRING} for name in names},
        },
    }


class Names:
    """What is asked of the package of that document; counts what was asked."""

    def __init__(self, names, module, interface):
        self.names = names
        self.named = [name for name in names if name]
        self.module = module
        self.interface = interface
        self.wire = Wire()
        self.client = module.NamesClient(transport=self.wire, strict=True)
        self.pairs = {}

    def count(self, place, number=1):
        self.pairs[place] = self.pairs.get(place, 0) + number

    def call(self, method, result, /, **arguments):
        self.wire.reply = {"result": result}
        entry = self.module.METHODS[method]
        return getattr(self.client, entry["python"])(**arguments)

    def trip(self, method, raw):
        """The result as it is read, once it is known to go out as it came in."""
        value = self.call(method, raw)
        must(text(self.module.to_wire(value)) == text(raw), "changed", f"{method}: {text(raw)}")
        return value

    def methods(self):
        """Each name as a method, its param, its type, its member and its error."""
        pythons = {entry["python"] for entry in self.module.METHODS.values()}
        must(len(pythons) == len(self.module.METHODS), "methods meet", "")
        for place, name in enumerate(self.named):
            entry = self.module.METHODS[name]
            raw = {name: name, "own": "o"}
            value = self.trip(name, raw)
            must(isinstance(value, self.module.WireObject), "no object", name)
            slots = type(value)._wire_shape.by_wire
            must(getattr(value, slots[name].python) == name, "no member", name)
            (param,) = entry["params"]
            self.call(name, raw, **{param["python"]: value})
            expected = {name: raw} if place % 2 else [raw]
            sent = self.wire.sent
            must(sent["method"] == name and text(sent["params"]) == text(expected), "sent", name)
            must(hasattr(self.interface.NamesClient, entry["python"]), "interface", name)
            self.documented(getattr(self.module.NamesClient, entry["python"]), name)
            self.documented(type(value), name)
            self.refused(place + 1, name)
        for place in ("method", "own param", "type", "only member", "reference", "summary", "tag",
                      "description of a type", "error message"):
            self.count(place, len(self.named))

    def documented(self, thing, name):
        """The docstring has the name where one line of text can show it."""
        if name.strip() and name.isprintable() and name == name.strip(" "):
            must(name in (thing.__doc__ or ""), "no documentation", name)

    def refused(self, code, name):
        self.wire.reply = {"error": {"code": code, "message": name, "data": {name: name}}}
        try:
            self.client._call(name)
        except self.module.RpcError as error:
            must(type(error) is not self.module.RpcError, "no class", name)
            must((error.message, error.data) == (name, {name: name}), "error", name)

    def params(self):
        structures = {"all by name": dict, "all by position": list, "all by key": dict}
        for method, structure in structures.items():
            entry = self.module.METHODS[method]
            must([p["wire"] for p in entry["params"]] == self.named, "params", method)
            self.call(method, "", **{p["python"]: p["wire"] for p in entry["params"]})
            expected = structure(self.named) if structure is list else {n: n for n in self.named}
            must(text(self.wire.sent["params"]) == text(expected), "params", method)
            self.count("param " + method, len(self.named))
        for param in self.module.METHODS["all by name"]["params"]:
            self.call("all by name", "", **{param["python"]: "v"})
            must(self.wire.sent["params"] == {param["wire"]: "v"}, "param", param["wire"])

    def objects(self):
        for method in ("all All optional", "all All required"):
            raw = {name: name + "v" for name in self.names}
            value = self.trip(method, raw)
            for wire, slot in type(value)._wire_shape.by_wire.items():
                must(getattr(value, slot.python) == wire + "v", "member", wire)
                must(slot.required == ("required" in method), "required", wire)
            must(len(type(value)._wire_shape.by_wire) == len(self.names), "members", method)
            members = {s.python: s.wire for s in type(value)._wire_shape.slots}
            must(type(value)(**members) is not None, "constructor", method)
            self.count("member of " + method, len(self.names))
        for name in self.names:
            self.trip("all All optional", {name: name})
            self.trip("all All keys", {name: name})
            others = self.trip("all All others", {name: 1})
            must(others.additional_properties == {name: 1}, "others", name)
            inner = self.trip("all All inner", {name: {name: "x", "in": "y"}})
            python = type(inner)._wire_shape.by_wire[name].python
            must(isinstance(getattr(inner, python), self.module.WireObject), "definition", name)
        for place in ("member alone", "map key", "other member", "definition"):
            self.count(place, len(self.names))

    def values(self):
        classes = set()
        for name in self.names:
            self.trip("all All values", name)
            value = self.trip("all All tagged", {"tag": name, name + "1": "x"})
            classes.add(type(value))
        must(len(classes) == len(self.names), "tags meet", "")
        must(typing.get_args(self.module.AllValues) == tuple(self.names), "values", "")
        raw = [{"t": place} for place in range(len(self.names))]
        kinds = {type(one) for one in self.trip("all All titles", raw)}
        must(len(kinds) == len(self.names), "titles meet", "")
        for place in ("enum value", "tag of a union", "title of a schema"):
            self.count(place, len(self.names))


def written(trial, value):
    """The folder of a document's package."""
    out = f"{trial.folder}/{trial.number}"
    trial.number += 1
    path = out + ".json"
    with open(path, "w", encoding="utf-8") as file:
        json.dump(value, file)
    trial.generate(path, out)
    return out


def load(trial, value, package):
    """The client and the interface of a document's package."""
    out = written(trial, value)
    sys.path.insert(0, out)
    importlib.invalidate_caches()
    names = [f"{package}.{package}_{part}" for part in ("client", "interface")]
    return [importlib.import_module(name) for name in names]


def titles(trial, names):
    """Each name as the title of a service of its own: what is written stays in its folder."""
    for place, name in enumerate(names):
        value = {"openrpc": "1.3.2", "info": {"title": name, "version": name}, "methods": []}
        value["servers"] = [{"name": name, "url": name}]
        out = written(trial, value)
        (package,) = [entry.name for entry in os.scandir(out) if entry.is_dir()]
        must(package.isidentifier() and not keyword.iskeyword(package), "package", name)
        must(package not in sys.stdlib_module_names, "hides a module", name)
        with open(f"{out}/pyproject.toml", "rb") as file:
            must(tomllib.load(file)["project"]["description"] == f"Client of {name}", "toml", name)
        # Both modules say the title in the same words, and the client takes long to compile.
        for part in ("client", "interface") if place % 8 == 0 else ("interface",):
            with open(f"{out}/{package}/{package}_{part}.py", encoding="utf-8") as file:
                compile(file.read(), part, "exec", dont_inherit=True)
    return len(names)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names")
    parser.add_argument("--assay", required=True)
    parser.add_argument("--out", help="keep the packages in this folder")
    options = parser.parse_args()
    warnings.simplefilter("error")
    with open(options.names, encoding="utf-8") as file:
        names = [name for group in json.load(file).values() for name in group]
    must(len(names) == len(set(names)), "repeated", "")
    with tempfile.TemporaryDirectory(prefix="assay-names-") as folder:
        trial = Trial(options.assay, options.out or folder)
        play = Names(names, *load(trial, document(names), "names"))
        play.methods()
        play.params()
        play.objects()
        play.values()
        play.count("server variable", len(names))
        play.count("title of a service", titles(trial, names))
    for place, number in play.pairs.items():
        print(f"{number:5} {place}")
    print(f"{len(names)} names, {sum(play.pairs.values())} pairs of a name and a place")


if __name__ == "__main__":
    main()
