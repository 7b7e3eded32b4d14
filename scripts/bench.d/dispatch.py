"""Measures the generated Rust dispatch, and prints figures with their aims.

Usage: dispatch.py ROOT ASSAY CORPUS; scripts/bench calls it with everything set up.
"""

import os
import re
import statistics
import subprocess
import sys
import tempfile
import time

ROUNDS = 3


def row(what, value, aim, met):
    verdict = "met" if met else "not met"
    print("%-58s %14s   aim %-8s %s" % (what, value, aim, verdict), flush=True)


def compared(what, rounds, aim):
    """A row of the median round: two that follow each other have the same machine."""
    ratio, speed = statistics.median_low(rounds)
    row(what, "%.2f (%dk/s)" % (ratio, speed // 1000), ">= %s" % aim, ratio >= aim)


def told(words, **options):
    done = subprocess.run(words, capture_output=True, text=True, **options)
    if done.returncode:
        sys.exit("%s\n%s%s" % (" ".join(map(str, words)), done.stdout, done.stderr))
    return done.stdout


class Workshop:
    def __init__(self, root, assay, corpus, scratch):
        self.root, self.assay, self.corpus, self.scratch = root, assay, corpus, scratch

    def rustc(self, profile):
        """The compiler's words for one profile, up to what is compiled."""
        lines = told([self.assay, "doctor", "--crates", profile]).splitlines()
        crates = dict(line.split("=", 1) for line in lines)
        words = [crates.pop("rustc"), "--edition=2021", "-Awarnings", "-Cdebuginfo=0"]
        words += ["-Copt-level=%d" % (3 if profile == "fast" else 0)]
        words += ["-L", "dependency=%s" % crates.pop("folder"), "-L", self.scratch]
        for name, path in crates.items():
            words += ["--extern", "%s=%s" % (name, path)]
        return words + ["--out-dir", self.scratch]

    def generated(self, document, name):
        out = os.path.join(self.scratch, name)
        told([self.assay, "generate", document, "--rust", out])
        with open(os.path.join(out, "Cargo.toml"), encoding="utf-8") as file:
            return out, re.search(r'^name = "(.*)"', file.read(), re.M)[1]

    def throughput(self):
        crate, name = self.generated(self.root + "/fixtures/apischema/relay.json", "relay-crate")
        rustc = self.rustc("fast") + ["-Ccodegen-units=1"]
        told([*rustc, crate + "/src/lib.rs", "--crate-name=" + name, "--crate-type=rlib"])
        linked = ["--extern", "%s=%s/lib%s.rlib" % (name, self.scratch, name)]
        told([*rustc, *linked, self.root + "/scripts/bench.d/dispatch.rs", "--crate-type=bin"])
        rounds = {"dispatch": [], "stream": []}
        for line in told([self.scratch + "/dispatch", "100000", "15"]).splitlines():
            kind, generated, by_hand = line.split()
            rounds[kind].append((int(generated) / int(by_hand), int(generated)))
        compared("dispatch beside a match written by hand", rounds["dispatch"], 0.9)
        # The rival tells no batch, no bad id and no panic from a call, and cancels none.
        compared("the same with frames, ids and tasks", rounds["stream"], 0.5)

    def compiling(self, document):
        crate, _ = self.generated(document, "modules")
        whole = os.path.join(self.scratch, "whole.rs")
        with open(whole, "w", encoding="utf-8") as file:
            file.write(inlined(crate + "/src/lib.rs"))
        rustc = self.rustc("quick") + ["-Ccodegen-units=8", "--crate-type=rlib"]
        times = {"modules": [], "one": []}
        for _ in range(ROUNDS):
            for kind, path in (("modules", crate + "/src/lib.rs"), ("one", whole)):
                start = time.monotonic()
                told([*rustc, path, "--crate-name=" + kind])
                times[kind].append(time.monotonic() - start)
        modules, one = (statistics.median(times[kind]) for kind in ("modules", "one"))
        shown = "%.2f (%.2f s)" % (modules / one, modules)
        row("compiling modules beside one file of all", shown, "<= 1.1", modules / one <= 1.1)

    def judging(self, document):
        """A document whose crate is new and whose dependencies are built; then once more."""
        with open(document, encoding="utf-8") as file:
            text = file.read()
        own = os.path.join(self.scratch, "api.json")
        # A description is part of the crate, so that the compiler has to run.
        start, mark = '"description": "', "%d: " % time.time_ns()
        with open(own, "w", encoding="utf-8") as file:
            file.write(text.replace(start, start + mark, 1))
        times = []
        for _ in range(2):
            start = time.monotonic()
            told([self.assay, "run", own, "--language", "rust"])
            times.append(time.monotonic() - start)
        row("24 methods generated, compiled and driven, s", "%.2f" % times[0], "< 3", times[0] < 3)
        row("the same again, s", "%.2f" % times[1], "< 0.3", times[1] < 0.3)


def inlined(path):
    """A crate's text with its modules where they are declared."""
    with open(path, encoding="utf-8") as file:
        text = file.read()
    folder = os.path.dirname(path)
    if os.path.basename(path) not in ("lib.rs", "mod.rs"):
        folder = os.path.splitext(path)[0]

    def module(match):
        name = match[2].removeprefix("r#")
        places = [folder + "/%s.rs" % name, folder + "/%s/mod.rs" % name]
        inner = next(place for place in places if os.path.exists(place))
        return "%smod %s {\n%s}\n" % (match[1], match[2], inlined(inner))

    return re.sub(r"(?m)^((?:pub(?:\(crate\))? )?)mod ((?:r#)?\w+);\n", module, text)


def main():
    root, assay, corpus = sys.argv[1:4]
    document = corpus + "/bidi/copilot/api.schema.inbound-subset.json"
    with tempfile.TemporaryDirectory(prefix="assay-bench-") as scratch:
        workshop = Workshop(root, assay, corpus, scratch)
        workshop.throughput()
        if os.path.exists(document):
            workshop.compiling(document)
            workshop.judging(document)
        else:
            print("no %s: compiling and judging are not measured" % document)


main()
