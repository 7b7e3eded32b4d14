"""Values of the SDK from JSON, by their annotations alone, and what it declares of itself."""


def build(hint, value, required=True):
    """The typed value for a JSON value; the SDK's own decoder takes no part in it."""
    if value is None:
        return None if required else getattr(SDK, "NULL", None)
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
    hints = type_hints(kind)
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
    """The member of a union that fits the value and loses none of its members, if one does."""
    fitting = [hint for hint in hints if fits(hint, value)]
    return max(fitting, key=lambda hint: known_members(hint, value)) if fitting else None


def known_members(hint, value):
    hint = unwrap(hint)
    if is_union(typing.get_origin(hint)):
        return max(known_members(each, value) for each in typing.get_args(hint))
    if not dataclasses.is_dataclass(hint) or not isinstance(value, dict):
        return 0
    known = set(wire_names(hint))
    takes_others = any(field.metadata.get("additional") for field in dataclasses.fields(hint))
    lost = 0 if takes_others else len(set(value) - known)
    return -lost if lost else 1 + len(known & set(value))


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
    hints = type_hints(kind)
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


# Whether a value is what an annotation says


def off_type(hint, value, place):
    """What is not of the annotated type, in a phrase; None where all is, or nobody can say."""
    hint = unwrap(hint)
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if value is getattr(SDK, "NULL", off_type) or hint in (typing.Any, object, None):
        return None
    if is_union(origin):
        faults = [off_type(each, value, place) for each in arguments]
        return None if None in faults else misstated(hint, value, place)
    if origin is typing.Literal:
        is_one = any(each == value and type(each) is type(value) for each in arguments)
        return None if is_one else misstated(hint, value, place)
    if dataclasses.is_dataclass(hint):
        return off_type_object(hint, value, place)
    if origin in CONTAINERS or hint in CONTAINERS:
        return off_type_container(origin or hint, arguments, value, place)
    if hint in SCALARS:
        return None if type(value) in SCALARS[hint] else misstated(hint, value, place)
    if isinstance(hint, type) and issubclass(hint, enum.Enum):
        return None if isinstance(value, hint) else misstated(hint, value, place)
    return None


SCALARS = {
    type(None): (type(None),),
    bool: (bool,),
    int: (int,),
    float: (float, int, decimal.Decimal),
    str: (str,),
}
CONTAINERS = {
    list: list,
    collections.abc.Sequence: (list, tuple),
    tuple: tuple,
    dict: dict,
    collections.abc.Mapping: dict,
}


def off_type_object(kind, value, place):
    if not isinstance(value, kind):
        return misstated(kind, value, place)
    hints = type_hints(kind)
    for field in dataclasses.fields(kind):
        inner = "%s.%s" % (place, field.name)
        fault = off_type(hints[field.name], getattr(value, field.name), inner)
        if fault is not None:
            return fault
    return None


def off_type_container(kind, arguments, value, place):
    if not isinstance(value, CONTAINERS[kind]):
        return misstated(kind, value, place)
    if not arguments:
        return None
    if isinstance(value, dict):
        parts = [(arguments[1], name, each) for name, each in value.items()]
    elif kind is tuple and arguments[-1] is not Ellipsis:
        if len(arguments) != len(value):
            return "%s has %d elements, annotated %d" % (place, len(value), len(arguments))
        parts = [(hint, str(at), each) for at, (hint, each) in enumerate(zip(arguments, value))]
    else:
        parts = [(arguments[0], str(index), each) for index, each in enumerate(value)]
    faults = (off_type(hint, each, "%s[%s]" % (place, name)) for hint, name, each in parts)
    return next((fault for fault in faults if fault is not None), None)


def misstated(hint, value, place):
    named = hint.__name__ if isinstance(hint, type) else str(hint).replace("typing.", "")
    return "%s is a %s, annotated %s" % (place, type(value).__name__, named)


@functools.lru_cache(maxsize=None)
def type_hints(kind):
    """The annotations of a class or a function, evaluated."""
    return typing.get_type_hints(kind)


def unwrap(hint):
    while hasattr(hint, "__supertype__"):
        hint = hint.__supertype__
    if isinstance(hint, (str, typing.ForwardRef)):
        name = hint if isinstance(hint, str) else hint.__forward_arg__
        return unwrap(eval(name, vars(SDK)))  # an annotation of the module itself
    return hint


def is_union(origin):
    return origin is typing.Union or origin is getattr(types, "UnionType", typing.Union)


# What the SDK declares of its dataclasses


def dataclass_types():
    classes = [kind for kind in vars(SDK).values() if inspect.isclass(kind)]
    own = [kind for kind in classes if kind.__module__ == SDK.__name__]
    return [kind for kind in own if dataclasses.is_dataclass(kind)]


def wire_name(field):
    if field.metadata.get("additional"):
        return None
    return field.metadata.get("wire", wire_by_convention(field.name))


def wire_names(kind):
    names = (wire_name(field) for field in dataclasses.fields(kind))
    return [name for name in names if name is not None]


def is_required(field):
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
