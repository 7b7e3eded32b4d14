"""Fuzzes `assay serve` over every transport, and tries to exhaust it.

Usage: server.py ROOT BINARIES [--frames N] [--seed S] [--only TRANSPORT] [--survival]; scripts/fuzz
calls it with everything built. Every process it starts is its own and is ended by its id.
"""

import argparse
import json
import os
import re
import resource
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

CALL = b'{"jsonrpc":"2.0","method":"rpc.discover","id":"good"}'
# Bytes a server may grow by once it has met every kind of frame.
GROWTH = 32 << 20


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("root")
    parser.add_argument("binaries")
    parser.add_argument("--frames", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only")
    parser.add_argument("--survival", action="store_true")
    options = parser.parse_args()
    trial = (Survival if options.survival else Fuzz)(options)
    try:
        trial.run()
    finally:
        trial.close()
    if trial.failures:
        print("%d failed: %s" % (len(trial.failures), ", ".join(trial.failures)))
    else:
        print("all survived")
    sys.exit(1 if trial.failures else 0)


class Trial:
    def __init__(self, options):
        self.options = options
        self.assay = os.path.join(options.binaries, "assay")
        self.bench = os.path.join(options.binaries, "bench")
        self.document = os.path.join(options.root, "conformance", "server.openrpc.json")
        self.scratch = tempfile.mkdtemp(prefix="assay-fuzz-")
        self.failures = []
        self.server = None
        self.ports = {name: free_port() for name in ("http", "newline", "content-length")}

    def path(self, name):
        return os.path.join(self.scratch, name)

    def serve(self, **options):
        self.server = subprocess.Popen(
            [
                self.assay, "serve", self.document, "--quiet",
                "--port", str(self.ports["http"]), "--unix", self.path("http"),
                "--tcp", "newline:%d" % self.ports["newline"],
                "--tcp", "content-length:%d" % self.ports["content-length"],
                "--unix-frames", "newline:" + self.path("newline"),
            ],
            stdout=subprocess.DEVNULL, **options)
        for _ in range(400):
            if self.is_well(patience=1):
                return
            time.sleep(0.05)
        raise SystemExit("the server does not answer")

    def close(self):
        self.stop()
        shutil.rmtree(self.scratch, ignore_errors=True)

    def stop(self):
        if self.server is not None and self.server.poll() is None:
            self.server.send_signal(signal.SIGTERM)
            try:
                self.server.wait(20)
            except subprocess.TimeoutExpired:
                self.failures.append("stop")
                self.server.kill()
                self.server.wait()
        self.server = None

    def is_well(self, patience=10):
        """Whether the next good call is answered."""
        try:
            with socket.create_connection(("127.0.0.1", self.ports["http"]), patience) as caller:
                caller.settimeout(patience)
                caller.sendall(post(CALL, "Connection: close\r\n"))
                reply = b""
                while chunk := caller.recv(65536):
                    reply += chunk
            return json.loads(reply.split(b"\r\n\r\n", 1)[1])["id"] == "good"
        except (OSError, ValueError, IndexError, KeyError):
            return False

    def memory(self):
        with open("/proc/%d/status" % self.server.pid, encoding="utf-8") as file:
            return int(re.search(r"VmRSS:\s+(\d+)", file.read()).group(1)) << 10

    def verdict(self, name, is_well, text):
        if not is_well:
            self.failures.append(name)
        print("%-22s %s  %s" % (name, "ok    " if is_well else "FAILED", text), flush=True)


class Fuzz(Trial):
    def run(self):
        with open(self.document, encoding="utf-8") as file:
            methods = [each["name"] for each in json.load(file)["methods"]]
        methods = ",".join(methods + ["rpc.discover"])
        transports = {
            "http": ("http", str(self.ports["http"])),
            "http-unix": ("http", self.path("http")),
            "websocket": ("websocket", str(self.ports["http"])),
            "newline": ("newline", str(self.ports["newline"])),
            "content-length": ("content-length", str(self.ports["content-length"])),
            "unix-newline": ("newline", self.path("newline")),
            "stdio": ("newline",),
        }
        self.serve()
        for name, words in transports.items():
            if self.options.only not in (None, name):
                continue
            self.fuzz(name, words, methods)

    def fuzz(self, name, words, methods):
        # Of a server on streams, which lives for one session, the greatest size counts, and how it
        # grows with what a session holds.
        is_program = name == "stdio"
        program = ["--", self.assay, "serve", self.document, "--quiet", "--stdio", "newline"]
        command = [self.bench, "fuzz", *words, "--methods", methods]
        tail = program if is_program else []
        few = min(500 if is_program else 50_000, self.options.frames)
        _, _, peak_before = run([*command, "--frames", str(few), "--seed", "0", *tail])
        before = peak_before if is_program else self.memory()
        frames, seed = str(self.options.frames), str(self.options.seed)
        status, text, peak = run([*command, "--frames", frames, "--seed", seed, *tail])
        if self.server.poll() is not None:
            self.verdict(name, False, "the server ended with %d" % self.server.returncode)
            self.serve()
            return
        after = peak if is_program else self.memory()
        is_well = status == 0 and self.is_well() and after - before <= GROWTH
        figures = "%s; %.1f MB before, %.1f MB after" % (
            text.strip(), before / (1 << 20), after / (1 << 20))
        self.verdict(name, is_well, figures)


class Survival(Trial):
    def run(self):
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 8192), hard))
        self.serve()
        for name in ("idle", "half_closed", "deaf", "slow"):
            if self.options.only in (None, name):
                getattr(self, name)()
        self.stop()
        if self.options.only in (None, "descriptors"):
            self.descriptors()

    def idle(self, count=5000):
        """Connections that never say anything."""
        before = self.memory()
        held = [self.connect() for _ in range(count)]
        meanwhile = self.is_well()
        peak = self.memory()
        for each in held:
            each.close()
        after_all = self.eventually_well()
        grown = peak - before
        text = "%d connections, %.1f MB more, a good call meanwhile %s, afterwards %s" % (
            count, grown / (1 << 20), said(meanwhile), said(after_all))
        self.verdict("idle", after_all and grown < 256 << 20, text)

    def half_closed(self, count=2000):
        """Callers that stop speaking in the middle, and listen on."""
        lasting = 0
        for index in range(count):
            with self.connect() as caller:
                whole = post(CALL)
                caller.sendall(whole[: index % len(whole)])
                caller.shutdown(socket.SHUT_WR)
                lasting += not ended(caller)
        is_well = self.eventually_well()
        text = "%d connections, %d left open, a good call afterwards %s" % (
            count, lasting, said(is_well))
        self.verdict("half_closed", is_well and lasting == 0, text)

    def deaf(self, count=50):
        """Callers that ask and ask, and never read."""
        before = self.memory()
        held = []
        for _ in range(count):
            caller = self.connect()
            caller.setblocking(False)
            try:
                for _ in range(200):
                    caller.send(post(CALL))
            except BlockingIOError:
                pass
            held.append(caller)
        time.sleep(1)
        is_well = self.is_well()
        grown = self.memory() - before
        for each in held:
            each.close()
        text = "%d callers, %.1f MB more, a good call meanwhile %s" % (
            count, grown / (1 << 20), said(is_well))
        self.verdict("deaf", is_well and grown < 256 << 20, text)

    def slow(self, count=100):
        """Heads that come a byte at a time and never end."""
        held = [self.connect() for _ in range(count)]
        begin = time.monotonic()
        open_still = held
        while open_still and time.monotonic() - begin < 90:
            still = []
            for caller in open_still:
                try:
                    caller.setblocking(False)
                    caller.send(b"P")
                    # An answer or an end: either way this one is over.
                    caller.recv(4096)
                    caller.close()
                except BlockingIOError:
                    still.append(caller)
                except OSError:
                    caller.close()
            open_still = still
            time.sleep(1)
        seconds = time.monotonic() - begin
        is_well = self.is_well()
        text = "%d connections, %d left open after %.0f s, a good call %s" % (
            count, len(open_still), seconds, said(is_well))
        self.verdict("slow", is_well and not open_still, text)
        for each in open_still:
            each.close()

    def descriptors(self, limit=64, count=300):
        """A server that may have so few descriptors, and more callers than that."""
        def confine():
            resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))

        self.serve(preexec_fn=confine)
        held = []
        for _ in range(count):
            try:
                held.append(self.connect())
            except OSError:
                break
        begin = processor_time(self.server.pid)
        time.sleep(2)
        busy = (processor_time(self.server.pid) - begin) / 2
        alive = self.server.poll() is None
        for each in held:
            each.close()
        is_well = alive and self.eventually_well()
        text = "%d descriptors, %d callers, %.0f %% busy meanwhile, a good call afterwards %s" % (
            limit, len(held), 100 * busy, said(is_well))
        self.verdict("descriptors", is_well and busy < 0.5, text)
        self.stop()

    def connect(self):
        caller = socket.create_connection(("127.0.0.1", self.ports["http"]), 10)
        caller.settimeout(10)
        return caller

    def eventually_well(self):
        return any(self.is_well() or time.sleep(0.25) for _ in range(20))


def run(command):
    """Runs a program: its status, what it prints, and the bytes of the largest process in it."""
    started = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    with started.stdout as output:
        text = output.read()
    _, status, usage = os.wait4(started.pid, 0)
    started.returncode = os.waitstatus_to_exitcode(status)
    return started.returncode, text, usage.ru_maxrss << 10


def post(body, fields=""):
    fields = "Host: localhost\r\n%sContent-Length: %d" % (fields, len(body))
    return ("POST / HTTP/1.1\r\n%s\r\n\r\n" % fields).encode() + body


def ended(caller):
    """Whether the other side ends the connection in time."""
    try:
        while caller.recv(65536):
            pass
    except socket.timeout:
        return False
    except OSError:
        pass
    return True


def processor_time(pid):
    with open("/proc/%d/stat" % pid, encoding="utf-8") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def said(is_so):
    return "answered" if is_so else "not answered"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


if __name__ == "__main__":
    main()
