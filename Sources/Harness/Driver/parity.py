"""Reads what a generated Python client and a generated Rust crate say of a service.

Text in, text out: sources are read, and nothing of them is run. A type is an object with one
member: `is` (string, integer, number, boolean, any, null), `array`, `map`, `object` or `alias` (a
name), `enum` (values), `union`, `nullable`, `tuple`, or `unknown` (what could not be read).
"""

import ast
import json
import re

SCALARS = {
    "_STRING": "string", "_INTEGER": "integer", "_NUMBER": "number", "_BOOLEAN": "boolean",
    "_ANY": "any", "_NOTHING": "null", "_NONE": "null",
    "str": "string", "int": "integer", "float": "number",
    "bool": "boolean", "Any": "any", "None": "null", "String": "string", "i64": "integer",
    "f64": "number", "serde_json::Value": "any", "()": "null",
}


def read_both(text):
    """{"python": SOURCE, "rust": {PATH: SOURCE}} in, what each says out."""
    task = json.loads(text)
    found = {"python": Python(task["python"]).said(), "rust": Rust(task["rust"]).said()}
    return json.dumps(found, ensure_ascii=False)


def scalar(name):
    return {"is": SCALARS[name]}


class Python:
    """What stands in a client's module."""

    def __init__(self, source):
        self.tree = ast.parse(source)
        self.methods, self.types, self.aliases, self.results = {}, {}, {}, {}
        self.classes = {
            node.name: node for node in self.tree.body
            if isinstance(node, ast.ClassDef) and any(named(b, "WireObject") for b in node.bases)
        }

    def said(self):
        for node in self.tree.body:
            if isinstance(node, ast.Expr) and called(node.value, "_shape"):
                self.shape(node.value)
            elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Subscript):
                if named(node.targets[0].value, "_ALIASES"):
                    self.aliases[node.targets[0].slice.value] = self.codec(node.value)
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                if node.target.id == "METHODS":
                    self.declared = ast.literal_eval(node.value)
                elif node.target.id.startswith("_result_of_"):
                    self.results[node.target.id] = self.codec(node.value)
        for node in self.tree.body:
            if isinstance(node, ast.ClassDef) and any(named(b, "_Calls") for b in node.bases):
                for function in node.body:
                    if isinstance(function, ast.FunctionDef):
                        self.method(function)
        return {"methods": self.methods, "types": self.types, "aliases": self.aliases}

    def shape(self, call):
        name = call.args[0].id
        codecs = {each.arg: self.codec(each.value) for each in call.keywords}
        fields, rest = {}, None
        for node in self.classes[name].body:
            if not isinstance(node, ast.AnnAssign):
                continue
            wire, default, is_required = node.target.id, "absent", node.value is None
            options = {}
            if called(node.value, "field"):
                options = {each.arg: each.value for each in node.value.keywords}
                is_required = "default" not in options and "default_factory" not in options
                if "metadata" in options:
                    wire = ast.literal_eval(options["metadata"]).get("wire", wire)
            value = options.get("default", None if options else node.value)
            if isinstance(value, ast.Constant) and value.value is not None:
                default = json.dumps(value.value)
            kind = codecs.get(node.target.id) or self.annotation(node.annotation)
            if wire is None:
                rest = kind["map"] if "map" in kind else kind
            else:
                fields[wire] = member(kind, is_required, default)
        self.types[name] = {"fields": fields, "rest": rest}

    def method(self, function):
        made = [node for node in ast.walk(function) if isinstance(node, ast.Call)]
        call = next((node for node in made if named_like(node.func, "RpcCall")), None)
        if call is None:
            return
        wire = call.args[0].value
        taken = function.args.args + function.args.kwonlyargs
        types = {each.arg: each.annotation for each in taken}
        params = {}
        for node in made:
            if not (called(node, "_must") or called(node, "_may")):
                continue
            is_required = called(node, "_must")
            used = [each.id for each in ast.walk(node.args[1]) if isinstance(each, ast.Name)]
            note = next((types[name] for name in used if types.get(name) is not None), None)
            kind = self.annotation(note)
            if not is_required:
                is_null = any(each.arg == "nullable" for each in node.keywords)
                kind = kind.get("nullable", kind)
                kind = {"nullable": kind} if is_null else kind
            params[node.args[0].value] = member(kind, is_required, "absent")
        declared = self.declared[wire]
        result = None if declared["notification"] else self.codec(call.args[-1])
        self.methods[wire] = {
            "params": params, "result": result, "errors": sorted(set(declared["errors"])),
        }

    def codec(self, node):
        if isinstance(node, ast.Name):
            return self.results.get(node.id) or (
                scalar(node.id) if node.id in SCALARS else unknown(node))
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            return {"is": "null"} if named(node, None) else unknown(node)
        kind, parts = node.func.id, node.args
        if kind == "_array":
            return {"array": self.codec(parts[0])}
        if kind == "_map":
            return {"map": self.codec(parts[0])}
        if kind == "_nullable":
            return {"nullable": self.codec(parts[0])}
        if kind == "_object":
            return {"object": parts[0].id}
        if kind == "_alias":
            return {"alias": parts[0].value}
        if kind == "_one_of":
            return {"enum": [ast.literal_eval(each) for each in parts]}
        if kind == "_union":
            return {"union": [self.codec(each) for each in parts]}
        if kind == "_tuple":
            return {"tuple": [self.codec(each) for each in parts]}
        return unknown(node)

    def annotation(self, node):
        if isinstance(node, ast.Constant) and node.value is None:
            return {"is": "null"}
        if isinstance(node, ast.Name):
            if node.id in self.classes:
                return {"object": node.id}
            return scalar(node.id) if node.id in SCALARS else {"alias": node.id}
        if not isinstance(node, ast.Subscript) or not isinstance(node.value, ast.Name):
            return unknown(node)
        kind = node.value.id.strip("_")
        parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        if kind == "Literal":
            return {"enum": [ast.literal_eval(each) for each in parts]}
        inner = [self.annotation(each) for each in parts]
        if kind == "Optional":
            return {"nullable": inner[0]}
        if kind in ("List", "list", "Sequence"):
            return {"array": inner[0]}
        if kind in ("Dict", "dict", "Mapping"):
            return {"map": inner[-1]}
        return {"union": inner} if kind == "Union" else unknown(node)


def named(node, name):
    return isinstance(node, ast.Name) and node.id == name or (
        name is None and isinstance(node, ast.Constant) and node.value is None)


def named_like(node, name):
    return named(node.value if isinstance(node, ast.Subscript) else node, name)


def called(node, name):
    return isinstance(node, ast.Call) and named(node.func, name)


def unknown(node):
    return {"unknown": "nothing" if node is None else ast.unparse(node)}


def member(kind, is_required, default):
    is_nullable = "nullable" in kind
    return {
        "required": is_required, "nullable": is_nullable,
        "type": kind["nullable"] if is_nullable else kind,
        "default": "none" if is_required else default,
    }


TEXT = r'"(?:\\.|[^"\\])*"'
ATTRIBUTES = r"((?:\s*#\[(?:[^\]\"]|%s)*\])*)" % TEXT
FIELD = re.compile(ATTRIBUTES + r"\s*pub ((?:r#)?\w+):\s*([^;{}]*?),\n", re.S)
STRUCT = re.compile(r"pub struct (\w+) \{\n(.*?)\n?\}\n", re.S)
IMPL = r"impl(?:<'de>)? %s \{\n.*?\n\}\n"


class Rust:
    """What stands in the sources of a crate."""

    def __init__(self, files):
        self.files = files
        kept = [text for path, text in sorted(files.items()) if "/types/" in "/" + path]
        self.text = "\n".join(re.sub(r"(?m)^\s*//[^\n]*\n", "", text) for text in kept)
        self.structs = dict(STRUCT.findall(self.text))

    def said(self):
        types = {name: self.struct(name, body) for name, body in self.structs.items()}
        aliases = {
            name: self.type(kind)
            for pattern in (r"pub type (\w+) =\s*([^;]+);", r"pub struct (\w+)\(pub ([^;]+)\);")
            for name, kind in re.findall(pattern, self.text)
        }
        for name, body in re.findall(r"pub enum (\w+) \{\n(.*?)\n\}\n", self.text, re.S):
            aliases[name] = self.enumeration(name, body)
        return {"methods": self.methods(types), "types": types, "aliases": aliases}

    def struct(self, name, body):
        reading = self.implementation("Deserialize<'de> for " + name) or ""
        fields, rest = {}, None
        for attributes, own, kind in FIELD.findall("\n" + body + "\n"):
            if re.search(r"\b%s: members\.rest\(\)" % re.escape(own), reading):
                rest = self.type(kind)["map"]
                continue
            wire, entry = self.field(attributes, own, kind, reading)
            fields[wire] = entry
        return {"fields": fields, "rest": rest}

    def field(self, attributes, own, kind, reading):
        taken = re.search(
            r"\b%s: members\.(\w+)\(\s*(%s)" % (re.escape(own), TEXT), reading)
        renamed = re.search(r"rename = (%s)" % TEXT, attributes)
        kind = self.type(kind)
        if taken:
            wire, how = unescaped(taken[2]), taken[1]
            is_required = how == "required"
            has_two = how == "optional"
        else:
            wire = unescaped(renamed[1]) if renamed else camel(own)
            keeps = "deserialize_with" in attributes
            # serde takes an Option that nobody says more of for a member that may be absent.
            is_required = "default" not in attributes and (keeps or "nullable" not in kind)
            has_two = "json::present" in attributes
        if not is_required:
            kind = kind.get("nullable", kind)
            if not has_two and "nullable" in kind:
                kind = kind["nullable"]
        skips = taken or "skip_serializing_if" in attributes
        return wire, member(kind, is_required, "absent" if skips else "null")

    def enumeration(self, name, body):
        variants = re.findall(r"(\w+)\(\s*([^\n]+?)\s*\),\n", body + "\n")
        if "From<String> for %s {" % name in self.text:
            own = self.implementation(name) or ""
            values = re.findall(r"Self::\w+ =>\s*\{?\s*(%s)" % TEXT, own)
            return {"enum": [unescaped(value) for value in values]}
        return {"union": [self.type(kind) for _, kind in variants]}

    def implementation(self, head):
        found = re.search(IMPL % re.escape(head), self.text, re.S)
        return found and found[0]

    def type(self, text):
        text = re.sub(r"\s+", "", text).rstrip(",")
        if text in SCALARS:
            return scalar(text)
        generic = re.fullmatch(r"(\w+)<(.*)>", text)
        if generic is None:
            return {"object": text} if text in self.structs else {"alias": text}
        kind, inner = generic[1], generic[2].rstrip(",")
        if kind == "Box":
            return self.type(inner)
        if kind == "BTreeMap":
            return {"map": self.type(inner.partition(",")[2])}
        wrapped = {"Option": "nullable", "Vec": "array"}.get(kind)
        return {wrapped: self.type(inner)} if wrapped else {"unknown": text}

    def methods(self, types):
        constant = r"pub const (\w+): &str =\s*(%s);" % TEXT
        found = re.findall(constant, self.file("methods.rs"))
        names = {own: unescaped(wire) for own, wire in found}
        errors, found = self.errors(names), {}
        entry = r"name: super::methods::(\w+),(.*?)\n *\}"
        for own, body in re.findall(entry, self.file("manifest.rs"), re.S):
            said = {name: unescaped(text) for name, text in re.findall(r"(\w+): (%s)" % TEXT, body)}
            result = None
            if "is_notification: false" in body:
                result = self.type(said["result"]) if said["result"] else {"is": "null"}
            wire = names[own]
            params = types.get(said["params"], {"fields": {}})["fields"]
            found[wire] = {
                "params": params, "result": result, "errors": errors.get(wire, []),
            }
        return found

    def errors(self, names):
        found = {}
        for path, text in self.files.items():
            if "/handlers/" not in "/" + path:
                continue
            arms = re.findall(r"methods::(\w+) => \{.*?handler\s*\.\s*((?:r#)?\w+)\(", text, re.S)
            docs = re.findall(r"((?: +///[^\n]*\n)+) +async fn ((?:r#)?\w+)\(", text)
            codes = {own: re.findall(r"(?m)^ +/// Error (-?\d+)", doc) for doc, own in docs}
            for constant, own in arms:
                found[names[constant]] = sorted({int(code) for code in codes.get(own, [])})
        return found

    def file(self, name):
        return next((text for path, text in self.files.items() if path.endswith("src/" + name)), "")


def camel(name):
    """The name on the wire that serde makes of a field's."""
    words = "".join(part[:1].upper() + part[1:] for part in name.replace("r#", "").split("_"))
    return words[:1].lower() + words[1:]


PLAIN = {"n": "\n", "r": "\r", "t": "\t", "0": "\0"}


def unescaped(literal):
    """The text that a literal of Rust stands for."""
    def one(match):
        return chr(int(match[1], 16)) if match[1] else PLAIN.get(match[2], match[2])
    return re.sub(r"\\u\{([0-9a-fA-F]+)\}|\\(.)", one, literal[1:-1])
