"""Examinations: what is looked at without a call. They are about packages of Python alone, and no
part of the protocol."""


def examine(text):
    """Runs one examination; the answer says how much was compared and what is wrong."""
    task = json.loads(text)
    facts = [task["facts"]] if "facts" in task else []
    compared, problems = EXAMINATIONS[task["name"]](*facts)
    return dump({"compared": compared, "problems": problems})


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


PLACEHOLDERS = {}


def placeholder(hint):
    """Some value of the annotated type; None where a type cannot do without itself."""
    hint = unwrap(hint)
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if is_union(origin):
        return None if type(None) in arguments else placeholder(arguments[0])
    if origin is typing.Literal:
        return arguments[0]
    if dataclasses.is_dataclass(hint):
        if hint not in PLACEHOLDERS:
            PLACEHOLDERS[hint] = None
            hints = typing.get_type_hints(hint)
            needed = [field for field in dataclasses.fields(hint) if is_required(field)]
            PLACEHOLDERS[hint] = hint(**{f.name: placeholder(hints[f.name]) for f in needed})
        return PLACEHOLDERS[hint]
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
