"""Plays the server suite against the mock with one fault after the other, and judges the suite.

Usage: faults.py ROOT ASSAY [--bless] [--only FAULT]; scripts/faults calls it with ASSAY built.
Every process it starts is its own and is ended by its id.
"""

import argparse
import concurrent.futures
import fnmatch
import json
import os
import re
import signal
import subprocess
import sys

import expected

PAGE = "docs/faults.md"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("root")
    parser.add_argument("assay")
    parser.add_argument("--bless", action="store_true")
    parser.add_argument("--only")
    options = parser.parse_args()
    trial = Trial(options.root, options.assay)
    faults = [each for each in trial.faults() if options.only in (None, each[0])]
    if not faults:
        sys.exit("faults: no fault is named '%s'; see `assay list aberrations`" % options.only)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        lawful, *runs = pool.map(trial.play, [("", [])] + faults)
    problems = trial.judge(lawful, runs, whole=options.only is None)
    if options.only is None:
        problems += trial.settle(trial.page(runs), options.bless)
    for problem in problems:
        print("FAILED " + problem)
    failed = sum(len(run.failed) for run in runs)
    print("%d faults, %d of them noticed, %d failures of %d cases and checks, %d problems" % (
        len(runs), sum(bool(run.failed) for run in runs), failed, len(lawful.passed),
        len(problems)))
    sys.exit(1 if problems else 0)


class Run:
    """What failed and what passed under one fault; ids without `server/`."""

    def __init__(self, fault, requirements):
        self.fault = fault
        self.requirements = requirements
        self.failed = {}
        self.passed = set()
        self.trouble = None


class Trial:
    def __init__(self, root, assay):
        self.root = root
        self.assay = assay
        self.document = os.path.join(root, "conformance", "server.openrpc.json")
        self.environment = dict(os.environ, ASSAY_ROOT=root)
        with open(os.path.join(root, "conformance/requirements/json-rpc.json")) as file:
            owed = {"server", "mock"}
            self.requirements = {
                each["id"]: each["clause"] for each in json.load(file) if owed & set(each["on"])}

    def faults(self):
        """Names and requirements of what is seeded."""
        text = subprocess.run(
            [self.assay, "list", "aberrations"], check=True, capture_output=True, text=True,
            env=self.environment).stdout
        rows = re.findall(r"^(\S+) +\[([^\]]*)\] +(\w+): ", text, re.MULTILINE)
        return [
            (name, requirements.split()) for name, requirements, level in rows
            if level == "rules" or name in expected.SAID]

    def selection(self, requirements):
        """Everything but the cases that take seconds, unless the fault is about those."""
        if "J65" in requirements:
            return []
        folders = sorted(os.listdir(os.path.join(self.root, "conformance/cases/server")))
        folders = [each for each in folders if each != "limits"]
        words = []
        for each in folders + ["sweep", "discover", "every-reply"]:
            words += ["--only", "server/%s/*" % each]
        return words

    def play(self, fault):
        run = Run(*fault)
        aberration = ["--aberration", run.fault] if run.fault else []
        server = subprocess.Popen(
            [self.assay, "serve", self.document, *aberration], stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, text=True, env=self.environment)
        try:
            address = server.stdout.readline().split()[-1]
            outcome = subprocess.run(
                [
                    self.assay, "run", "--server", address, self.document, "--format", "jsonl",
                    "--timeout", "1", *(self.selection(run.requirements) if run.fault else []),
                ],
                capture_output=True, text=True, env=self.environment)
        finally:
            server.send_signal(signal.SIGTERM)
            server.stdout.close()
            server.wait()
        if outcome.returncode not in (0, 1):
            run.trouble = outcome.stderr.strip() or "status %d" % outcome.returncode
        for line in outcome.stdout.split("\n"):
            event = json.loads(line) if line else {}
            name = event.get("case", "").removeprefix("server/")
            if event.get("verdict") == "failed":
                run.failed[name] = event["requirements"]
            elif event.get("verdict") == "passed":
                run.passed.add(name)
        return run

    # Judging

    def judge(self, lawful, runs, whole):
        problems = []
        if lawful.trouble or not lawful.passed:
            problems.append("the lawful mock: %s" % (lawful.trouble or "nothing was played"))
        if lawful.failed:
            problems.append("the lawful mock fails " + ", ".join(sorted(lawful.failed)))
        for run in runs:
            for name in lawful.failed:
                run.failed.pop(name, None)
            problems += self.judge_run(run)
        if whole:
            problems += self.judge_coverage(lawful, runs)
        return problems

    def judge_run(self, run):
        if run.trouble:
            return ["%s: %s" % (run.fault, run.trouble)]
        right = [name for name, about in run.failed.items() if set(about) & set(run.requirements)]
        if run.fault in expected.UNCAUGHT:
            return ["%s is noticed after all" % run.fault] if run.failed else []
        problems = []
        if not right:
            problems.append("%s %s: no case about it fails" % (run.fault, run.requirements))
        if any(run.fault in names.split() for names in expected.BROAD.values()):
            return problems
        globs = expected.CONSEQUENCES.get(run.fault, "").split()
        for name, about in sorted(run.failed.items()):
            if name in right or any(fnmatch.fnmatchcase(name, glob) for glob in globs):
                continue
            problems.append("%s %s: %s %s fails" % (run.fault, run.requirements, name, about))
        return problems

    def judge_coverage(self, lawful, runs):
        problems = []
        for requirement in self.requirements:
            provoked = any(self.caught(run, requirement) for run in runs)
            if provoked == (requirement in expected.UNPROVOKED):
                problems.append(
                    "%s needs a fault that a case about it notices, or a reason, and not both"
                    % requirement)
        provoked = {name for run in runs for name in run.failed}
        for name in sorted(lawful.passed - provoked):
            if name not in expected.SILENT:
                problems.append("no fault makes %s fail" % name)
        return problems

    @staticmethod
    def caught(run, requirement):
        return sum(
            requirement in about for about in run.failed.values()
        ) if requirement in run.requirements else 0

    # The page

    def settle(self, page, bless):
        path = os.path.join(self.root, PAGE)
        if bless:
            with open(path, "w", encoding="utf-8") as file:
                file.write(page)
            return []
        try:
            with open(path, encoding="utf-8") as file:
                blessed = file.read()
        except FileNotFoundError:
            blessed = ""
        if blessed == page:
            return []
        pairs = zip(blessed.split("\n") + [""] * 1000, page.split("\n"))
        was, now = next((old, new) for old, new in pairs if old != new)
        return ["%s is not what was seen; --bless writes it\n  was %s\n  now %s" % (PAGE, was, now)]

    def page(self, runs):
        lines = [
            "# Faults of servers, and what notices them", "",
            "`scripts/faults --bless` writes this page. Each fault is seeded into the mock of",
            "`conformance/server.openrpc.json`, and `assay run --server` is played against it",
            "over HTTP. [aberrations.md](aberrations.md) says what each fault is, and",
            "`scripts/faults.d/expected.py` has the exceptions.", "",
            "## Requirements on servers", "",
            "Faults that break it, each with how many cases and checks about it fail.", "",
            "| requirement | what it asks | faults |", "|---|---|---|",
        ]
        for requirement, clause in self.requirements.items():
            faults = ["`%s` %d" % (run.fault, self.caught(run, requirement)) for run in runs
                      if self.caught(run, requirement)]
            reason = expected.UNPROVOKED.get(requirement)
            lines.append("| %s | %s | %s |" % (
                requirement, clause, "– " + reason if reason else ", ".join(faults)))
        lines += ["", "## Faults", "", "| fault | breaks | fails |", "|---|---|---|"]
        for run in runs:
            lines.append("| `%s` | %s | %s |" % (
                run.fault, " ".join(run.requirements), self.failures(run)))
        return "\n".join(lines) + "\n"

    @staticmethod
    def failures(run):
        if run.fault in expected.UNCAUGHT:
            return "– " + expected.UNCAUGHT[run.fault]
        own = sorted(
            name for name, about in run.failed.items() if set(about) & set(run.requirements))
        shown = ", ".join("`%s`" % name for name in own[:12])
        if len(own) > 12:
            shown += " and %d more" % (len(own) - 12)
        others = len(run.failed) - len(own)
        for what, names in expected.BROAD.items():
            if run.fault in names.split():
                return "%s; it spoils %s, and %d others fail" % (shown, what, others)
        if others:
            rest = ", ".join("`%s`" % name for name in sorted(set(run.failed) - set(own)))
            shown += "; as a consequence %s" % rest
        return shown


if __name__ == "__main__":
    main()
