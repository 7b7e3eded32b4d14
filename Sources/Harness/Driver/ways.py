"""The ways to the mock: what the package offers for each, and a client that is connected so."""

TRANSPORTS = {
    "memory": "MemoryTransport",
    "stdio-lines": "StdioTransport",
    "stdio-headers": "StdioTransport",
    "websocket": "WebSocketTransport",
}


def described():
    """What the package is and has, in the words of the protocol."""
    own = [name for name, attribute in TRANSPORTS.items() if hasattr(SDK, attribute)]
    return {
        "protocol": "1",
        "name": SDK.__name__,
        "version": str(getattr(SDK, "__version__", "0")),
        "language": "python",
        "features": ["construct", "notify", "typed-errors", "shapes"],
        "transports": ["tcp", "unix", "injected"] + own,
        "clients": ["sync"] + (["async"] if CLIENTS["async"] else []),
    }


def web_socket_problem():
    """What the interpreter lacks for them; None where it has all.

    The package is imported here, so that no case has to; its warnings are not the SDK's.
    """
    if not SETTINGS.get("webSockets"):
        return "not looked for"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            importlib.import_module("websockets.asyncio.client")
    except ImportError as error:
        return str(error)
    return None


def read_a_reply():
    """Reads a reply as the standard library's HTTP clients do."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.settimeout(1)
        theirs.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nnull")
        with sys.modules["http.client"].HTTPResponse(ours, method="POST") as reply:
            reply.begin()
            json.loads(reply.read())


@contextlib.contextmanager
def connected(params):
    """A function that makes the client, or None; what it needs here is put away afterwards."""
    transport, timeout = params["transport"], params["timeout"]
    client = params.get("client", "sync")
    kind = client_class(client)
    if transport == "memory":
        with memory_transport(params["path"]) as made:
            yield lambda: kind(transport=made, timeout=timeout)
    elif transport == "unix":
        yield lambda: made_with(kind, params["path"], timeout=timeout)
    elif transport == "injected":
        own = InjectedTransport if client == "sync" else AwaitingInjectedTransport
        yield lambda: kind(transport=own(params["url"]), timeout=timeout)
    elif transport == "websocket":
        yield lambda: kind(transport=SDK.WebSocketTransport(params["url"]), timeout=timeout)
    elif transport in ("stdio-lines", "stdio-headers"):
        options = {"framing": transport.partition("-")[2]}
        if "environment" in params:
            options["env"] = {**os.environ, **params["environment"]}
        made = SDK.StdioTransport(params["command"], **options)
        yield lambda: kind(transport=made, timeout=timeout)
    elif transport == "tcp":
        yield lambda: kind(url=params["url"], timeout=timeout)
    else:
        yield None


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


def try_relay(text):
    """Whether a process that passes on what it reads to the mock, and back, runs here at all."""
    command = json.loads(text)["command"]
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

    def __init__(self, url):
        self.host, port, self.path = re.fullmatch("http://(.+?):([0-9]+)(/.*)", url).groups()
        self.port = int(port)

    def send(self, body, expects_reply, timeout):
        try:
            with socket.create_connection((self.host, self.port), timeout) as connection:
                connection.sendall(self.request(body))
                reply = b"".join(iter(lambda: connection.recv(65536), b""))
        except OSError as error:
            raise SDK.TransportError("the caller's transport failed: %s" % error) from error
        return injected_reply(reply) if expects_reply else None

    def request(self, body):
        head = (
            "POST %s HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\n"
            "Connection: close\r\nContent-Length: %d\r\n\r\n"
        )
        return (head % (self.path, self.host, len(body))).encode("ascii") + body

    def close(self):
        pass


class AwaitingInjectedTransport(InjectedTransport):
    """The same for coroutines."""

    async def send(self, body, expects_reply, timeout):
        try:
            reply = await asyncio.wait_for(self.exchange(self.request(body)), timeout)
        except (OSError, asyncio.TimeoutError) as error:
            raise SDK.TransportError("the caller's transport failed: %s" % error) from error
        return injected_reply(reply) if expects_reply else None

    async def exchange(self, request):
        reader, writer = await asyncio.open_connection(self.host, self.port)
        try:
            writer.write(request)
            return await reader.read()
        finally:
            writer.close()
            with contextlib.suppress(OSError):
                await writer.wait_closed()

    async def aclose(self):
        pass


def injected_reply(reply):
    if not reply:
        raise SDK.TransportError("the connection ended without a reply")
    return reply.partition(b"\r\n\r\n")[2]
