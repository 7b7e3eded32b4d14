"""Tries a generator on random lawful documents, and prints the smallest that fails."""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import warnings

from documents import Maker
from shrink import shrunk
from trial import Failure, Trial, Unlawful


def arguments():
    parser = argparse.ArgumentParser(prog="fuzz-documents", description=__doc__)
    parser.add_argument("--count", type=int, default=2000, help="documents (default: 2000)")
    parser.add_argument("--seed", type=int, default=1, help="the first seed (default: 1)")
    parser.add_argument("--most", type=int, default=5, help="stop after so many kinds of failure")
    parser.add_argument("--assay", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--tools", help=argparse.SUPPRESS)
    return parser.parse_args()


def failure(trial, document, seed):
    """What is wrong with one document; None when nothing is, or when it means nothing."""
    try:
        trial.examine(document, seed)
    except Failure as found:
        return found
    except Unlawful:
        trial.unlawful += 1
        return None
    except (KeyError, TypeError, AttributeError, ValueError, StopIteration, IndexError) as error:
        # A cut document may break this program's own reading of it.
        return Failure(f"trial: {type(error).__name__}", repr(error))
    return None


def report(trial, document, seed, found):
    small = shrunk(document, lambda cut: same(failure(trial, cut, seed), found))
    last = failure(trial, small, seed) or found
    print(f"fuzz: seed {seed}: {last}\n{json.dumps(small, indent=1)}", flush=True)


def same(new, old):
    return new is not None and new.kind == old.kind and not new.kind.startswith("trial")


def tooled(trial, options, venv):
    """What mypy and ruff say of the first packages, all in one run."""
    with tempfile.TemporaryDirectory(prefix="assay-fuzz-") as folder:
        for seed in range(options.seed, options.seed + min(options.count, 100)):
            title = f"fuzz{seed}"
            path, out = f"{folder}/document.json", f"{folder}/out"
            with open(path, "w", encoding="utf-8") as file:
                json.dump(Maker(seed).document(title), file)
            trial.generate(path, out)
            os.rename(f"{out}/{title}", f"{folder}/{title}")
            shutil.rmtree(out)
        os.remove(path)
        words = [["mypy", "--strict", "--cache-dir", "/dev/null"], ["ruff", "check", "--no-cache"]]
        runs = [subprocess.run([f"{venv}/bin/{tool}", *rest, "."], cwd=folder).returncode
                for tool, *rest in words]
    return any(runs)


def main():
    options = arguments()
    warnings.simplefilter("error")
    kinds, failed = set(), 0
    start = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="assay-fuzz-") as folder:
        trial = Trial(options.assay, folder)
        for seed in range(options.seed, options.seed + options.count):
            document = Maker(seed).document(f"fuzz{seed}")
            found = failure(trial, document, seed)
            if found is None:
                continue
            failed += 1
            if found.kind in kinds:
                continue
            kinds.add(found.kind)
            counts = trial.calls, trial.checks, trial.unlawful
            report(trial, document, seed, found)
            trial.calls, trial.checks, trial.unlawful = counts
            if len(kinds) == options.most:
                break
        tried = seed - options.seed + 1
        took = time.monotonic() - start
        print(f"{tried} documents, {trial.calls} calls, {trial.checks} typed objects, "
              f"{trial.unlawful} without an instance, {failed} failed, {took:.0f} s")
        if options.tools and tooled(trial, options, options.tools):
            failed += 1
    return 1 if failed or tried < options.count else 0


if __name__ == "__main__":
    sys.exit(main())
