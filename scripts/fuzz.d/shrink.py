"""Cuts a failing document down while it fails in the same way."""

import copy
import time


def paths(value, path=()):
    """The ways to every part, the largest first."""
    items = value.items() if isinstance(value, dict) else ()
    if isinstance(value, list):
        items = enumerate(value)
    for key, part in items:
        yield (*path, key)
        yield from paths(part, (*path, key))


def at(value, path):
    for key in path:
        value = value[key]
    return value


def without(document, path):
    """The document less one part; nothing where that part must be."""
    if path[0] in ("openrpc", "info") or path[-1] in ("name", "schema", "methods", "params"):
        return
    smaller = copy.deepcopy(document)
    del at(smaller, path[:-1])[path[-1]]
    yield smaller


def simpler(document, path):
    """The document with a part of a part in that part's place."""
    part = at(document, path)
    if not isinstance(part, dict) or path[0] in ("openrpc", "info"):
        return
    inner = [v for v in part.values() if isinstance(v, dict)]
    inner += [v for w in part.values() if isinstance(w, list) for v in w if isinstance(v, dict)]
    inner += [v for w in inner for v in w.values() if isinstance(v, dict)]
    for replacement in [{"type": "string"}, *inner]:
        if len(repr(replacement)) < len(repr(part)):
            smaller = copy.deepcopy(document)
            at(smaller, path[:-1])[path[-1]] = copy.deepcopy(replacement)
            yield smaller


def pass_over(document, cuts, fails, end):
    """One walk over all parts, from the whole to the small; goes on where something was cut."""
    place = 0
    while True:
        ways = sorted(paths(document), key=len)
        if place >= len(ways) or time.monotonic() > end:
            return document
        for smaller in cuts(document, ways[place]):
            if fails(smaller):
                document = smaller
                break
        else:
            place += 1


def shrunk(document, fails, seconds=120):
    """The smallest document found for which `fails` is true."""
    end = time.monotonic() + seconds
    before = None
    while document != before and time.monotonic() < end:
        before = document
        document = pass_over(document, without, fails, end)
        document = pass_over(document, simpler, fails, end)
    return document
