"""Answers validation requests: one JSON object a line in, one a line out."""

import json
import sys

from jsonschema import Draft7Validator, FormatChecker


def main(source: str, target: str) -> None:
    validators = {}
    with open(source, encoding="utf-8") as lines, open(target, "w", encoding="utf-8") as answers:
        for line in lines:
            request = json.loads(line)
            place = request["place"]
            if place not in validators:
                validators[place] = Draft7Validator(request["schema"], format_checker=FormatChecker())
            try:
                error = next(validators[place].iter_errors(request["instance"]), None)
                problem = error and f"{error.json_path}: {error.message}"[:500]
            except Exception as fault:
                problem = f"{type(fault).__name__}: {fault}"[:500]
            answers.write(json.dumps({"id": request["id"], "problem": problem}) + "\n")


main(sys.argv[1], sys.argv[2])
