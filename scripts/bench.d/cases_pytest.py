"""The same cases in pytest: each calls the generated client against the mock over TCP, and holds
what was sent and what came back against the case. cases.py lays this beside the client."""

import importlib
import json
import os
import typing

import pytest

SERVICE = os.environ["SERVICE"]
SDK = importlib.import_module("%s.%s_client" % (SERVICE, SERVICE))
CLIENT = getattr(SDK, SERVICE.capitalize() + "Client")

with open("cases.json", encoding="utf-8") as file:
    CASES = json.load(file)


class Listening(SDK.HttpTransport):
    """The client's own transport, which remembers what it sent."""

    def send(self, body, *others):
        self.sent = body
        return super().send(body, *others)


def argument(kind, value):
    """What a caller passes for a value of the wire: an object of the class that is asked for."""
    for each in (kind, *typing.get_args(kind)):
        if isinstance(value, dict) and hasattr(each, "__dataclass_fields__"):
            return SDK.from_wire(each, value)
    return SDK.NULL if value is None else value


@pytest.mark.parametrize("name", CASES)
def test_case(name):
    case = CASES[name]
    entry = SDK.METHODS[case["call"]["method"]]
    types = typing.get_type_hints(getattr(CLIENT, entry["python"]), vars(SDK))
    names = {each["wire"]: each["python"] for each in entry["params"]}
    arguments = {
        names[wire]: argument(types[names[wire]], value)
        for wire, value in case["call"].get("params", {}).items()
    }
    transport = Listening(os.environ["MOCK"])
    client = CLIENT(transport=transport)
    try:
        value = getattr(client, entry["python"])(**arguments)
    finally:
        client.close()
    sent = json.loads(transport.sent)
    assert sent.pop("id") is not None
    assert sent == {key: each for key, each in case["sent"].items() if key != "id"}
    assert json.loads(json.dumps(SDK.to_wire(value))) == case["returned"]
