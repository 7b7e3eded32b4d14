"""Random lawful OpenRPC documents: a seed in, a document out.

Whatever is made here has finite instances, no loop of references without a member between, and no
two parts that contradict each other, so a generator has no reason to refuse it.
"""

import random
from urllib.parse import quote

PROPERTIES = [
    "id", "name", "kind", "from", "class", "self", "a b", "a-b", "a_b", "a.b", "$ref_", "@type",
    "x-y", "größe", "名前", "List", "str", "list", "field", "Any", "dict", "0", "__x", "_x", "value",
    "items", "properties", "type", "default", "additional_properties", "e\u0301", "\u00e9", "😀",
    "a/b", "a~b", "\"", "\\", "\n", "", "None", "print", "Pet", "pet", "to_wire", "json", "args",
]
COMPONENTS = [
    "Pet", "pet", "PET", "a b", "x/y", "t~t", "100%", "Größe", "class", "List", "x-y", "A.B", "Any",
    "q\"q", "Pet_value", "名前", "~1", "%20", "Client", "WireObject", "None", "+", "Optional",
]
METHODS = [
    "get", "pet.get", "pet_get", "pet-get", "list", "close", "import", "_call", "a b", "get Pet",
    "größe", "self", "str", "with_options", "__init__", "😀", "print", "x/y", "rpc.discover", "Get",
]
PARAMS = ["id", "from", "self", "pet", "a b", "a-b", "value", "class", "method", "_may", "名前", "0"]
TAGS = ["cat", "dog", "fish", "a \"bird\"", ""]
CONSTANTS = [
    "x", "", "a\nb", 0, 1, -7, 1.5, 10**20, True, False, None, [], {}, [1, "a"], {"a": {"b": None}},
]


def token(name):
    """A name as one step of a JSON pointer in a fragment."""
    return quote(name.replace("~", "~0").replace("/", "~1"), safe="~!$&'()*+,;=:@")


class Maker:
    """Makes one document; `level` is the number of the component that is being made."""

    def __init__(self, seed):
        self.rng = random.Random(seed)
        self.schemas = {}
        self.names = []
        self.kinds = []
        self.level = -1

    def document(self, title):
        """The whole document."""
        rng = self.rng
        self.names = rng.sample(COMPONENTS, rng.randint(0, 6))
        self.kinds = [rng.choice(["object", "open", "open", "any", "tagged"]) for _ in self.names]
        for index in reversed(range(len(self.names))):
            self.level = index
            self.schemas[self.names[index]] = self.component(index)
        self.level = -1
        names = rng.sample(METHODS, rng.randint(1, 4))
        methods = [self.method(name) for name in names]
        out = {"openrpc": rng.choice(["1.2.6", "1.3.2", "1.4.0"])}
        out["info"] = {"title": title, "version": "1.0.0"}
        out["methods"] = [self.lawful(method, out["openrpc"]) for method in methods]
        if self.schemas:
            out["components"] = {"schemas": self.schemas}
        return out

    def lawful(self, method, version):
        """Before 1.3 each method has a result."""
        if version == "1.2.6" and "result" not in method:
            method["result"] = {"name": "r", "schema": {"type": "null"}}
        return method

    def method(self, name):
        """A method whose first param often is of the type of its result."""
        rng = self.rng
        params = []
        structure = rng.choice(["by-name", "by-position", "either", None])
        names = rng.sample(PARAMS, rng.randint(0, 4))
        optional = rng.randint(0, len(names))
        for place, param in enumerate(names):
            one = {"name": param, "schema": self.schema(3)}
            if place < optional:
                one["required"] = True
            params.append(one)
        out = {"name": name, "params": params}
        if structure:
            out["paramStructure"] = structure
        if rng.random() < 0.9:
            schema = params[0]["schema"] if params and rng.random() < 0.6 else self.schema(4)
            out["result"] = {"name": "result", "schema": schema}
        if rng.random() < 0.3:
            code = rng.choice([-32000, 1, 404, -1, -32601])
            out["errors"] = [{"code": code, "message": rng.choice(PROPERTIES)}]
            if rng.random() < 0.5:
                out["errors"][0]["data"] = self.schema(2)
        return out

    def component(self, index):
        """The schema of one component, by its kind."""
        kind = self.kinds[index]
        if kind == "open":
            return self.object(3, isOpen=True)
        if kind == "object":
            return self.withDefinitions(self.object(3), index)
        if kind == "tagged":
            return self.tagged(2)
        return self.schema(3)

    def withDefinitions(self, schema, index):
        """Sometimes a schema has definitions of its own, referred to from its root or in full."""
        if self.rng.random() < 0.6:
            return schema
        start = self.rng.choice(["#", "#/components/schemas/" + token(self.names[index])])
        for name in self.rng.sample(["Local", "a b", "Pet", "x/y"], 2):
            schema.setdefault("definitions", {})[name] = self.schema(1)
            reference = {"$ref": f"{start}/definitions/{token(name)}"}
            if self.rng.random() < 0.5:
                reference = {"type": "array", "items": reference}
            schema.setdefault("properties", {})["local " + name] = reference
        return schema

    def schema(self, depth, isGuarded=False):
        """Any schema that has an instance; guarded ones may refer to what they stand in."""
        kinds = ["scalar", "scalar", "enum", "const", "reference", "reference", "anything"]
        if depth > 0:
            kinds += ["array", "tuple", "object", "object", "map", "tagged", "union", "nullable"]
            kinds += ["composed", "composed", "several", "allOfOne", "wrapped", "common"]
        made = getattr(self, self.rng.choice(kinds))
        return made(depth - 1, isGuarded) if made == self.reference else self.prose(made(depth - 1))

    def prose(self, schema):
        """Words that change no type."""
        if isinstance(schema, dict) and "$ref" not in schema and self.rng.random() < 0.15:
            name = self.rng.choice(["title", "description", "$comment"])
            schema.setdefault(name, self.rng.choice(COMPONENTS))
        return schema

    def scalar(self, depth):
        kind = self.rng.choice(["string", "integer", "number", "boolean", "null"])
        return {"type": kind if self.rng.random() < 0.9 else [kind]}

    def anything(self, depth):
        return self.rng.choice([True, {}, {"description": "any"}, {"type": "object"}])

    def several(self, depth):
        kinds = ["string", "integer", "number", "boolean", "null", "array", "object"]
        return {"type": self.rng.sample(kinds, self.rng.randint(2, 4))}

    def enum(self, depth):
        return {"enum": self.distinct(self.rng.randint(1, 5))}

    def distinct(self, count):
        values = self.rng.sample(CONSTANTS, count)
        texts = ["a", "A", "b c", "None", "é"]
        return values if self.rng.random() < 0.4 else self.rng.sample(texts, count)

    def const(self, depth):
        return {"const": self.rng.choice(CONSTANTS)}

    def reference(self, depth, isGuarded):
        first = 0 if isGuarded else self.level + 1
        names = self.names[first:]
        if not names:
            return self.scalar(depth)
        name = self.rng.choice(names)
        path = "#/components/schemas/" + token(name)
        inner = self.schemas.get(name)
        hasMembers = isinstance(inner, dict) and inner.get("properties")
        if hasMembers and isGuarded and self.rng.random() < 0.3:
            return {"$ref": path + "/properties/" + token(self.rng.choice([*inner["properties"]]))}
        return {"$ref": path}

    def array(self, depth):
        out = {"type": "array", "items": self.schema(depth, True)}
        if self.rng.random() < 0.3:
            del out[self.rng.choice(["type", "items"])]
        return out or {"type": "array"}

    def tuple(self, depth):
        first = [self.schema(depth, True) for _ in range(self.rng.randint(1, 3))]
        rest = self.rng.choice([None, True, False, self.schema(depth, True)])
        keys = self.rng.choice([("items", "additionalItems"), ("prefixItems", "items")])
        out = {"type": "array", keys[0]: first}
        return out if rest is None else {**out, keys[1]: rest}

    def map(self, depth):
        return {"type": "object", "additionalProperties": self.schema(depth, True)}

    def object(self, depth, isOpen=False):
        rng = self.rng
        names = rng.sample(PROPERTIES, rng.randint(1, 5))
        out = {"type": "object", "properties": {}}
        required = [name for name in names if rng.random() < 0.4]
        for name in names:
            out["properties"][name] = self.schema(depth, name not in required)
        if required and rng.random() < 0.9:
            out["required"] = required
        if not isOpen and rng.random() < 0.5:
            more = rng.choice([True, False, False, self.schema(depth, True)])
            out["additionalProperties"] = more
        if out.get("additionalProperties") is not False and rng.random() < 0.1:
            out.setdefault("required", []).append("unlisted")
        # A pattern is read as if it held for every member that is not listed.
        if not isOpen and rng.random() < 0.1 and "unlisted" not in out.get("required", []):
            out["patternProperties"] = {"^p_": self.schema(depth, True)}
        if rng.random() < 0.1:
            del out["type"]
        return out

    def tagged(self, depth):
        """One of several objects, told apart by a constant."""
        tags = self.rng.sample(TAGS, self.rng.randint(2, 4))
        mark = self.rng.choice(["kind", "type", "class"])
        variants = []
        for tag in tags:
            one = self.object(depth)
            one.pop("patternProperties", None)
            const = {"const": tag} if self.rng.random() < 0.6 else {"type": "string", "enum": [tag]}
            one["properties"][mark] = const
            one["required"] = sorted({*one.get("required", []), mark})
            variants.append(one)
        return {self.rng.choice(["oneOf", "anyOf"]): variants}

    def union(self, depth):
        """One of several that may overlap."""
        count = self.rng.randint(1, 4)
        return {"anyOf": [self.schema(depth) for _ in range(count)]}

    def common(self, depth):
        """Members of all alternatives beside them."""
        out = self.object(depth, isOpen=True)
        out.pop("type", None)
        first, second = {"required": ["left"]}, {"required": ["right"]}
        first["properties"] = {"left": self.schema(depth, False)}
        second["properties"] = {"right": self.schema(depth, False)}
        out["anyOf"] = [first, second]
        return out

    def nullable(self, depth):
        """The spellings of «or null»."""
        inner = self.schema(depth)
        way = self.rng.randrange(5)
        if way == 0:
            return {"oneOf": [inner, {"type": "null"}]}
        if way == 1:
            return {"anyOf": [{"type": "null"}, inner]}
        if way == 2:
            kind = self.rng.choice(["string", "integer", "array", "object"])
            return {"type": [kind, "null"]}
        if way == 3 and isinstance(inner, dict) and "type" in inner:
            return {**inner, "nullable": True}
        return {"type": "string", "nullable": True, "enum": ["a", "b", None]}

    def open(self):
        """The names of components that others may be built on."""
        pairs = list(zip(self.names, self.kinds))[self.level + 1 :]
        return [name for name, kind in pairs if kind == "open"]

    def composed(self, depth):
        """An object built on others, whose members it may narrow."""
        parts = []
        for name in self.open()[:2]:
            parts.append({"$ref": "#/components/schemas/" + token(name)})
        own = self.object(depth, isOpen=True)
        known = {name for part in self.open()[:2] for name in self.members(part)}
        own["properties"] = {k: v for k, v in own["properties"].items() if k not in known}
        required = [name for name in own.get("required", []) if name in own["properties"]]
        own["required"] = required
        for name in self.open()[:1]:
            self.narrow(name, own)
        if self.rng.random() < 0.5:
            return {"allOf": [*parts, own]}
        return {"allOf": parts, **own} if parts else own

    def members(self, name):
        return self.schemas[name]["properties"]

    def narrow(self, base, own):
        """Picks a constant where the base has a string."""
        for name, schema in self.members(base).items():
            if isinstance(schema, dict) and schema.get("type") == "string" and len(schema) == 1:
                own["properties"][name] = {"const": "narrow"}

    def allOfOne(self, depth):
        """A reference in an allOf of its own."""
        inner = self.reference(depth, False)
        out = {"allOf": [inner]}
        if self.rng.random() < 0.3:
            out["description"] = "beside"
        if self.rng.random() < 0.2:
            out["nullable"] = True
        return out

    def wrapped(self, depth):
        """The only alternative."""
        return {self.rng.choice(["oneOf", "anyOf"]): [self.schema(depth)]}
