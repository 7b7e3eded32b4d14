"""Prints the MB/s at which jsonschema holds a document against an official OpenRPC meta-schema.

Usage: metaschema.py METASCHEMA DOCUMENT; the document is read beforehand, and timed once.
"""

import json
import os
import sys
import time

import jsonschema
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT7

KIND = jsonschema.Draft7Validator
# What the meta-schema refers to on the web says what draft-07's own says.
SCHEMAS = {
    "$id": "https://meta.json-schema.tools/",
    "allOf": [{"$ref": "http://json-schema.org/draft-07/schema#"}],
    "definitions": {"JSONSchemaObject": {"properties": {"$ref": {"type": "string"}}}},
}


def registry():
    draft = Resource.from_contents(KIND.META_SCHEMA, default_specification=DRAFT7)
    tools = Resource.from_contents(SCHEMAS, default_specification=DRAFT7)
    return Registry().with_resources(
        [
            ("http://json-schema.org/draft-07/schema", draft),
            ("https://meta.json-schema.tools", tools),
            ("https://meta.json-schema.tools/", tools),
        ]
    )


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        validator = KIND(json.load(file), registry=registry())
    with open(sys.argv[2], encoding="utf-8") as file:
        document = json.load(file)
    begin = time.perf_counter()
    errors = sum(1 for _ in validator.iter_errors(document))
    taken = time.perf_counter() - begin
    if errors:
        sys.exit("%s breaks the meta-schema in %d places" % (sys.argv[2], errors))
    print(os.path.getsize(sys.argv[2]) / 1e6 / taken)


if __name__ == "__main__":
    main()
