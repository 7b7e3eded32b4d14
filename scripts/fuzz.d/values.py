"""Instances of a document's schemas, and what must be true of them once they are read."""

from urllib.parse import unquote

STRINGS = ["", "a", "é", "e\u0301", "😀", "\u0000", "\"\\\n", "null", "\u202e", "narrow"]
INTEGERS = [0, 1, -1, 2**31, 2**53 + 1, -(10**20)]
NUMBERS = [0.5, -0.0, 1.0, 1e300, 5e-324, 7, 0.1]


class Unlawful(Exception):
    """The document means nothing: it was cut too far."""


def find(document, text, root):
    """The schema that a reference names, and the schema that it stands in."""
    tokens = unquote(text[2:]).split("/") if text.startswith("#/") else []
    tokens = [token.replace("~1", "/").replace("~0", "~") for token in tokens]
    isLocal = tokens[:1] == ["definitions"]
    value = root if isLocal else document
    try:
        if not isLocal:
            root = document["components"]["schemas"][tokens[2]]
        for token in tokens:
            value = value[int(token)] if isinstance(value, list) else value[token]
    except (KeyError, IndexError, TypeError, ValueError) as error:
        raise Unlawful(text) from error
    return value, root


class Sampler:
    """Makes instances; with `extras` also members that no schema lists."""

    def __init__(self, document, rng, extras):
        self.document = document
        self.rng = rng
        self.extras = extras

    def value(self, schema, root=None, depth=6):
        """A valid instance of a schema."""
        root = schema if root is None else root
        if depth < -30:
            raise Unlawful("endless")
        if schema is True or schema == {}:
            return self.anything(depth)
        if not isinstance(schema, dict):
            raise Unlawful(f"no instance of {schema!r}")
        if "$ref" in schema:
            target, root = find(self.document, schema["$ref"], root)
            return self.value(target, root, depth - 1)
        if schema.get("nullable") is True and self.rng.random() < 0.3:
            return None
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            return self.rng.choice(schema["enum"])
        if "allOf" in schema:
            return self.composed(schema, root, depth)
        for name in ("oneOf", "anyOf"):
            if name in schema:
                return self.alternative(schema, name, root, depth)
        return self.plain(schema, root, depth)

    def composed(self, schema, root, depth):
        """All parts together; one part that is no object stands for itself."""
        flat = flatten(self.document, schema, root)
        if flat is None:
            return self.value(schema["allOf"][0], root, depth - 1)
        return self.members(flat, root, depth)

    def alternative(self, schema, name, root, depth):
        variant = self.rng.choice(schema[name])
        if "properties" not in schema:
            return self.value(variant, root, depth - 1)
        own = self.members(schema, root, depth - 1)
        return {**self.members(variant, root, depth - 1), **own}

    def anything(self, depth):
        pool = [None, True, 1, 1.5, "s", [], {}, {"a": [None]}, [1, [2]]]
        return self.rng.choice(pool)

    def plain(self, schema, root, depth):
        """By `type` alone, or by what it would be without one."""
        kind = schema.get("type")
        if isinstance(kind, list):
            kind = self.rng.choice(kind)
        if kind is None:
            isObject = any(k in schema for k in ("properties", "additionalProperties"))
            isArray = any(k in schema for k in ("items", "prefixItems"))
            kind = "object" if isObject else "array" if isArray else None
        simple = {
            None: lambda: self.anything(depth), "null": lambda: None,
            "boolean": lambda: self.rng.random() < 0.5,
            "string": lambda: self.rng.choice(STRINGS),
            "integer": lambda: self.rng.choice(INTEGERS),
            "number": lambda: self.rng.choice(NUMBERS + INTEGERS),
        }
        if kind in simple:
            return simple[kind]()
        if kind == "array":
            return self.array(schema, root, depth)
        return self.members(schema, root, depth)

    def array(self, schema, root, depth):
        if depth <= 0:
            return []
        first = schema.get("prefixItems", schema.get("items"))
        if not isinstance(first, list):
            count = self.rng.randint(0, 3)
            items = schema.get("items", True)
            return [self.value(items, root, depth - 1) for _ in range(count)]
        out = [self.value(item, root, depth - 1) for item in first[: self.rng.randint(0, 4)]]
        rest = schema.get("items" if "prefixItems" in schema else "additionalItems", True)
        if rest is not False and len(out) == len(first):
            out += [self.value(rest, root, depth - 1) for _ in range(self.rng.randint(0, 2))]
        return out

    def members(self, schema, root, depth):
        out = {}
        required = schema.get("required", [])
        properties = schema.get("properties", {})
        for name, member in properties.items():
            if isinstance(member, Placed):
                member, inner = member
            else:
                inner = root
            if name in required or (depth > 0 and self.rng.random() < 0.7):
                out[name] = self.value(member, inner, depth - 1)
        more = schema.get("additionalProperties", True)
        for name in required:
            if name not in out:
                out[name] = "unlisted" if more is True else self.value(more, root, depth - 1)
        # Members of no pattern are read as if the pattern held for all.
        hasPattern = "patternProperties" in schema
        isWanted = self.extras or "additionalProperties" in schema
        if more is not False and not hasPattern and isWanted and depth > 0:
            for name in ("extra one", "from_", "self"):
                if name not in properties and self.rng.random() < 0.4:
                    out.setdefault(name, self.value(more, root, depth - 1))
        if "patternProperties" in schema and depth > 0:
            (pattern,) = schema["patternProperties"].values()
            out["p_1"] = self.value(pattern, root, depth - 1)
        return out


class Placed(tuple):
    """A member's schema with the schema that its own references start from."""


def flatten(document, schema, root):
    """The members of all parts of an `allOf` as one object; None when a part is none."""
    out = {"properties": {}, "required": []}
    parts = [(part, root) for part in schema.get("allOf", [])]
    parts.append(({k: v for k, v in schema.items() if k != "allOf"}, root))
    for part, scope in parts:
        while isinstance(part, dict) and "$ref" in part:
            part, scope = find(document, part["$ref"], scope)
        chosen = ("oneOf", "anyOf", "const", "enum")
        if not isinstance(part, dict) or any(keyword in part for keyword in chosen):
            return None
        if "allOf" in part:
            part = flatten(document, part, scope)
            if part is None:
                return None
        elif part.get("type", "object") != "object" or "items" in part or "prefixItems" in part:
            return None
        for name, member in part.get("properties", {}).items():
            placed = member if isinstance(member, Placed) else Placed((member, scope))
            out["properties"][name] = placed
        out["required"] += part.get("required", [])
        for name in ("additionalProperties", "patternProperties"):
            if name in part and len(schema.get("allOf", [])) == 1:
                out[name] = part[name]
    return out
