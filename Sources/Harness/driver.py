"""Plays one case against a generated Python SDK, inside a worker process.

Text in, text out: every entry point takes one JSON text and returns another. The driver relies on
what the SDK declares of itself (METHODS, dataclass fields and their metadata) only to find names;
what is true is judged elsewhere, on the wire and on the values described here.
"""

import collections.abc
import dataclasses
import enum
import importlib
import inspect
import json
import keyword
import os
import socket
import sys
import traceback
import types
import typing
import warnings

SDK = None
SETTINGS = {}


def load(text):
    """Imports the package; every case is forked from the process that has done so."""
    global SDK
    SETTINGS.update(json.loads(text))
    sys.path.insert(0, SETTINGS["root"])
    warnings.simplefilter("error")
    SDK = importlib.import_module(SETTINGS["client"])
    return dump({"methods": len(SDK.METHODS)})


def play(text):
    """Calls methods of one client, one after the other."""
    task = json.loads(text)
    client = connect(task)
    outcomes = []
    try:
        for step in task["steps"]:
            outcomes.append(call(client, step["method"], step["params"]))
    finally:
        client.close()
    return dump({"steps": outcomes})


def construct(text):
    """Builds every dataclass whose members have exactly the names asked for."""
    task = json.loads(text)
    names = set(task["names"])
    found = [kind for kind in dataclass_types() if set(wire_names(kind)) == names]
    if not found:
        return dump({"steps": [{"missing": "a dataclass with the members %s" % sorted(names)}]})
    return dump({"steps": [constructed(kind, task["members"]) for kind in found]})


def examine(text):
    """Runs one examination; the answer says how much was compared and what is wrong."""
    compared, problems = EXAMINATIONS[json.loads(text)["name"]]()
    return dump({"steps": [{"compared": compared, "problems": problems}]})


# The client and its calls


def connect(task):
    client_type = client_class()
    if task["transport"] == "unix":
        return client_type(task["unix"], timeout=task["timeout"])
    if task["transport"] == "injected":
        return client_type(transport=InjectedTransport(task["port"]), timeout=task["timeout"])
    return client_type(url=task["url"], timeout=task["timeout"])


def client_class():
    own = [
        kind
        for name, kind in vars(SDK).items()
        if inspect.isclass(kind) and name.endswith("Client") and kind.__module__ == SDK.__name__
    ]
    wanted = [kind for kind in own if hasattr(kind, "_call")]
    if len(wanted) != 1:
        raise LookupError("the module has %d client classes, not one" % len(wanted))
    return wanted[0]


def call(client, wire_name, params):
    entry = SDK.METHODS.get(wire_name)
    if entry is None:
        return {"missing": "'%s' in METHODS" % wire_name}
    method = getattr(client, entry["python"], None)
    if method is None:
        return {"missing": "the method '%s' for '%s'" % (entry["python"], wire_name)}
    hints = typing.get_type_hints(getattr(type(client), entry["python"]))
    known = {each["wire"]: each for each in entry["params"]}
    arguments = {}
    for name, value in params.items():
        if name not in known:
            return {"missing": "the parameter '%s' of '%s'" % (name, wire_name)}
        python = known[name]["python"]
        arguments[python] = build(hints.get(python), value, known[name]["required"])
    try:
        value = method(**arguments)
    except Exception as error:  # the SDK's answer, whatever it is
        return {"raised": describe_error(error)}
    return {"returned": {"wire": SDK.to_wire(value), "shape": describe(value)}}


class InjectedTransport:
    """A transport of the caller's own: one connection and one plain HTTP request for each call."""

    def __init__(self, port):
        self.port = port

    def send(self, body, expects_reply, timeout):
        head = (
            "POST /injected HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            "Connection: close\r\nContent-Length: %d\r\n\r\n" % len(body)
        )
        with socket.create_connection(("127.0.0.1", self.port), timeout) as connection:
            connection.sendall(head.encode("ascii") + body)
            reply = b""
            while True:
                piece = connection.recv(65536)
                if not piece:
                    break
                reply += piece
        return reply.partition(b"\r\n\r\n")[2] if expects_reply else None

    def close(self):
        pass


# Values of the SDK from JSON, by their annotations alone


def build(hint, value, required=True):
    """The typed value for a JSON value; the SDK's own decoder takes no part in it."""
    if value is None:
        return None if required else SDK.NULL
    hint = unwrap(hint)
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if is_union(origin):
        return build(best(arguments, value), value)
    if dataclasses.is_dataclass(hint) and isinstance(value, dict):
        return build_object(hint, value)
    if isinstance(hint, type) and issubclass(hint, enum.Enum):
        return hint(value)
    if origin in (list, collections.abc.Sequence) and isinstance(value, list):
        return [build(arguments[0] if arguments else None, each) for each in value]
    if origin in (dict, collections.abc.Mapping) and isinstance(value, dict):
        kind = arguments[1] if len(arguments) == 2 else None
        return {name: build(kind, each) for name, each in value.items()}
    if origin is tuple and isinstance(value, list):
        return build_tuple(arguments, value)
    return value


def build_tuple(arguments, value):
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        return tuple(build(arguments[0], each) for each in value)
    kinds = list(arguments) + [None] * len(value)
    return tuple(build(kind, each) for kind, each in zip(kinds, value))


def build_object(kind, value):
    hints = typing.get_type_hints(kind)
    arguments, extra = {}, dict(value)
    for field in dataclasses.fields(kind):
        name = wire_name(field)
        if name is not None and name in extra:
            arguments[field.name] = build(hints[field.name], extra.pop(name), is_required(field))
    for field in dataclasses.fields(kind):
        if field.metadata.get("additional") and extra:
            arguments[field.name] = build(hints[field.name], extra)
    return kind(**arguments)


def best(hints, value):
    """The member of a union that fits the value and knows most of its members."""
    fitting = [hint for hint in hints if fits(hint, value)]
    return max(fitting, key=lambda hint: known_members(hint, value)) if fitting else None


def known_members(hint, value):
    hint = unwrap(hint)
    if is_union(typing.get_origin(hint)):
        return max(known_members(each, value) for each in typing.get_args(hint))
    if not dataclasses.is_dataclass(hint) or not isinstance(value, dict):
        return 0
    return 1 + len(set(wire_names(hint)) & set(value))


def fits(hint, value):
    hint = unwrap(hint)
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if hint is None or hint is typing.Any or hint is object:
        return True
    if is_union(origin):
        return any(fits(each, value) for each in arguments)
    if origin is typing.Literal:
        return any(each == value and type(each) is type(value) for each in arguments)
    if dataclasses.is_dataclass(hint):
        return isinstance(value, dict) and fits_object(hint, value)
    if isinstance(hint, type) and issubclass(hint, enum.Enum):
        return value in [member.value for member in hint]
    if origin in (list, collections.abc.Sequence):
        return isinstance(value, list) and all(fits(arguments[0], each) for each in value)
    if origin in (dict, collections.abc.Mapping):
        return isinstance(value, dict) and all(fits(arguments[1], v) for v in value.values())
    if origin is tuple:
        return isinstance(value, list) and fits_tuple(arguments, value)
    return fits_scalar(hint, value)


def fits_scalar(hint, value):
    if hint is type(None):
        return value is None
    if hint is float:
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    if hint is int:
        return isinstance(value, int) and not isinstance(value, bool)
    if hint in (list, dict, str, bool):
        return isinstance(value, hint)
    return False


def fits_tuple(arguments, value):
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        return all(fits(arguments[0], each) for each in value)
    return len(arguments) == len(value) and all(map(fits, arguments, value))


def fits_object(kind, value):
    hints = typing.get_type_hints(kind)
    for field in dataclasses.fields(kind):
        name = wire_name(field)
        if name is None:
            continue
        if name not in value:
            if is_required(field):
                return False
        elif value[name] is not None and not fits(hints[field.name], value[name]):
            return False
    return True


def unwrap(hint):
    while hasattr(hint, "__supertype__"):
        hint = hint.__supertype__
    if isinstance(hint, (str, typing.ForwardRef)):
        name = hint if isinstance(hint, str) else hint.__forward_arg__
        return unwrap(eval(name, vars(SDK)))  # an annotation of the module itself
    return hint


def is_union(origin):
    return origin is typing.Union or origin is getattr(types, "UnionType", None)


# What the SDK declares of its dataclasses


def dataclass_types():
    return [
        kind
        for kind in vars(SDK).values()
        if inspect.isclass(kind) and dataclasses.is_dataclass(kind) and kind.__module__ == SDK.__name__
    ]


def wire_name(field):
    if field.metadata.get("additional"):
        return None
    return field.metadata.get("wire", field.name)


def wire_names(kind):
    names = (wire_name(field) for field in dataclasses.fields(kind))
    return [name for name in names if name is not None]


def is_required(field):
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING


def constructed(kind, members):
    try:
        value = build_object(kind, members)
        return {"constructed": {"wire": SDK.to_wire(value), "shape": describe(value)}}
    except Exception as error:  # the SDK's answer, whatever it is
        return {"raised": describe_error(error)}


# Values and errors of the SDK as JSON


def describe(value):
    if value is None:
        return {"py": "None"}
    kind = type(value)
    if dataclasses.is_dataclass(kind):
        return describe_object(value)
    if isinstance(value, enum.Enum):
        return describe(value.value)
    if kind is bool:
        return {"py": "bool", "value": value}
    if kind is str:
        return {"py": "str", "value": value}
    if isinstance(value, int) and not isinstance(value, bool):
        return {"py": "int", "text": str(int(value))}
    if isinstance(value, float):
        return {"py": "float", "text": float.__repr__(value)}
    if kind in (list, tuple):
        return {"py": kind.__name__, "items": [describe(each) for each in value]}
    if kind is dict:
        return {"py": "dict", "members": {str(k): describe(v) for k, v in value.items()}}
    return {"py": kind.__name__, "other": repr(value)[:200]}


def describe_object(value):
    members = {}
    for field in dataclasses.fields(value):
        name = wire_name(field)
        if name is not None:
            members[name] = describe(getattr(value, field.name))
        else:
            for key, each in (getattr(value, field.name) or {}).items():
                members[key] = describe(each)
    return {"py": type(value).__name__, "dataclass": True, "members": members}


def describe_error(error):
    kinds = [("rpc", "RpcError"), ("protocol", "ProtocolError"), ("transport", "TransportError")]
    kind = "other"
    for name, attribute in kinds + [("sdk", "SdkError")]:
        if isinstance(error, getattr(SDK, attribute, ())):
            kind = name
            break
    told = {"kind": kind, "type": type(error).__name__}
    if kind == "rpc":
        told["code"], told["message"] = error.code, error.message
        if error.has_data:
            told["data"] = SDK.to_wire(error.data)
    told["text"] = "".join(traceback.format_exception_only(type(error), error)).strip()
    if kind == "other":
        told["text"] += "\n" + "".join(traceback.format_tb(error.__traceback__)[-3:])
    return told


# Examinations


def examine_imports():
    """Every module of the package imports again from scratch, with warnings as errors."""
    problems, compared = [], 0
    package = SETTINGS["client"].partition(".")[0]
    modules = sorted(name for name in sys.modules if name.partition(".")[0] == package)
    modules = sorted(set(modules + [SETTINGS["interface"]]))
    for name in modules:
        sys.modules.pop(name, None)
    for name in modules:
        compared += 1
        try:
            importlib.import_module(name)
        except Exception as error:  # what the module does at import is its own
            problems.append("import %s: %s" % (name, describe_error(error)["text"]))
    return compared, problems


def examine_interface():
    """The interface module states the client's public surface, with equal signatures."""
    interface = importlib.import_module(SETTINGS["interface"])
    client = client_class()
    twin = getattr(interface, client.__name__, None)
    if twin is None:
        return 1, ["the interface has no class %s" % client.__name__]
    problems = []
    names = [entry["python"] for entry in SDK.METHODS.values()]
    for name in names:
        ours = str(inspect.signature(getattr(client, name)))
        theirs = getattr(twin, name, None)
        if theirs is None:
            problems.append("the interface lacks %s" % name)
        elif str(inspect.signature(theirs)) != ours:
            problems.append("%s is %s, in the client %s" % (name, inspect.signature(theirs), ours))
    public = {name for name in vars(twin) if not name.startswith("_")}
    allowed = set(names) | {name for name in dir(client) if not name.startswith("_")}
    problems += ["the interface invents %s" % name for name in sorted(public - allowed)]
    for kind in dataclass_types():
        if not hasattr(interface, kind.__name__):
            problems.append("the interface lacks the class %s" % kind.__name__)
    return len(names) + len(dataclass_types()) + 1, problems


def examine_field_order():
    """Required fields come first, and no field's name is a keyword."""
    problems, compared = [], 0
    for kind in dataclass_types():
        compared += 1
        required = [is_required(field) for field in dataclasses.fields(kind)]
        if required != sorted(required, reverse=True):
            problems.append("%s has a required field after an optional one" % kind.__name__)
        for field in dataclasses.fields(kind):
            if keyword.iskeyword(field.name):
                problems.append("%s.%s is a keyword" % (kind.__name__, field.name))
    return compared, problems


def examine_hints():
    """Every annotation of every class and method resolves."""
    problems, compared = [], 0
    client = client_class()
    targets = [getattr(client, entry["python"]) for entry in SDK.METHODS.values()]
    for target in dataclass_types() + targets:
        compared += 1
        try:
            typing.get_type_hints(target)
        except Exception as error:  # an annotation that cannot be read
            problems.append("%s: %s" % (target.__qualname__, error))
    return compared, problems


def examine_constructs():
    """Every dataclass is built from its required fields alone, and from all of them."""
    problems, compared = [], 0
    for kind in dataclass_types():
        hints = typing.get_type_hints(kind)
        every = {f.name: placeholder(hints[f.name]) for f in dataclasses.fields(kind)}
        needed = {f.name: every[f.name] for f in dataclasses.fields(kind) if is_required(f)}
        for members in (needed, every):
            compared += 1
            try:
                value = kind(**members)
                wrong = [n for n, v in members.items() if getattr(value, n) is not v]
                problems += ["%s.%s is not what it was given" % (kind.__name__, n) for n in wrong]
            except Exception as error:  # the class refuses its own fields
                problems.append("%s(%s): %s" % (kind.__name__, ", ".join(members), error))
    return compared, problems


def examine_fresh_defaults():
    """Two objects share no mutable default."""
    problems, compared = [], 0
    for kind in dataclass_types():
        hints = typing.get_type_hints(kind)
        needed = {
            f.name: placeholder(hints[f.name]) for f in dataclasses.fields(kind) if is_required(f)
        }
        compared += 1
        one, two = kind(**needed), kind(**needed)
        for field in dataclasses.fields(kind):
            value = getattr(one, field.name)
            shared = value is getattr(two, field.name)
            if not is_required(field) and isinstance(value, (list, dict, set)) and shared:
                problems.append("%s.%s is shared" % (kind.__name__, field.name))
    return compared, problems


def placeholder(hint, depth=0):
    """Some value of the annotated type; the shallowest one where types recurse."""
    hint = unwrap(hint)
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if is_union(origin):
        return None if type(None) in arguments else placeholder(arguments[0], depth)
    if origin is typing.Literal:
        return arguments[0]
    if dataclasses.is_dataclass(hint):
        if depth > 20:
            return None
        hints = typing.get_type_hints(hint)
        needed = [field for field in dataclasses.fields(hint) if is_required(field)]
        return hint(**{f.name: placeholder(hints[f.name], depth + 1) for f in needed})
    if isinstance(hint, type) and issubclass(hint, enum.Enum):
        return list(hint)[0]
    plain = {list: [], dict: {}, tuple: (), str: "text", int: 7, float: 1.5, bool: True}
    found = plain.get(origin or hint)
    return found.copy() if isinstance(found, (list, dict)) else found


EXAMINATIONS = {
    "imports": examine_imports,
    "interface": examine_interface,
    "field-order": examine_field_order,
    "hints": examine_hints,
    "constructs": examine_constructs,
    "fresh-defaults": examine_fresh_defaults,
}


def dump(value):
    """JSON text; what is no JSON value shows as its repr, so that the judge sees it."""
    text = json.dumps(value, ensure_ascii=False, default=repr)
    return text.encode("utf-8", "replace").decode("utf-8")


assert os.name == "posix", "the driver runs in a forked worker"
