"""Validates JSON instances against JSON Schema draft-07 with the jsonschema package.

An outside opinion on every value that the sweep serves or sends; text in, text out.
"""

import json
import sys

import jsonschema

sys.setrecursionlimit(4000)


def load(text):
    return json.dumps({"jsonschema": jsonschema.__version__})


def validate(text):
    """{"schemas": {place: schema}, "questions": [{"place", "instance"}]} in; one answer each out.

    An answer is null, or says why the instance is not valid.
    """
    task = json.loads(text)
    checked = set()
    judges = {place: Judge(schema, checked) for place, schema in task["schemas"].items()}
    return json.dumps([judges[each["place"]].ask(each["instance"]) for each in task["questions"]])


class Judge:
    """One schema; a schema that is no schema answers every question with the reason."""

    def __init__(self, schema, checked):
        kind = jsonschema.Draft7Validator
        self.problem = None
        try:
            check(kind, schema, checked)
            self.validator = kind(schema, format_checker=kind.FORMAT_CHECKER)
        except Exception as error:  # the document's schema is what it is
            self.problem = "the schema is not draft-07: %s" % first_line(error)

    def ask(self, instance):
        return self.problem or verdict(self.validator, instance)


def check(kind, schema, checked):
    """Holds a schema against the metaschema, definition by definition: most are in many bundles."""
    parts = [schema]
    if isinstance(schema, dict) and isinstance(schema.get("definitions"), dict):
        rest = {name: value for name, value in schema.items() if name != "definitions"}
        parts = [rest, *schema["definitions"].values()]
    for part in parts:
        text = json.dumps(part, sort_keys=True)
        if text not in checked:
            kind.check_schema(part)
            checked.add(text)


def verdict(validator, instance):
    try:
        error = next(validator.iter_errors(instance), None)
    except Exception as failure:  # a pattern or a reference that cannot be followed
        return "not decided: %s" % first_line(failure)
    return None if error is None else first_line(error)


def first_line(error):
    lines = str(getattr(error, "message", error)).splitlines()
    return lines[0][:300] if lines else type(error).__name__
