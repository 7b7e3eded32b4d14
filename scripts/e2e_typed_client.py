#!/usr/bin/env python3
"""Uses a generated client as its users do: imported from where the SDK lies, with typed values.

A round trip (set, get, list, delete, and a get that gives None) goes to a service that remembers,
and every method is called once on a mock of the document. The client is that of
fixtures/openrpc/fleet.json.
"""

import argparse
import contextlib
import dataclasses
import inspect
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import typing

ROOT = pathlib.Path(__file__).resolve().parent.parent
DOCUMENT = ROOT / "fixtures" / "openrpc" / "fleet.json"


def options(words):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sdk", nargs="?", help="the SDK's folder (default: generated, and gone)")
    parser.add_argument("--serve", action="store_true", help="start the service and the mock too")
    parser.add_argument("--url", help="where the service listens: http://127.0.0.1:8080/rpc")
    parser.add_argument("--unix", help="the Unix socket where it listens")
    parser.add_argument("--mock", help="where 'assay serve' listens: http://127.0.0.1:8081/")
    parser.add_argument("--assay", default=str(ROOT / ".build" / "release" / "assay"))
    parser.add_argument(
        "--install", action="store_true",
        help="install the SDK with pip in a new environment; fetches setuptools from PyPI")
    parser.add_argument("--installed", action="store_true", help=argparse.SUPPRESS)
    found = parser.parse_args(words)
    if not (found.serve or found.url or found.unix or found.mock):
        parser.error("there is nothing to call; say --serve, or --url, --unix or --mock")
    return found


# What is started


def first_lines(stack, words, count):
    """Starts a program that ends with us, and gives the first lines that it prints."""
    program = stack.enter_context(
        subprocess.Popen(
            words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"))
    stack.callback(program.terminate)
    lines = [program.stdout.readline().strip() for _ in range(count)]
    if not all(lines):
        raise SystemExit("'%s' does not start" % " ".join(words))
    return lines


def serve(stack, found, folder):
    """The service that remembers, and the mock."""
    server = [sys.executable, str(ROOT / "scripts" / "e2e_server.py"), folder + "/socket"]
    found.url, found.unix = first_lines(stack, server, 2)
    (found.mock,) = first_lines(stack, [found.assay, "serve", str(DOCUMENT)], 1)


def generate(found, folder):
    found.sdk = folder + "/sdk"
    words = [found.assay, "generate", str(DOCUMENT), "--python", found.sdk]
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL)


def install(found, folder):
    """Plays everything with the package that pip has put into a new environment, and removes it."""
    environment, copy = folder + "/venv", folder + "/copy"
    shutil.copytree(found.sdk, copy)  # a build leaves things beside what it builds
    subprocess.run([sys.executable, "-m", "venv", environment], check=True)
    python = environment + "/bin/python"
    pip = [python, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    subprocess.run(pip + ["install", "--no-deps", copy], check=True)
    words = [python, "-I", "-W", "error", str(pathlib.Path(__file__).resolve()), "--installed"]
    for name in ("url", "unix", "mock"):
        if getattr(found, name):
            words += ["--" + name, getattr(found, name)]
    subprocess.run(words, check=True)
    subprocess.run(pip + ["uninstall", "--yes", "fleet"], check=True)
    gone = subprocess.run([python, "-I", "-c", "import fleet"], stderr=subprocess.DEVNULL)
    check(gone.returncode != 0, "the package is still there once it is uninstalled")
    print("installed, used and uninstalled")


# What is asked of the client


def check(holds, otherwise):
    if not holds:
        raise SystemExit("e2e: " + otherwise)


def import_client(found):
    if found.sdk:
        sys.path.insert(0, os.path.abspath(found.sdk))
    import fleet

    place = pathlib.Path(fleet.__file__).resolve()
    if found.installed:
        check("site-packages" in place.parts, "the client comes from %s" % place)
    else:
        check(pathlib.Path(found.sdk).resolve() in place.parents, "it comes from %s" % place)
    return fleet


def round_trip(fleet, client):
    ship = fleet.Ship(
        name="Argo", from_="Iolcus", crew=["Jason", "Médée"],
        voyages=[fleet.Voyage(to="Colchis", class_="trade")])
    sid = client.ship_set(ship)
    check(isinstance(sid, str), "set gave %r" % (sid,))
    got = client.ship_get(sid)
    check(isinstance(got, fleet.Ship), "get gave %r" % (got,))
    check(isinstance(got.voyages[0], fleet.Voyage), "a voyage is %r" % (got.voyages[0],))
    check(isinstance(got.created_at, int) and got.sid == sid, "the base fields are not set")
    same = dataclasses.replace(got, sid=None, created_at=None, updated_at=None)
    check(same == ship, "get gave %r for %r" % (got, ship))
    client.ship_set(fleet.Ship(name="Swan", from_="Delos"))
    listed = client.ship_list(from_="Iolcus")
    check(all(isinstance(each, fleet.Ship) for each in listed), "list gave %r" % (listed,))
    check([each.sid for each in listed] == [sid], "list gave %r" % (listed,))
    got.name = "Argo II"
    check(client.ship_set(got) == sid, "a second set made another ship")
    check(client.ship_get(sid).name == "Argo II", "the second set is lost")
    check(client.ship_delete(sid) is True, "delete did not say true")
    check(client.ship_delete(sid) is False, "a second delete did not say false")
    check(client.ship_get(sid) is None, "a get of what is gone is not None")
    for left in client.ship_list():
        client.ship_delete(left.sid)
    try:
        client._call("ship.sink", {})
    except fleet.RpcError as error:
        told = (error.code, error.message, error.data)
        check(told == (-32601, "there is no such method", "ship.sink"), "the error is %r" % (told,))
    else:
        check(False, "a method that is not there gave an answer")


def call_everything(fleet, client):
    """Calls every public method of the service once; gives how many."""
    module = sys.modules["fleet.fleet_client"]
    names = [entry["python"] for entry in module.METHODS.values()]
    for name in names:
        method = getattr(client, name)
        hints = typing.get_type_hints(getattr(type(client), name))
        arguments = {
            each.name: placeholder(hints[each.name])
            for each in inspect.signature(method).parameters.values()
            if each.default is each.empty
        }
        value = method(**arguments)
        wanted = typing.get_origin(hints["return"]) or hints["return"]
        if isinstance(wanted, type):
            check(isinstance(value, wanted), "%s gave %r" % (name, value))
    return len(names)


def placeholder(hint):
    if dataclasses.is_dataclass(hint):
        hints = typing.get_type_hints(hint)
        needed = [each for each in dataclasses.fields(hint) if each.default is dataclasses.MISSING
                  and each.default_factory is dataclasses.MISSING]
        return hint(**{each.name: placeholder(hints[each.name]) for each in needed})
    return {str: "text", int: 7, float: 1.5, bool: True}.get(hint)


def play(found):
    fleet = import_client(found)
    for way, arguments in (
        ("TCP", {"url": found.url}), ("a Unix socket", {"socket_path": found.unix}),
    ):
        if all(arguments.values()):
            with fleet.FleetClient(timeout=10, **arguments) as client:
                round_trip(fleet, client)
            print("round trip over %s" % way)
    if found.mock:
        with fleet.FleetClient(url=found.mock, timeout=10) as client:
            print("%d methods called on the mock" % call_everything(fleet, client))


def main(words):
    found = options(words)
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="assay-e2e-"))
        if found.serve:
            serve(stack, found, folder)
        if not found.sdk and not found.installed:
            generate(found, folder)
        if found.install:
            install(found, folder)
        else:
            play(found)
    return 0


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    sys.exit(main(sys.argv[1:]))
