"""Plays authored cases three ways, in one run: 'assay run', one pytest session, and one pytest
process for each case. The work is the same: the generated client calls the mock over TCP, and the
request's body and the returned value are held against the case.

Usage: cases.py ROOT ASSAY PYTEST-PYTHON; scripts/bench calls it with everything set up.
"""

import glob
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROUNDS = 3
SERVICES = ("bookshelf", "shapes")


def main():
    root, assay, python = sys.argv[1:4]
    scratch = tempfile.mkdtemp(prefix="assay-cases-")
    try:
        Comparison(root, assay, python, scratch).print()
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def plain(value):
    """Whether a value stands for itself, and needs no class of the client to be passed."""
    if isinstance(value, dict):
        return not any(name.startswith("$") for name in value) and all(map(plain, value.values()))
    return all(map(plain, value)) if isinstance(value, list) else True


def eligible(case):
    """Whether pytest can play it as it is: one call, one reply, and plain values to compare."""
    if not {"call", "sent", "serve", "returned"} <= case.keys():
        return False
    served, sent = case["serve"], {**case["sent"], "id": 1}
    if not isinstance(served, dict) or "result" not in served or len(served) != 3:
        return False
    return plain(sent) and plain(served["result"]) and plain(case["returned"])


class Comparison:
    def __init__(self, root, assay, python, scratch):
        self.root, self.assay, self.python, self.scratch = root, assay, python, scratch
        self.cases = {}
        base = os.path.join(root, "conformance", "cases")
        for path in sorted(glob.glob(os.path.join(base, "re[qs]*", "*.json"))):
            with open(path, encoding="utf-8") as file:
                case = json.load(file)
            if isinstance(case, dict) and case.get("service") in SERVICES and eligible(case):
                self.cases[os.path.relpath(path, base)[: -len(".json")]] = case
        if len(self.cases) < 10:
            raise SystemExit("only %d cases can be compared" % len(self.cases))
        for service in SERVICES:
            self.stage(service)

    def stage(self, service):
        """The client, the cases, and the replies as the mock replays them."""
        folder = os.path.join(self.scratch, service)
        document = self.document(service)
        words = [self.assay, "generate", document, "--python", folder]
        subprocess.run(words, check=True, capture_output=True)
        own = {name: each for name, each in self.cases.items() if each["service"] == service}
        with open(os.path.join(folder, "cases.json"), "w", encoding="utf-8") as file:
            json.dump(own, file)
        with open(os.path.join(folder, "replies.io"), "w", encoding="utf-8") as file:
            for case in own.values():
                for mark, message in ((">>", case["sent"]), ("<<", case["serve"])):
                    file.write("%s %s\n" % (mark, json.dumps({**message, "id": 1})))
        here = os.path.dirname(os.path.abspath(__file__))
        shutil.copy(os.path.join(here, "cases_pytest.py"), os.path.join(folder, "test_cases.py"))

    def document(self, service):
        return os.path.join(self.root, "fixtures", "openrpc", service + ".json")

    def print(self):
        ways = {"assay run": self.by_assay, "one pytest session": self.by_session,
                "one pytest process a case": self.by_process}
        rates = {}
        for name, play in ways.items():
            rounds = 1 if play == self.by_process else ROUNDS
            rates[name] = len(self.cases) / statistics.median(play() for _ in range(rounds))
        print("%d authored cases, whole processes, cases a second:" % len(self.cases))
        for name, rate in rates.items():
            print("  %-28s %8.1f   assay run is %.1fx" % (name, rate, rates["assay run"] / rate))

        self.built_in()

    def built_in(self):
        """All that is shipped, in all languages: built before, then anew, then remembered."""
        subprocess.run([self.assay, "run"], check=True, capture_output=True)
        for what, options, aim in (("played anew", ["--fresh"], 10), ("remembered", [], 1)):
            seconds, passed = self.run(options)
            print("the built-in services, all languages, %d cases %-12s %6.2f s   aim < %2d s   %s"
                  % (passed, what, seconds, aim, "met" if seconds < aim else "not met"))

    def run(self, options):
        begin = time.perf_counter()
        words = [self.assay, "run"] + options
        told = subprocess.run(words, check=True, capture_output=True, text=True).stdout
        seconds = time.perf_counter() - begin
        return seconds, int(re.search(r", (\d+) passed, 0 failed", told).group(1))

    def by_assay(self):
        only = [word for name in self.cases for word in ("--only", name)]
        words = ["--language", "python", "--way", "sync/tcp", "--fresh"]
        seconds, passed = self.run(words + only)
        if passed != len(self.cases):
            raise SystemExit("assay run passed %d of %d cases" % (passed, len(self.cases)))
        return seconds

    def by_session(self):
        return sum(self.timed(service, [["test_cases.py"]]) for service in SERVICES)

    def by_process(self):
        return sum(
            self.timed(service, [["test_cases.py::test_case[%s]" % name]
                                 for name, case in self.cases.items()
                                 if case["service"] == service])
            for service in SERVICES)

    def timed(self, service, runs):
        """Seconds of pytest alone; the mock is anew, so that replies come in their order."""
        folder = os.path.join(self.scratch, service)
        words = [self.assay, "serve", self.document(service), "--unrecorded", "error",
                 "--replay", os.path.join(folder, "replies.io")]
        mock = subprocess.Popen(
            words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        try:
            address = mock.stdout.readline().strip()
            begin = time.perf_counter()
            for options in runs:
                subprocess.run(
                    [self.python, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
                    + options,
                    check=True, cwd=folder, stdout=subprocess.DEVNULL,
                    env={**os.environ, "MOCK": address, "SERVICE": service})
            return time.perf_counter() - begin
        finally:
            mock.terminate()
            mock.wait()


if __name__ == "__main__":
    main()
