"""Measures against peers, in one run, and prints ratios with their aims.

Usage: bench.py ROOT BINARIES PEERS CORPUS; scripts/bench calls it with everything set up. Every
process it starts is its own and is ended by its id; all traffic stays on loopback.
"""

import json
import os
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time

ROUNDS = 5


def main():
    root, binaries, peers, corpus = sys.argv[1:5]
    bench = Bench(root, binaries, peers, corpus)
    try:
        for measure in (
            bench.generation,
            bench.codec,
            bench.json_reader,
            bench.mock,
            bench.isolated_case,
            bench.growth,
            bench.lint,
            bench.mutations,
        ):
            measure()
    finally:
        bench.close()


def row(what, value, aim, met):
    verdict = "met" if met else "not met"
    print("%-58s %14s   aim %-8s %s" % (what, value, aim, verdict), flush=True)


class Bench:
    def __init__(self, root, binaries, peers, corpus):
        self.root = root
        self.here = os.path.join(root, "scripts", "bench.d")
        self.assay = os.path.join(binaries, "assay")
        self.bench = os.path.join(binaries, "bench")
        self.peers = peers
        self.corpus = corpus
        self.scratch = tempfile.mkdtemp(prefix="assay-bench-")
        self.running = []
        load = "/".join("%.1f" % each for each in os.getloadavg())
        print("%d processors, load %s; medians of %d" % (os.cpu_count(), load, ROUNDS), flush=True)

    def close(self):
        for process in self.running:
            self.stop(process)
        shutil.rmtree(self.scratch, ignore_errors=True)

    # Processes

    def start(self, *command, **options):
        process = subprocess.Popen(command, **options)
        self.running.append(process)
        return process

    def stop(self, process):
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def timed(self, *command):
        """Seconds and peak megabytes of one whole process."""
        begin = time.perf_counter()
        process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=self.scratch
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            raise SystemExit("%s ended with %d" % (" ".join(command), process.returncode))
        return time.perf_counter() - begin, usage.ru_maxrss / 1024

    def output(self, *command):
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    def document(self, methods):
        path = os.path.join(self.scratch, "methods-%d.json" % methods)
        if not os.path.exists(path):
            text = self.output(sys.executable, os.path.join(self.here, "document.py"), str(methods))
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
        return path

    def serve(self, document):
        """A mock of the document, and its address."""
        process = self.start(self.assay, "serve", document, stdout=subprocess.PIPE, text=True)
        return process, process.stdout.readline().strip()

    def out(self, name):
        return os.path.join(self.scratch, name)

    # Measurements

    def generation(self):
        """Whole processes, each from the same 100 methods to files on disk."""
        document = self.document(100)
        server, address = self.serve(document)
        peer = os.path.join(self.peers, "bin", "orpc")
        models = os.path.join(self.peers, "bin", "datamodel-codegen")
        seconds = {"ours": [], "openrpcclientgenerator": [], "datamodel-code-generator": []}
        for index in range(ROUNDS):
            target = self.out("ours-%d" % index)
            words = (self.assay, "generate", document, "--python", target)
            seconds["ours"].append(self.timed(*words)[0])
            target = self.out("theirs-%d" % index)
            words = (peer, "python", address, target)
            seconds["openrpcclientgenerator"].append(self.timed(*words)[0])
            words = (models, "--input", self.definitions(document), "--output",
                     self.out("models-%d.py" % index), "--input-file-type", "jsonschema",
                     "--output-model-type", "pydantic_v2.BaseModel")
            seconds["datamodel-code-generator"].append(self.timed(*words)[0])
        self.stop(server)
        medians = {name: statistics.median(each) for name, each in seconds.items()}
        for name, aim in (("openrpcclientgenerator", 50), ("datamodel-code-generator", 50)):
            ratio = medians[name] / medians["ours"]
            row("generation, 100 methods, against %s" % name, "%.0fx" % ratio, ">= %dx" % aim,
                ratio >= aim)
        print("  milliseconds: "
              + ", ".join("%s %.0f" % (name, 1000 * each) for name, each in medians.items()))
        print("  datamodel-code-generator makes the %d models alone, from their schemas"
              % self.count(document))

    def definitions(self, document):
        """The schemas of a document as one JSON Schema: its other part says nothing to a reader
        of schemas."""
        path = self.out("definitions.json")
        if not os.path.exists(path):
            with open(document, encoding="utf-8") as file:
                text = json.dumps({"definitions": json.load(file)["components"]["schemas"]})
            with open(path, "w", encoding="utf-8") as file:
                file.write(text.replace("#/components/schemas/", "#/definitions/"))
        return path

    def count(self, document):
        with open(document, encoding="utf-8") as file:
            return len(json.load(file)["components"]["schemas"])

    def codec(self):
        """Replies that become typed values, and values that become params."""
        text = self.output(
            os.path.join(self.peers, "bin", "python"), os.path.join(self.here, "codec.py"),
            self.document(100), self.out("ours-0"), self.out("theirs-0"))
        rows = [line.split() for line in text.splitlines()]
        name, size = rows.pop()[1:]
        rates = {way: (int(decoded), int(encoded)) for way, decoded, encoded in rows}
        print("objects of '%s', %s bytes, a second:   decoded   encoded   ours" % (name, size))
        ways = {"ours": "generated client", "peer": "pydantic, of openrpcclientgenerator",
                "json": "plain json, no types"}
        for way, what in ways.items():
            print("  %-38s %9d %9d   %.2fx %.2fx" % (
                what, *rates[way], *(ours / each for ours, each in zip(rates["ours"], rates[way]))))

    def json_reader(self):
        """The documents of the corpus, or one of our making where it is absent."""
        folder = os.path.join(self.corpus, "openrpc")
        files = []
        if os.path.isdir(folder):
            files = [os.path.join(folder, n) for n in sorted(os.listdir(folder))]
            files = [path for path in files if path.endswith(".json")]
        files = files or [self.document(5000)]
        ours, theirs = map(float, self.output(self.bench, "json", *files).split())
        row("JSON reader against JSONSerialization", "%.1fx" % (ours / theirs), ">= 3x",
            ours / theirs >= 3)
        print("  %.0f MB/s against %.0f MB/s, %d files" % (ours, theirs, len(files)))

    def mock(self):
        """Requests per second at 32 connections, each server in turn."""
        document = os.path.join(self.here, "mock.openrpc.json")
        ours, address = self.serve(document)
        aiohttp_port, nginx_port = free_port(), free_port()
        self.start(
            os.path.join(self.peers, "bin", "python"),
            os.path.join(self.here, "mock_aiohttp.py"), document, str(aiohttp_port),
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        self.start_nginx(nginx_port)
        addresses = {
            "ours": address,
            "aiohttp": "http://127.0.0.1:%d/" % aiohttp_port,
            "nginx": "http://127.0.0.1:%d/" % nginx_port,
        }
        for each in addresses.values():
            wait_for(each)
        rates = {name: [] for name in addresses}
        for _ in range(3):
            for name, each in addresses.items():
                rates[name].append(self.load(each))
        rates = {name: statistics.median(each) for name, each in rates.items()}
        for process in self.running:
            self.stop(process)
        for name, aim in (("aiohttp", 4.0), ("nginx", 0.6)):
            ratio = rates["ours"] / rates[name]
            row("mock against %s, 32 connections" % name, "%.2fx" % ratio, ">= %.1fx" % aim,
                ratio >= aim)
        print("  requests per second: " + ", ".join("%s %.0f" % each for each in rates.items()))

    def start_nginx(self, port):
        directory = self.out("nginx")
        os.mkdir(directory)
        os.chmod(self.scratch, 0o755)
        with open(os.path.join(self.here, "mock_nginx.conf"), encoding="utf-8") as file:
            text = file.read().replace("@PORT@", str(port)).replace("@DIRECTORY@", directory)
        config = os.path.join(directory, "nginx.conf")
        with open(config, "w", encoding="utf-8") as file:
            file.write(text)
        program = shutil.which("nginx", path=os.environ["PATH"] + ":/usr/sbin")
        self.start(program, "-c", config, "-p", directory, stderr=subprocess.DEVNULL)

    def load(self, address):
        script = os.path.join(self.here, "mock_call.lua")
        text = self.output("wrk", "-t2", "-c32", "-d2s", "-s", script, address)
        return float(re.search(r"Requests/sec:\s*([\d.]+)", text).group(1))

    def isolated_case(self):
        directory = self.out("worker")
        os.mkdir(directory)
        median, lowest = map(
            float, self.output(self.bench, "case", "/usr/bin/python3", directory).split()
        )
        row("one isolated case, a forked interpreter each", "%.1f ms" % median, "<= 3 ms",
            median <= 3)
        print("  lowest %.1f ms" % lowest)

    def growth(self):
        print("generation by size:   methods   seconds   ms/method   peak MB")
        per_method = {}
        for methods in (100, 500, 1000, 2000, 5000):
            document = self.document(methods)
            runs = []
            for index in range(3):
                target = self.out("grown-%d-%d" % (methods, index))
                runs.append(self.timed(self.assay, "generate", document, "--python", target))
            seconds = statistics.median(each[0] for each in runs)
            memory = statistics.median(each[1] for each in runs)
            per_method[methods] = seconds / methods
            figures = (methods, seconds, 1000 * seconds / methods, memory)
            print("%29d %9.3f %11.3f %9.0f" % figures, flush=True)
        ratio = per_method[5000] / per_method[1000]
        row("time per method at 5,000 against 1,000 methods", "%.2fx" % ratio, "<= 1.5x",
            ratio <= 1.5)

    def lint(self):
        """One core, without the validation of examples; the official judge beside it."""
        rates = {}
        for methods in (1000, 5000):
            figures = self.output(self.bench, "lint", self.document(methods)).split()
            rates[methods] = float(figures[0])
        row("lint, 5,000 methods, one core", "%.0f MB/s" % rates[5000], ">= 10", rates[5000] >= 10)
        ratio = rates[1000] / rates[5000]
        row("lint, time per byte at 5,000 against 1,000 methods", "%.2fx" % ratio, "<= 1.5x",
            ratio <= 1.5)
        schema = os.path.join(
            self.corpus, "metaschema", "open-rpc__spec__spec-1.3-schema.json")
        if not os.path.exists(schema):
            print("  no official meta-schema in the corpus: nothing to compare with")
            return
        theirs = float(self.output(
            os.path.join(self.root, ".venv", "bin", "python"),
            os.path.join(self.here, "metaschema.py"), schema, self.document(5000)))
        print("  %.0f MB/s against %.2f MB/s of the official meta-schema under jsonschema: %.0fx"
              % (rates[5000], theirs, rates[5000] / theirs))

    def mutations(self):
        """Documents with damaged bytes: no crash, no hang, a place for each refusal."""
        folder = os.path.join(self.corpus, "openrpc")
        names = sorted(os.listdir(folder)) if os.path.isdir(folder) else []
        files = [os.path.join(folder, name) for name in names if name.endswith(".json")]
        print("lint, " + self.output(
            self.bench, "lint-mutations", "100000", *(files or [self.document(5)])).strip())


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(address):
    port = int(re.search(r":(\d+)/", address).group(1))
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise SystemExit("nothing listens on %s" % address)


def interrupted(*_):
    raise KeyboardInterrupt


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, interrupted)
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
