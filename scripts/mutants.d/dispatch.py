"""Plays the mutants of the generated Rust dispatch against the cases named for them."""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time


def fail(text):
    sys.exit(f"dispatch-mutants: {text}")


class Workshop:
    """Where crates are generated, spoilt, compiled and judged."""

    def __init__(self, root, assay, scratch):
        self.root, self.assay, self.scratch = root, assay, scratch
        self.document = root / "fixtures/dispatch/workbench.json"
        self.handlers = (root / "Sources/Harness/Driver/handlers.rs").read_text()
        self.rustc, self.externs = "rustc", []

    def generate(self, profile):
        out = self.scratch / f"crate-{profile}"
        words = [self.assay, "generate", self.document, "--rust", out]
        words += ["--probe", "--profile", profile]
        subprocess.run(words, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        (out / "src/bin/probe/script.rs").write_text(self.handlers)
        return out

    def find_crates(self):
        """Remembers the compiler, and the libraries that every crate stands on."""
        words = [self.assay, "doctor", "--crates", "quick"]
        told = subprocess.run(words, check=True, capture_output=True, text=True).stdout
        libraries = dict(line.split("=", 1) for line in told.splitlines())
        self.rustc = libraries.pop("rustc")
        self.externs = ["-L", f"dependency={libraries.pop('folder')}"]
        for name, path in libraries.items():
            self.externs += ["--extern", f"{name}={path}"]

    def compile(self, crate):
        """The probe of a crate, or the compiler's words."""
        plain = ["--edition=2021", "-Cdebuginfo=0", "-Awarnings", *self.externs, "-L", str(crate)]
        library = crate / "libworkbench.rlib"
        steps = [
            ["src/lib.rs", "--crate-name=workbench", "--crate-type=lib", "-o", library, *plain],
            ["src/bin/probe/main.rs", "--crate-name=probe", "-o", crate / "probe", *plain]
            + ["--extern", f"workbench={library}"],
        ]
        for step in steps:
            made = subprocess.run([self.rustc, *step], cwd=crate, capture_output=True, text=True)
            if made.returncode:
                return made.stderr
        return None

    def judge(self, crate, profile, only):
        """The verdicts by case."""
        words = [self.assay, "run", self.document, "--dispatch", crate / "probe"]
        words += ["--profile", profile, "--format", "jsonl"]
        for glob in only:
            words += ["--only", glob]
        run = subprocess.run(
            words, capture_output=True, text=True, env={**os.environ, "ASSAY_ROOT": str(self.root)}
        )
        events = map(json.loads, run.stdout.splitlines())
        return {e["case"]: e["verdict"] for e in events if e["event"] == "case-finished"}


def spoil(mutant, crate, out):
    shutil.copytree(crate, out)
    path = out / mutant["file"]
    text = path.read_text()
    if text.count(mutant["old"]) != 1:
        return f"'{mutant['old']}' stands {text.count(mutant['old'])} times in {mutant['file']}"
    path.write_text(text.replace(mutant["old"], mutant["new"]))
    return None


def try_mutant(workshop, mutant, crates):
    profile = mutant.get("profile", "strict")
    with tempfile.TemporaryDirectory(dir=workshop.scratch) as folder:
        crate = pathlib.Path(folder) / "crate"
        problem = spoil(mutant, crates[profile], crate) or workshop.compile(crate)
        if problem:
            return problem.strip().splitlines()[0]
        # One row of the table must fail alone among the rows.
        only = [mutant["killedBy"]]
        if "/table/" in mutant["killedBy"]:
            only = ["dispatch/table/*"]
        verdicts = workshop.judge(crate, profile, only)
    failed = [case for case, verdict in verdicts.items() if verdict == "failed"]
    return None if failed == [mutant["killedBy"]] else f"failed: {failed}"


def main():
    root, assay = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    mutants = json.loads((root / "conformance/mutants/dispatch-rust.json").read_text())
    wanted = set(sys.argv[3:])
    mutants = [mutant for mutant in mutants if not wanted or mutant["id"] in wanted]
    if not mutants:
        fail("no mutant has that id")
    bad = 0
    with tempfile.TemporaryDirectory() as folder:
        workshop = Workshop(root, assay, pathlib.Path(folder))
        crates = {profile: workshop.generate(profile) for profile in ("strict", "legacy")}
        workshop.find_crates()
        for profile, crate in crates.items():
            problem = workshop.compile(crate)
            if problem:
                fail(f"the {profile} crate does not compile\n{problem}")
            if wanted:
                continue
            verdicts = workshop.judge(crate, profile, ["dispatch/*"])
            wrong = [case for case, verdict in verdicts.items() if verdict != "passed"]
            print(f"{profile}: {len(verdicts) - len(wrong)} of {len(verdicts)} cases passed")
            bad += bool(wrong) or not verdicts
            for case in wrong:
                print(f"  {case}: {verdicts[case]}")
        for mutant in mutants:
            start = time.monotonic()
            problem = try_mutant(workshop, mutant, crates)
            bad += problem is not None
            took = time.monotonic() - start
            end = "lives " if problem else "killed"
            print(f"{end}  {took:5.1f} s  {mutant['id']}  {problem or ''}")
            sys.stdout.flush()
    print(f"{len(mutants)} mutants, {bad} problems")
    sys.exit(bool(bad))


main()
