"""Looks at the source and at the public surface of packages, inside a worker process.

Text in, text out. Source is parsed and never run by `syntax`; `surface` imports it, in a process
that ends with the answer.
"""

import ast
import dataclasses
import enum
import hashlib
import importlib
import inspect
import json
import os
import re
import sys
import types
import warnings

SKIPPED = {"setup", "conftest", "noxfile", "__main__"}
ADDRESS = re.compile(r"0x[0-9a-fA-F]{6,}")
LONGEST = 600


# Source


def syntax(text):
    """{"old": text, "new": text, "docstrings": bool} in; null, a difference or a fault out."""
    task = json.loads(text)
    trees = []
    for side in ("old", "new"):
        try:
            tree = ast.parse(task[side].encode("utf-8"))
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            return json.dumps({"fault": "%s: %s: %s" % (side, type(error).__name__, error)})
        if not task["docstrings"]:
            strip_docstrings(tree)
        trees.append(tree)
    return json.dumps(first_difference(*trees))


def strip_docstrings(tree):
    kinds = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    for node in ast.walk(tree):
        if isinstance(node, kinds) and ast.get_docstring(node, clean=False) is not None:
            node.body = node.body[1:]


def first_difference(old, new):
    """The first place, in the order of the text, at which two trees differ."""
    rest = [(old, new, "module", 1, 1)]
    while rest:
        one, two, path, old_line, new_line = rest.pop()
        old_line = getattr(one, "lineno", old_line)
        new_line = getattr(two, "lineno", new_line)
        if type(one) is not type(two):
            return difference(one, two, path, old_line, new_line)
        if isinstance(one, list):
            rest += reversed(list(pair_up(one, two, path, old_line, new_line)))
        elif isinstance(one, ast.AST):
            children = []
            for field in one._fields:
                if field in ("ctx", "type_comment", "kind", "type_ignores"):
                    continue
                left, right = getattr(one, field, None), getattr(two, field, None)
                children.append((left, right, "%s.%s" % (path, field), old_line, new_line))
            rest += reversed(children)
        elif repr(one) != repr(two):
            return difference(one, two, path, old_line, new_line)
    return None


MISSING = object()


def pair_up(old, new, path, old_line, new_line):
    for index in range(max(len(old), len(new))):
        one = old[index] if index < len(old) else MISSING
        two = new[index] if index < len(new) else MISSING
        named = one if one is not MISSING else two
        name = getattr(named, "name", None)
        label = " (%s)" % name if isinstance(name, str) else ""
        yield one, two, "%s[%d]%s" % (path, index, label), old_line, new_line


def difference(one, two, path, old_line, new_line):
    return {
        "path": path,
        "old": {"line": old_line, "text": show(one)},
        "new": {"line": new_line, "text": show(two)},
    }


def show(node):
    if node is MISSING:
        return "nothing"
    if not isinstance(node, ast.AST):
        return shorten(repr(node))
    try:
        source = ast.unparse(node)
    except Exception:  # a node that has no text of its own, or too deep a one
        source = ""
    return shorten("%s: %s" % (type(node).__name__, source.split("\n")[0]), 200)


def shorten(text, limit=LONGEST):
    """A text that can be sent, with its digest where it is cut: what is cut off counts too."""
    text = text.encode("utf-8", "backslashreplace").decode("utf-8")
    if len(text) <= limit:
        return text
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]
    return "%s… (%d characters, %s)" % (text[:limit], len(text), digest)


# Surface


def surface(text):
    """{"root": path} in; the public modules with their entries, or what keeps us from knowing."""
    root = json.loads(text)["root"]
    warnings.simplefilter("ignore")
    found = list(modules(root))
    if not found:
        return json.dumps({"fault": "it has no Python module"})
    for folder in sorted({folder for folder, _, _ in found}):
        sys.path.insert(0, folder)
    names = {name for _, name, _ in found}
    result, drivers = {}, []
    for folder, name, path in found:
        try:
            module = importlib.import_module(name)
        except BaseException as error:  # what a module does at import is its own
            told = shorten(str(error).split("\n")[0], 300)
            return json.dumps({"fault": "import %s: %s: %s" % (name, type(error).__name__, told)})
        if is_driver(module):
            drivers.append({"root": folder, "client": name})
        if not any(is_private(part) for part in name.split(".")):
            result[name] = {"file": path, "entries": module_entries(module, names)}
    return json.dumps({"modules": result, "drivers": drivers})


def modules(root):
    """Every module below a folder: the folder it is imported from, its name and its file."""
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(f for f in folders if f != "__pycache__" and not f.startswith("."))
        for file in sorted(files):
            stem, extension = os.path.splitext(file)
            if extension == ".py" and stem.isidentifier() and stem not in SKIPPED:
                start, name = place(folder, root, stem)
                yield start, name, os.path.relpath(os.path.join(folder, file), root)


def place(folder, root, stem):
    names = [] if stem == "__init__" else [stem]
    while os.path.exists(os.path.join(folder, "__init__.py")):
        names.insert(0, os.path.basename(folder))
        if os.path.samefile(folder, root):
            return os.path.dirname(folder), ".".join(names)
        folder = os.path.dirname(folder)
    return folder, ".".join(names)


def is_driver(module):
    """Whether the module says of itself what the player of cases must know."""
    names = vars(module)
    return isinstance(names.get("METHODS"), dict) and "to_wire" in names and any(
        inspect.isclass(kind) and name.endswith("Client") and kind.__module__ == module.__name__
        for name, kind in names.items()
    )


def is_private(name):
    return name.startswith("_") and not (name.startswith("__") and name.endswith("__"))


def module_entries(module, own):
    entries = {}
    listed = getattr(module, "__all__", None)
    if isinstance(listed, (list, tuple)):
        entries["__all__"] = repr(sorted(map(str, listed)))
    for name, value in sorted(vars(module).items()):
        if name.startswith("_") or isinstance(value, types.ModuleType):
            continue
        add(entries, name, value, module.__name__, own, set(listed or ()))
    return entries


def add(entries, name, value, module, own, listed):
    home = getattr(value, "__module__", None)
    if not isinstance(home, str):
        home = None
    is_code = inspect.isclass(value) or inspect.isroutine(value)
    if is_code and home not in own:
        if name in listed:
            entries[name] = "%s.%s" % (home, getattr(value, "__qualname__", name))
    elif is_code and home != module and not any(is_private(p) for p in home.split(".")):
        entries[name] = "%s.%s" % (home, value.__qualname__)
    elif inspect.isclass(value):
        add_class(entries, name, value, own)
    elif is_code:
        entries[name] = prefix(value) + signature(value)
    elif home and home not in own and name not in listed and is_from(home, name, value):
        pass  # an import
    else:
        entries[name] = "= " + constant(value)


def is_from(home, name, value):
    return getattr(sys.modules.get(home), name, MISSING) is value


def prefix(function):
    return "async def " if inspect.iscoroutinefunction(function) else "def "


def add_class(entries, name, kind, own):
    entries[name] = "class(%s)" % ", ".join(public_bases(kind, own))
    if dataclasses.is_dataclass(kind):
        for field in dataclasses.fields(kind):
            entries["%s.%s" % (name, field.name)] = "field " + field_text(field)
    if issubclass(kind, enum.Enum):
        for member in kind.__members__.values():
            entries["%s.%s" % (name, member.name)] = "member " + constant(member.value)
        return
    seen = set()
    for parent in kind.__mro__:
        if parent.__module__ not in own:
            continue
        for key, hint in sorted(getattr(parent, "__annotations__", {}).items()):
            path = "%s.%s" % (name, key)
            if not key.startswith("_") and path not in entries:
                entries[path] = "attribute " + annotation(hint)
        for key, value in sorted(vars(parent).items()):
            shown = not key.startswith("_") or key in SPECIAL
            if shown and key not in seen:
                seen.add(key)
                add_member(entries, "%s.%s" % (name, key), value, own)


def public_bases(kind, own):
    """The names of the bases, with those of a private one in its place."""
    names = []
    for base in kind.__bases__:
        if is_private(base.__name__) and base.__module__ in own:
            names += public_bases(base, own)
        elif base is not object:
            names.append(base.__qualname__)
    return names


SPECIAL = {"__init__", "__call__", "__enter__", "__exit__", "__iter__", "__aenter__", "__aexit__"}


def add_member(entries, path, value, own):
    if isinstance(value, (staticmethod, classmethod)):
        function = value.__func__
        kind = type(value).__name__
        entries[path] = "%s %s%s" % (kind, prefix(function), signature(function))
    elif isinstance(value, property):
        parts = [("", value.fget), (", set", value.fset), (", delete", value.fdel)]
        told = (label + signature(function) for label, function in parts if function)
        entries[path] = "property " + "".join(told)
    elif inspect.isfunction(value):
        entries[path] = prefix(value) + signature(value)
    elif inspect.isclass(value) and value.__module__ in own:
        add_class(entries, path, value, own)
    elif path not in entries:
        entries[path] = "= " + constant(value)


def signature(function):
    try:
        found = inspect.signature(function)
    except (TypeError, ValueError):
        return "(?)"
    parts, last = [], None
    for each in found.parameters.values():
        if last is each.POSITIONAL_ONLY and each.kind is not each.POSITIONAL_ONLY:
            parts.append("/")
        if each.kind is each.KEYWORD_ONLY and last not in (each.KEYWORD_ONLY, each.VAR_POSITIONAL):
            parts.append("*")
        last = each.kind
        parts.append(parameter(each))
    if last is inspect.Parameter.POSITIONAL_ONLY:
        parts.append("/")
    text = "(%s)" % ", ".join(parts)
    if found.return_annotation is not found.empty:
        text += " -> " + annotation(found.return_annotation)
    return text


def parameter(each):
    stars = {each.VAR_POSITIONAL: "*", each.VAR_KEYWORD: "**"}.get(each.kind, "")
    text = stars + each.name
    if each.annotation is not each.empty:
        text += ": " + annotation(each.annotation)
    if each.default is not each.empty:
        text += " = " + constant(each.default)
    return text


def annotation(hint):
    return shorten(hint if isinstance(hint, str) else inspect.formatannotation(hint))


def field_text(field):
    text = annotation(field.type)
    if field.default is not dataclasses.MISSING:
        return text + " = " + constant(field.default)
    if field.default_factory is not dataclasses.MISSING:
        return text + " = %s()" % getattr(field.default_factory, "__qualname__", "factory")
    return text


def constant(value):
    """A value as text, without what differs from run to run."""
    try:
        if isinstance(value, (set, frozenset)):
            text = "%s(%s)" % (type(value).__name__, sorted(map(repr, value)))
        else:
            text = repr(value)
    except Exception as error:  # a repr of the package's own
        text = "<%s: repr raises %s>" % (type(value).__name__, type(error).__name__)
    return shorten(ADDRESS.sub("0x…", text))
