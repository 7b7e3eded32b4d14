"""Lock-in: packages of any generator, whose names are found by convention if need be."""


# Conventions, for a package that has no METHODS


def declared_method(client_type, wire):
    """The entry of METHODS, or what the conventions and the signature say where there is none."""
    if not goes_by_convention():
        return SDK.METHODS.get(wire)
    name = escaped("".join(c if ("_" + c).isidentifier() else "_" for c in wire))
    function = getattr(client_type, name, None)
    if function is None:
        return None
    declared = list(inspect.signature(function).parameters.values())[1:]
    params = [
        {"wire": wire_by_convention(p.name), "python": p.name, "required": p.default is p.empty}
        for p in declared
        if p.kind in (p.POSITIONAL_OR_KEYWORD, p.KEYWORD_ONLY)
    ]
    return {"python": name, "params": params}


def goes_by_convention():
    return bool(SETTINGS.get("conventions")) and not hasattr(SDK, "METHODS")


def escaped(name):
    return name + "_" if keyword.iskeyword(name) else name


def wire_by_convention(name):
    """The name on the wire of an escaped one that nothing is said about."""
    is_escaped = name.endswith("_") and keyword.iskeyword(name[:-1])
    return name[:-1] if is_escaped and goes_by_convention() else name


def made_with(kind, *arguments, **options):
    """An object, without the options that its class does not know."""
    known = inspect.signature(kind).parameters
    return kind(*arguments, **{name: each for name, each in options.items() if name in known})


def encoded(value):
    if hasattr(SDK, "to_wire"):
        return SDK.to_wire(value)
    if dataclasses.is_dataclass(value):
        members = {wire_name(f): getattr(value, f.name) for f in dataclasses.fields(value)}
        return {k: encoded(v) for k, v in members.items() if k is not None and v is not None}
    if isinstance(value, (list, tuple)):
        return [encoded(each) for each in value]
    if isinstance(value, dict):
        return {name: encoded(each) for name, each in value.items()}
    return value.value if isinstance(value, enum.Enum) else value


# Examinations


def lock_in_dataclasses(facts):
    """One dataclass for each object schema, with its members."""
    problems = []
    for schema in facts["schemas"]:
        kind = class_of(schema)
        if kind is None:
            problems.append("no dataclass stands for the schema '%s'" % schema["name"])
            continue
        members = {member["wire"] for member in schema["members"]}
        lost = sorted(members - set(wire_names(kind)))
        invented = sorted(set(wire_names(kind)) - members)
        if lost or invented:
            told = "%s lacks %s and invents %s" % (kind.__name__, lost, invented)
            problems.append(told)
    return len(facts["schemas"]), problems


def lock_in_required_first(facts):
    """Required fields are those of the document, and stand first."""
    problems, compared = [], 0
    for schema, kind in known_classes(facts):
        compared += 1
        required = [is_required(field) for field in dataclasses.fields(kind)]
        if required != sorted(required, reverse=True):
            problems.append("%s has a required field after an optional one" % kind.__name__)
        wanted = {member["wire"] for member in schema["members"] if member["required"]}
        found = {wire_name(field) for field in dataclasses.fields(kind) if is_required(field)}
        if wanted != found:
            told = "%s requires %s, the document %s"
            problems.append(told % (kind.__name__, sorted(map(str, found)), sorted(wanted)))
    return compared, problems


def lock_in_defaults(facts):
    """An optional list starts as a fresh empty one; what else is optional is Optional and None."""
    problems, compared = [], 0
    for schema, kind in known_classes(facts):
        lists = {member["wire"] for member in schema["members"] if member["list"]}
        hints = typing.get_type_hints(kind)
        for field in dataclasses.fields(kind):
            if is_required(field) or wire_name(field) is None:
                continue
            compared += 1
            problem = wrong_default(field, hints[field.name], wire_name(field) in lists)
            if problem:
                problems.append("%s.%s %s" % (kind.__name__, field.name, problem))
    return compared, problems


def wrong_default(field, hint, is_list):
    if field.default_factory is not dataclasses.MISSING:
        one, two = field.default_factory(), field.default_factory()
        if one is two:
            return "shares its default between objects"
        if one not in ([], {}) or is_list and one != []:
            return "starts as %r" % (one,)
    elif is_list:
        return "is a list and starts as %r, not as an empty list" % (field.default,)
    elif field.default is not None:
        return "starts as %r, not as None" % (field.default,)
    elif not allows_none(hint):
        return "starts as None, and its annotation does not allow None"
    return None


def allows_none(hint):
    hint = unwrap(hint)
    if is_union(typing.get_origin(hint)):
        return any(allows_none(each) for each in typing.get_args(hint))
    return hint in (type(None), None, typing.Any, object)


def lock_in_reserved_words(facts):
    """A keyword is escaped with one underscore: as a method, an argument and a field."""
    problems, compared = [], 0
    client = client_class()
    for method in facts["methods"]:
        entry = declared_method(client, method["wire"])
        words = [name for name in method["params"] if keyword.iskeyword(name)]
        if entry is None or not hasattr(client, entry["python"]):
            problems += ["there is no method for '%s'" % method["wire"]] if words else []
            continue
        known = inspect.signature(getattr(client, entry["python"])).parameters
        for name in words:
            compared += 1
            if name + "_" not in known:
                told = "%s takes %s, and not '%s_'"
                problems.append(told % (entry["python"], sorted(set(known) - {"self"}), name))
    for schema, kind in known_classes(facts):
        fields = {field.name for field in dataclasses.fields(kind)}
        for member in schema["members"]:
            if keyword.iskeyword(member["wire"]):
                compared += 1
                if member["wire"] + "_" not in fields:
                    problems.append("%s has no field '%s_'" % (kind.__name__, member["wire"]))
    return compared, problems


def lock_in_interface(facts):
    """The interface: SERVICE and SUMMARY lines, and the client's signatures in less text."""
    try:
        interface = importlib.import_module(SETTINGS["interface"])
    except ImportError as error:
        return 1, ["there is no interface beside the client: %s" % error]
    ours, theirs = inspect.getsource(interface), inspect.getsource(SDK)
    problems = []
    for word in ("SERVICE", "SUMMARY"):
        lines = [line.strip(" #*\"'") for line in ours.splitlines()]
        if not any(line.startswith(word) for line in lines):
            problems.append("the interface has no %s line" % word)
    if len(ours) >= len(theirs):
        told = "the interface has %d characters, the client %d"
        problems.append(told % (len(ours), len(theirs)))
    client = client_class()
    twin = getattr(interface, client.__name__, None)
    if twin is None:
        return 4, problems + ["the interface has no class %s" % client.__name__]
    for method in facts["methods"]:
        entry = declared_method(client, method["wire"])
        if entry is None or not hasattr(client, entry["python"]):
            problems.append("there is no method for '%s'" % method["wire"])
        else:
            problems += unlike(client, twin, entry["python"])
    for schema in facts["schemas"]:
        kind = class_of(schema)
        if kind is not None and not hasattr(interface, kind.__name__):
            problems.append("the interface lacks the class %s" % kind.__name__)
    return 4 + len(facts["methods"]) + len(facts["schemas"]), problems


def unlike(client, twin, name):
    if not hasattr(twin, name):
        return ["the interface lacks %s" % name]
    mine, other = (inspect.signature(getattr(each, name)) for each in (client, twin))
    told = "%s is %s in the interface, in the client %s"
    return [] if str(mine) == str(other) else [told % (name, other, mine)]


# The classes of the document's schemas


def known_classes(facts):
    found = [(schema, class_of(schema)) for schema in facts["schemas"]]
    if facts["schemas"] and not any(kind for _, kind in found):
        raise LookupError("no dataclass stands for any schema of the document")
    return [(schema, kind) for schema, kind in found if kind is not None]


def class_of(schema):
    """The dataclass of the schema's name, in whatever letter case, or one that adds to it."""
    named = [kind for kind in dataclass_types() if plain(kind.__name__) == plain(schema["name"])]
    members = {member["wire"] for member in schema["members"]}
    near = [kind for kind in dataclass_types() if plain(schema["name"]) in plain(kind.__name__)]
    alike = [kind for kind in near if set(wire_names(kind)) == members]
    exact = [kind for kind in named if kind in alike]
    return (exact or named or alike or [None])[0]


def plain(name):
    return "".join(letter for letter in name.lower() if letter.isalnum())


def answering(examination):
    """The examination, in which a package of another shape is a problem and not a fault."""

    def examine_any(facts):
        try:
            return examination(facts)
        except (AttributeError, LookupError, NameError, TypeError, ValueError, OSError) as error:
            return 1, ["the package has another shape: %s" % describe_error(error)["text"]]

    return examine_any


EXAMINATIONS.update(
    {
        "lock-in/dataclasses": answering(lock_in_dataclasses),
        "lock-in/required-first": answering(lock_in_required_first),
        "lock-in/defaults": answering(lock_in_defaults),
        "lock-in/reserved-words": answering(lock_in_reserved_words),
        "lock-in/interface": answering(lock_in_interface),
    }
)
