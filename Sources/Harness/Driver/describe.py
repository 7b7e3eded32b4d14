"""Values and errors of the SDK as JSON."""


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
        told["code"], message = error.code, error.message
        is_text = isinstance(message, str)
        told["message"] = message if is_text else "%r (%s)" % (message, type(message).__name__)
        if error.has_data:
            told["data"] = SDK.to_wire(error.data)
    told["text"] = "".join(traceback.format_exception_only(type(error), error)).strip()
    if kind == "other":
        told["text"] += "\n" + "".join(traceback.format_tb(error.__traceback__)[-3:])
    return told
