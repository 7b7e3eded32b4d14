"""Holds Roder's manifest of methods against its own laws.

    manifest.py MANIFEST [OLDER]

Each is a JSON file, or the folder of an installed package `roder_sdk`. Every breach is a line; the
status is 1 where there is one. MANIFEST must also keep what OLDER has: methods are only ever added.
"""

import json
import pathlib
import re
import runpy
import sys

WORDS = {
    "stability": {"stable", "experimental"},
    "idempotency": {"idempotent", "nonIdempotent"},
    "sideEffect": {"readOnly", "localState", "externalProcess"},
}
MEMBERS = ["method", "paramsType", "resultType", "featureGroup", *WORDS]
PART = "[a-z][A-Za-z0-9]*(?:[_-][a-z0-9]+)*"
NAME = re.compile(f"{PART}(?:/{PART})*")


def read(path):
    """The manifest, and the names of the methods as the package lists them besides."""
    place = pathlib.Path(path)
    if place.is_dir():
        found = runpy.run_path(str(place / "types_generated.py"))
        return found["APP_SERVER_MANIFEST"], found["APP_SERVER_METHODS"]
    return json.loads(place.read_text(encoding="utf-8")), None


def schema(manifest):
    """Version, members and words."""
    if manifest.get("schemaVersion") != 1:
        yield f"the schema version is {manifest.get('schemaVersion')!r}, not 1"
    if not isinstance(manifest.get("unknownMethodsAllowed"), bool):
        yield "'unknownMethodsAllowed' is neither true nor false"
    for number, entry in enumerate(manifest["methods"]):
        name = entry.get("method", f"method {number}")
        members = sorted(entry.keys() - {"notifications"})
        texts = [each for member, each in entry.items() if member != "notifications"]
        if members != sorted(MEMBERS) or not all(isinstance(each, str) for each in texts):
            yield f"{name}: the members are {sorted(entry)}"
        for member, words in WORDS.items():
            if entry.get(member) not in words:
                yield f"{name}: '{member}' is {entry.get(member)!r}"


def unique(manifest):
    seen = set()
    for name in names(manifest):
        if name in seen:
            yield f"{name}: stands twice"
        seen.add(name)


def order(manifest):
    """Methods stand in the order of their names, so that a difference shows what was added."""
    all_names = names(manifest)
    for before, after in zip(all_names, all_names[1:]):
        if after < before:
            yield f"{after}: stands after '{before}'"


def naming(manifest):
    """Names are words parted by slashes; types are called after their method."""
    for entry in manifest["methods"]:
        name = entry["method"]
        if not NAME.fullmatch(name):
            yield f"{name}: is no name of a method"
        stem = "".join(word[:1].upper() + word[1:] for word in re.split("[/_-]", name))
        for member, due in (("paramsType", f"{stem}Params"), ("resultType", f"{stem}Result")):
            if entry[member] != due:
                yield f"{name}: '{member}' is {entry[member]}, not {due}"


def additive(older, newer):
    """What was there stays as it was."""
    now = {entry["method"]: entry for entry in newer["methods"]}
    for entry in older["methods"]:
        name = entry["method"]
        if name not in now:
            yield f"{name}: was removed"
        elif now[name] != entry:
            yield f"{name}: was changed"


def names(manifest):
    return [entry["method"] for entry in manifest["methods"]]


LAWS = {"schema": schema, "unique": unique, "order": order, "naming": naming}


def breaches(manifest, listed=None):
    for law, check in LAWS.items():
        for breach in check(manifest):
            yield f"{law}: {breach}"
    if listed is not None and list(listed) != names(manifest):
        yield "list: the package's list of methods is not that of its manifest"


def main(words):
    if len(words) not in (1, 2):
        sys.exit(__doc__)
    manifest, listed = read(words[0])
    found = list(breaches(manifest, listed))
    if len(words) == 2:
        found += [f"additive: {breach}" for breach in additive(read(words[1])[0], manifest)]
    for breach in found:
        print(breach)
    print(f"{len(manifest['methods'])} methods, {len(found)} breaches", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
