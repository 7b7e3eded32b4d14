"""Validates values of a document against its schemas with the jsonschema package.

Text in, text out: texts are taken once each, whole, and every question names a schema and a value
in them. An answer is exact or none: what jsonschema cannot decide is undecided, with the reason.

The files examiner, judge, expression and phrase are one module, joined in the order of the harness.
"""

import decimal
import functools
import gc
import itertools
import json
import re
import resource
import signal
import sys
import time
import urllib.parse
import warnings

import jsonschema
import referencing
import referencing.jsonschema

sys.setrecursionlimit(4000)
warnings.simplefilter("ignore")

MEMORY = 4 << 30
LIBRARY = None


class Undecided(Exception):
    """What cannot be told, and why."""


class TookTooLong(BaseException):
    """The time of a question is up; no handler of 'Exception' on the way may catch it."""


def load(text):
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    soft = MEMORY if hard == resource.RLIM_INFINITY else min(MEMORY, hard)
    resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
    gc.set_threshold(20_000, 20, 20)
    signal.signal(signal.SIGPROF, time_is_up)
    return json.dumps({"jsonschema": jsonschema.__version__})


def begin(text):
    """Forgets the texts and questions of another reading."""
    global LIBRARY
    LIBRARY = Library()
    LISTED.clear()
    if gc.get_freeze_count():
        gc.unfreeze()
        gc.collect()
    return "{}"


def take(text):
    """A line with {"uri", "resources": [way to each schema with '$id'] or null}, then the text."""
    head, _, body = text.partition("\n")
    task = json.loads(head)
    LIBRARY.add(task["uri"], read(body), task["resources"])
    # A text lives as long as its questions: going through a large one again frees nothing.
    if len(body) > 100_000:
        gc.freeze()
    return "{}"


def ask(text):
    """{"seconds", "budget", "questions": [[schema's URI, text's URI, way to the value], ...]}.

    Out come the answers, in order, the URIs of texts that were missing, and the time it took.
    """
    task = json.loads(text)
    start = time.process_time()
    answers = []
    for schema, uri, way in task["questions"]:
        left = task["budget"] - (time.process_time() - start)
        instance = step(LIBRARY.texts[uri], way)
        work = functools.partial(LIBRARY.answer, schema, instance)
        answers.append(within(min(task["seconds"], left), work))
    spent = time.process_time() - start
    return json.dumps({"answers": answers, "missing": sorted(LIBRARY.missing), "spent": spent})


def opinion(text):
    """{"metaschema": text, "document": text} in; each error with the way to its place out."""
    task = json.loads(text)
    return json.dumps(within(task["seconds"], functools.partial(errors, task)))


def errors(task):
    library = Library()
    library.add("urn:metaschema", read(task["metaschema"]), None)
    return library.errors("urn:metaschema", read(task["document"]))


def within(seconds, work):
    """What the work returns, or why it did not in its time."""
    try:
        try:
            if seconds <= 0:
                raise TookTooLong
            signal.setitimer(signal.ITIMER_PROF, seconds)
            return work()
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
    except TookTooLong:
        return {"undecided": "it took too long"}
    except MemoryError:
        return {"undecided": "it took too much memory"}
    except RecursionError:
        return {"undecided": "it leads too deep"}
    except Exception as failure:  # the document's schema is what it is
        ref = getattr(failure, "ref", None)
        if ref is None:
            return {"undecided": first_line(failure)}
        # Not by its own text, which shows the whole document.
        return {"undecided": "'%s' leads nowhere" % str(ref)[:200], "unresolved": True}


def time_is_up(number, frame):
    raise TookTooLong


def first_line(error):
    lines = str(getattr(error, "message", error)).splitlines()
    return lines[0][:300] if lines else type(error).__name__


def read(text):
    """The value of a JSON text with every digit of its numbers."""
    return json.loads(text, parse_float=number, parse_int=number)


def number(text):
    plain = text.lstrip("-")
    if len(plain) <= 4000 and plain.isdigit():
        return int(text)
    try:
        return decimal.Decimal(text)
    except decimal.InvalidOperation:  # an exponent of more than 18 digits
        return Unbounded()


class Unbounded:
    """A number whose exponent no library holds."""


def step(value, way):
    for token in way:
        value = value[int(token)] if isinstance(value, list) else value[token]
    return value
