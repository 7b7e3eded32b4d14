"""The ways to the mock: what the package offers for each, and a client that is connected so."""

TRANSPORTS = {
    "memory": "MemoryTransport",
    "stdio-lines": "StdioTransport",
    "stdio-headers": "StdioTransport",
    "websocket": "WebSocketTransport",
}


def offered():
    """Which clients and transports there are, and what the interpreter lacks for them."""
    own = [name for name, attribute in TRANSPORTS.items() if hasattr(SDK, attribute)]
    problem = web_socket_problem() if SETTINGS.get("webSockets") else "not looked for"
    return {
        "clients": ["sync"] + (["async"] if CLIENTS["async"] else []),
        "transports": ["tcp", "unix", "injected"] + own,
        "webSocketProblem": problem,
    }


def web_socket_problem():
    """Imports the package here, so that no case has to; its warnings are not the SDK's."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            importlib.import_module("websockets.asyncio.client")
    except ImportError as error:
        return str(error)
    return None


@contextlib.contextmanager
def connected(task):
    """A function that makes the client; what it needs on our side is put away afterwards."""
    kind, timeout = client_class(task["client"]), task["timeout"]
    transport = task["transport"]
    if transport == "memory":
        with memory_transport(task["path"]) as made:
            yield lambda: kind(transport=made, timeout=timeout)
    elif transport == "unix":
        yield lambda: made_with(kind, task["path"], timeout=timeout)
    elif transport == "injected":
        own = InjectedTransport if task["client"] == "sync" else AwaitingInjectedTransport
        yield lambda: kind(transport=own(task["port"]), timeout=timeout)
    elif transport == "websocket":
        yield lambda: kind(transport=SDK.WebSocketTransport(task["url"]), timeout=timeout)
    elif transport in ("stdio-lines", "stdio-headers"):
        framing = transport.partition("-")[2]
        made = SDK.StdioTransport(relay_command(task["path"]), framing=framing)
        yield lambda: kind(transport=made, timeout=timeout)
    elif transport == "program":
        surroundings = {**os.environ, **task["environment"]}
        made = SDK.StdioTransport(task["command"], framing=task["framing"], env=surroundings)
        yield lambda: kind(transport=made, timeout=timeout)
    else:
        yield lambda: kind(url=task["url"], timeout=timeout)


# In the same program


@contextlib.contextmanager
def memory_transport(path):
    """The package's own transport, whose service passes each frame to the mock as it is."""
    peer = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    positions = itertools.count()

    def handler(message):
        frame = transport.sent[next(positions)]
        peer.sendall(b"Content-Length: %d\r\n\r\n" % len(frame) + frame)

    transport = SDK.MemoryTransport(handler)
    pump = threading.Thread(target=pass_frames, args=(peer, transport), daemon=True)
    with peer:
        peer.connect(path)
        pump.start()
        yield transport
        # The mock closes once it has read all: then nothing is left on the way.
        with contextlib.suppress(OSError):
            peer.shutdown(socket.SHUT_WR)
        pump.join(2)


def pass_frames(peer, transport):
    with contextlib.suppress(OSError), peer.makefile("rb") as stream:
        for line in stream:
            size = int(line.partition(b":")[2])
            stream.readline()
            transport.emit(stream.read(size))
    transport.end()


# Child processes


def relay_command(path):
    """A process that passes on what it reads to the mock, and back; it ends when the mock does."""
    return [sys.executable, "-I", "-S", "-B", "-c", RELAY, path]


def try_relay(text):
    """Whether such a process runs here at all."""
    command = relay_command(json.loads(text)["path"])
    try:
        ended = subprocess.run(command, input=b"", capture_output=True, timeout=10)
    except (OSError, subprocess.SubprocessError) as error:
        return dump({"problem": str(error)})
    told = ended.stderr.decode("utf-8", "replace").strip()
    problem = told or "it ended with status %d" % ended.returncode
    return dump({"problem": None if ended.returncode == 0 else problem})


# Transports of the caller's own


class InjectedTransport:
    """One connection and one plain HTTP request for each call."""

    def __init__(self, port):
        self.port = port

    def send(self, body, expects_reply, timeout):
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout) as connection:
                connection.sendall(injected_request(body))
                reply = b"".join(iter(lambda: connection.recv(65536), b""))
        except OSError as error:
            raise SDK.TransportError("the caller's transport failed: %s" % error) from error
        return injected_reply(reply) if expects_reply else None

    def close(self):
        pass


class AwaitingInjectedTransport(InjectedTransport):
    """The same for coroutines."""

    async def send(self, body, expects_reply, timeout):
        try:
            reply = await asyncio.wait_for(self.exchange(injected_request(body)), timeout)
        except (OSError, asyncio.TimeoutError) as error:
            raise SDK.TransportError("the caller's transport failed: %s" % error) from error
        return injected_reply(reply) if expects_reply else None

    async def exchange(self, request):
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            writer.write(request)
            return await reader.read()
        finally:
            writer.close()
            with contextlib.suppress(OSError):
                await writer.wait_closed()

    async def aclose(self):
        pass


def injected_request(body):
    head = (
        "POST /injected HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        "Connection: close\r\nContent-Length: %d\r\n\r\n" % len(body)
    )
    return head.encode("ascii") + body


def injected_reply(reply):
    if not reply:
        raise SDK.TransportError("the connection ended without a reply")
    return reply.partition(b"\r\n\r\n")[2]
