"""Measures the mock server against its peers under load, and what it does to memory over time.

Usage: server.py ROOT BINARIES PEERS SERVER_PEERS [--soak MINUTES] [--seconds N]; scripts/bench
calls it with everything set up. Every process it starts is its own and is ended by its id; all
traffic stays on loopback.
"""

import argparse
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from bench import free_port, interrupted, row, wait_for  # noqa: E402

CONNECTIONS = (1, 8, 32, 128, 256)
ROUNDS = 3
# Bytes a server may grow by over a soak, beside what it needs once it has met every kind of call.
GROWTH = 16 << 20


def main():
    parser = argparse.ArgumentParser()
    for name in ("root", "binaries", "peers", "server_peers"):
        parser.add_argument(name)
    parser.add_argument("--soak", type=float, default=0.2)
    parser.add_argument("--seconds", type=float, default=2)
    options = parser.parse_args()
    bench = ServerBench(options)
    try:
        bench.compare()
        bench.soak(min(options.soak, 10))
    finally:
        bench.close()


class ServerBench:
    def __init__(self, options):
        self.options = options
        self.here = os.path.join(options.root, "scripts", "bench.d")
        self.document = os.path.join(self.here, "mock.openrpc.json")
        self.scratch = tempfile.mkdtemp(prefix="assay-bench-")
        self.running = []
        load = "/".join("%.1f" % each for each in os.getloadavg())
        print("%d processors, load %s; medians of %d" % (os.cpu_count(), load, ROUNDS), flush=True)

    def close(self):
        for process in self.running:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
                try:
                    process.wait(10)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()
        shutil.rmtree(self.scratch, ignore_errors=True)

    def start(self, *command):
        process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.running.append(process)
        return process

    def listen(self, *command):
        """Starts a server whose command ends with its port; its process and address."""
        port = free_port()
        process = self.start(*command, str(port))
        address = "http://127.0.0.1:%d/" % port
        wait_for(address)
        return process, address

    def ours(self):
        assay = os.path.join(self.options.binaries, "assay")
        return self.listen(assay, "serve", self.document, "--quiet", "--port")

    def nginx(self):
        directory = os.path.join(self.scratch, "nginx")
        os.mkdir(directory)
        os.chmod(self.scratch, 0o755)
        port = free_port()
        with open(os.path.join(self.here, "mock_nginx.conf"), encoding="utf-8") as file:
            text = file.read().replace("@PORT@", str(port)).replace("@DIRECTORY@", directory)
        config = os.path.join(directory, "nginx.conf")
        with open(config, "w", encoding="utf-8") as file:
            file.write(text)
        program = shutil.which("nginx", path=os.environ["PATH"] + ":/usr/sbin")
        self.start(program, "-c", config, "-p", directory)
        address = "http://127.0.0.1:%d/" % port
        wait_for(address)
        return address

    def python(self, peers, program, *arguments):
        interpreter = os.path.join(peers, "bin", "python")
        port = free_port()
        self.start(
            interpreter, os.path.join(self.here, program), self.document, str(port), *arguments)
        address = "http://127.0.0.1:%d/" % port
        wait_for(address)
        return address

    def load(self, address, connections, seconds, *arguments):
        """Requests per second and the 99th percentile in milliseconds."""
        command = [
            "wrk", "-t%d" % min(2, connections), "-c%d" % connections, "-d%gs" % seconds,
            "--latency", "-s", os.path.join(self.here, "mock_call.lua"), address, *arguments]
        text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        broken = re.search(r"Non-2xx or 3xx responses: (\d+)|Socket errors: (.*)", text)
        if broken:
            raise SystemExit("%s: %s" % (address, broken.group(0)))
        rate = float(re.search(r"Requests/sec:\s*([\d.]+)", text).group(1))
        value, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", text).groups()
        return rate, float(value) * {"us": 0.001, "ms": 1, "s": 1000}[unit]

    def compare(self):
        """Each server in turn, so that a busy moment hits all of them alike.

        `subtract` is answered by its example pairing, which spares the mock the validation of
        params; `pet.get` is validated and its result made from the schema.
        """
        _, address = self.ours()
        servers = {
            "ours": (address, ()),
            "ours, validating": (address, ("--", "pet.get")),
            "aiohttp": (self.python(self.options.peers, "mock_aiohttp.py"), ()),
            "uvicorn+starlette": (
                self.python(self.options.server_peers, "mock_starlette.py"), ()),
            "uvicorn, validating": (
                self.python(self.options.server_peers, "mock_starlette.py", "validate"),
                ("--", "pet.get")),
            "nginx return": (self.nginx(), ()),
        }
        print("requests per second (p99 in ms) by connections")
        print("%-20s" % "" + "".join("%18d" % each for each in CONNECTIONS))
        rates = {}
        for connections in CONNECTIONS:
            samples = {name: [] for name in servers}
            for _ in range(ROUNDS):
                for name, (each, arguments) in servers.items():
                    samples[name].append(
                        self.load(each, connections, self.options.seconds, *arguments))
            for name, each in samples.items():
                rates[name, connections] = tuple(
                    statistics.median(figures) for figures in zip(*each))
        for name in servers:
            figures = (rates[name, each] for each in CONNECTIONS)
            print("%-20s" % name + "".join("%9.0f (%6.2f)" % each for each in figures), flush=True)
        for our, name, aim in (
            ("ours", "aiohttp", 4.0), ("ours", "uvicorn+starlette", 4.0),
            ("ours", "nginx return", 0.6), ("ours, validating", "uvicorn, validating", 4.0),
        ):
            ratios = [rates[our, each][0] / rates[name, each][0] for each in CONNECTIONS]
            middle = ratios[CONNECTIONS.index(32)]
            row("%s against %s, 32 connections" % (our, name), "%.2fx" % middle,
                ">= %.1fx" % aim, middle >= aim)
            print("  from %.2fx to %.2fx over all connections" % (min(ratios), max(ratios)))

    def soak(self, minutes):
        """One server under mixed load for so long; memory at start and end."""
        process, address = self.ours()
        self.load(address, 64, 3)
        self.load(address, 64, 3, "--", "pet.get")
        begin = memory(process.pid)
        end_time = time.monotonic() + 60 * minutes
        requests, turn = 0, 0
        while time.monotonic() < end_time:
            seconds = max(1, min(10, int(end_time - time.monotonic())))
            arguments = ("--", "pet.get") if turn % 2 else ()
            requests += int(self.load(address, 64, seconds, *arguments)[0] * seconds)
            turn += 1
        end = memory(process.pid)
        row("soak, %g minutes, growth in memory" % minutes,
            "%.1f MB" % ((end - begin) / (1 << 20)), "<= %d MB" % (GROWTH >> 20),
            end - begin <= GROWTH and process.poll() is None)
        print("  %.1f MB at the start, %.1f MB at the end, about %d requests" % (
            begin / (1 << 20), end / (1 << 20), requests))


def memory(pid):
    """Resident bytes of a process."""
    with open("/proc/%d/status" % pid, encoding="utf-8") as file:
        return int(re.search(r"VmRSS:\s+(\d+)", file.read()).group(1)) << 10


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, interrupted)
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
