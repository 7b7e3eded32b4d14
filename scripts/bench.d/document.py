"""Prints an OpenRPC document of any size, the same for the same arguments.

Usage: document.py METHODS [SEED]

Five methods for each kind of object, as a service that stores things has them: get, set, delete,
exist, list. Objects have scalars, enumerations, lists, maps and references to other objects.
"""

import json
import random
import sys

WORDS = (
    "account address album asset badge balance basket book branch bucket card channel comment "
    "contact course device domain event field file folder group image invoice issue item job key "
    "label lease ledger letter license line list lock mail member message metric node note offer "
    "order page parcel part payment person photo plan player policy post price product profile "
    "project queue quote rate record region release report review role room route rule sample "
    "schedule score season sensor server session shape shelf signal site slot source stage state "
    "station stock store stream street survey tag task team tenant ticket token topic track trade "
    "train user value vault vendor version view visit voice volume vote wallet window zone"
).split()
VERBS = ["get", "set", "delete", "exist", "list"]


def main():
    count = int(sys.argv[1])
    chance = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    nouns = [noun(index) for index in range(-(-count // len(VERBS)))]
    methods = [method(noun, verb) for noun in nouns for verb in VERBS][:count]
    document = {
        "openrpc": "1.3.2",
        "info": {"title": "Bench", "version": "1.0.0"},
        "servers": [{"name": "local", "url": "http://127.0.0.1:8545/rpc"}],
        "methods": methods,
        "components": {"schemas": {pascal(each): entity(each, nouns, chance) for each in nouns}},
    }
    json.dump(document, sys.stdout, indent=1)


def noun(index):
    """Words alone first, then pairs of them."""
    first, rest = WORDS[index % len(WORDS)], index // len(WORDS)
    return first if rest == 0 else "%s_of_%s" % (WORDS[rest % len(WORDS)], noun(index % len(WORDS)))


def pascal(name):
    return "".join(part.capitalize() for part in name.split("_"))


def entity(name, nouns, chance):
    """An object with an id, a name and four to ten members of its own."""
    members = {
        "id": {"type": "integer", "description": "The key of the %s." % name},
        "name": {"type": "string", "description": "What people call the %s." % name},
    }
    for word in chance.sample(WORDS, chance.randint(4, 10)):
        members[word] = member(nouns, chance)
    return {
        "type": "object",
        "description": "One %s." % name,
        "required": ["id", "name"],
        "properties": members,
    }


def member(nouns, chance):
    kinds = [
        {"type": "string"},
        {"type": "integer"},
        {"type": "number"},
        {"type": "boolean"},
        {"type": "string", "enum": chance.sample(WORDS, 3)},
        {"type": "array", "items": {"type": "string"}},
        {"type": "object", "additionalProperties": {"type": "integer"}},
        reference(chance.choice(nouns)),
        {"type": "array", "items": reference(chance.choice(nouns))},
    ]
    return chance.choice(kinds)


def reference(name):
    return {"$ref": "#/components/schemas/" + pascal(name)}


def method(name, verb):
    key = param("id", {"type": "integer"}, "The key of the %s." % name)
    value = param(name, reference(name), "The %s to keep." % name)
    page = param("limit", {"type": "integer"}, "At most so many.", required=False)
    params = {"get": [key], "set": [value], "delete": [key], "exist": [key], "list": [page]}
    results = {
        "get": reference(name),
        "set": {"type": "integer"},
        "delete": {"type": "boolean"},
        "exist": {"type": "boolean"},
        "list": {"type": "array", "items": reference(name)},
    }
    return {
        "name": "%s.%s" % (name, verb),
        "summary": "%s a %s." % (verb.capitalize(), name),
        "params": params[verb],
        "result": {"name": "result", "schema": results[verb]},
    }


def param(name, schema, description, required=True):
    return {"name": name, "description": description, "required": required, "schema": schema}


if __name__ == "__main__":
    main()
