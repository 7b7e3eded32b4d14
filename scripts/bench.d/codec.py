"""Prints how many objects a second become values and text again: ours, the peer's, and plain JSON.

Usage: codec.py DOCUMENT OURS PEER, the packages of the same document; run it where the peer's
libraries are. Each line: the way, objects decoded in a second, objects encoded in a second.
"""

import importlib
import json
import os
import statistics
import sys
import time

OBJECTS = 2000
ROUNDS = 7


def main():
    document, ours, peer = sys.argv[1:4]
    with open(document, encoding="utf-8") as file:
        schemas = json.load(file)["components"]["schemas"]
    name, sample = typical(schemas)
    text = json.dumps([sample] * OBJECTS)
    for way, decode, encode in (
        ("ours", *by_us(ours, name)),
        ("peer", *by_peer(peer, name)),
        ("json", json.loads, json.dumps),
    ):
        values = decode(text)
        if json.loads(encode(values)) != json.loads(text):
            raise SystemExit("%s: what was read is not what is written" % way)
        print(way, rate(decode, text), rate(encode, values))
    print("object", name, len(json.dumps(sample)))


def rate(work, argument):
    """Objects a second, the median of several rounds."""
    seconds = []
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        work(argument)
        seconds.append(time.perf_counter() - begin)
    return round(OBJECTS / statistics.median(seconds))


def by_us(folder, name):
    """The generated client, which reads a reply and writes params, over a transport in memory."""
    module = load(folder, "_client")
    kind = getattr(module, name)
    client = next(each for each in vars(module).values() if isinstance(each, type)
                  and issubclass(each, module._SyncCaller) and each is not module._SyncCaller)

    class Memory:
        def send(self, body, expects_reply, timeout):
            self.sent = body
            return b'{"jsonrpc":"2.0","id":%d,"result":%s}' % (json.loads(body)["id"], self.text)

        def close(self):
            pass

    memory = Memory()
    caller = client(transport=memory)
    call = module.RpcCall("m", None, module._array(module._object(kind)))

    def decode(text):
        memory.text = text.encode()
        return caller._send(call)

    return decode, lambda values: module._write_json(module.to_wire(values)).decode()


def by_peer(folder, name):
    """The peer's models, by pydantic's own reader and writer."""
    from pydantic import TypeAdapter

    module = load(folder, "models")
    adapter = TypeAdapter(list[getattr(module, name)])
    return adapter.validate_json, lambda values: adapter.dump_json(values).decode()


def load(folder, end):
    """The one module below a folder whose name ends so."""
    for place, _, files in sorted(os.walk(folder)):
        for file in files:
            if file.endswith(end + ".py"):
                package = os.path.basename(place)
                sys.path.insert(0, os.path.dirname(place))
                return importlib.import_module("%s.%s" % (package, file[:-3]))
    raise SystemExit("no module '*%s.py' below %s" % (end, folder))


def typical(schemas):
    """The component whose values take some 600 bytes, of those that lead no further than twice."""
    samples = {}
    for name, schema in schemas.items():
        try:
            samples[name] = sample(schema, schemas, [name])
        except RecursionError:
            continue
    return min(samples.items(), key=lambda each: abs(len(json.dumps(each[1])) - 600))


def sample(schema, schemas, names):
    """A value with every member."""
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[1]
        if len(names) > 3:
            raise RecursionError(name)
        return sample(schemas[name], schemas, [*names, name])
    if "enum" in schema:
        return schema["enum"][0]
    kind = schema.get("type")
    if kind == "object" and "properties" in schema:
        members = schema["properties"].items()
        return {name: sample(member, schemas, names) for name, member in members}
    if kind == "object":
        more = schema.get("additionalProperties")
        return {"first": sample(more, schemas, names)} if isinstance(more, dict) else {}
    if kind == "array":
        return [sample(schema["items"], schemas, names)] * 2
    return {"integer": 12345, "number": 1.25, "string": "a text", "boolean": True}.get(kind)


if __name__ == "__main__":
    main()
