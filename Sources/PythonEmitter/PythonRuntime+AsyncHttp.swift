import CodeText

extension PythonRuntime {
    /// HTTP over TCP and over a Unix socket, for coroutines.
    static let asyncTransports: Source<Python> = #"""
        # HTTP for coroutines


        class AsyncTransport(Protocol):
            """Carries one request and its reply; an asynchronous client may be given any."""

            async def send(self, body: bytes, expects_reply: bool, timeout: float) -> Optional[bytes]:
                """Delivers a request and returns the reply's bytes; raises TransportError."""

            async def aclose(self) -> None:
                """Lets go of what is open; may be called twice."""


        class AsyncHttpTransport:
            """What HttpTransport does, for coroutines: the same bytes, and a connection for each call in
            flight. Connections are kept open between calls, and nothing is ever sent twice."""

            def __init__(
                self,
                url: str,
                headers: Optional[Mapping[str, str]] = None,
                *,
                max_reply: int = _MAX_FRAME,
            ) -> None:
                self._address = _Address(url, headers)
                self._max_reply = max_reply
                self._idle: List[_HttpConnection] = []

            async def send(self, body: bytes, expects_reply: bool, timeout: float) -> Optional[bytes]:
                try:
                    head, reply = await asyncio.wait_for(self._exchange(body), timeout)
                except asyncio.TimeoutError:
                    raise TransportError(f"the request failed: timed out after {timeout} seconds") from None
                except (OSError, EOFError, ValueError, asyncio.LimitOverrunError) as error:
                    what = str(error) or type(error).__name__
                    raise TransportError(f"the request failed: {what}") from error
                if not 200 <= head.status < 300 and not _is_response(reply):
                    said = f"{head.status} {head.reason}"
                    raise TransportError(f"the service answered with HTTP status {said}")
                return reply if expects_reply else None

            async def aclose(self) -> None:
                idle, self._idle = self._idle, []
                for connection in idle:
                    await connection.aclose()

            async def _exchange(self, body: bytes) -> Tuple[_HttpHead, bytes]:
                connection = await self._take()
                try:
                    head, reply = await connection.exchange(self._request(body), self._max_reply)
                except BaseException:
                    connection.abort()
                    raise
                if head.keeps and len(self._idle) < _MAX_IDLE:
                    self._idle.append(connection)
                else:
                    await connection.aclose()
                return head, reply

            async def _take(self) -> _HttpConnection:
                while self._idle:
                    connection = self._idle.pop()
                    is_usable = False
                    try:
                        is_usable = await connection.is_usable()
                    finally:
                        if not is_usable:
                            connection.abort()
                    if is_usable:
                        return connection
                return _HttpConnection(*await self._open())

            async def _open(self) -> Tuple[asyncio.StreamReader, asyncio.StreamWriter]:
                at = self._address
                port = at.port or (443 if at.encrypted else 80)
                return await asyncio.open_connection(at.host, port, ssl=True if at.encrypted else None)

            def _request(self, body: bytes) -> bytes:
                lines = [
                    f"POST {self._address.target} HTTP/1.1",
                    f"Host: {self._address.host_header}",
                    "Accept-Encoding: identity",
                    f"Content-Length: {len(body)}",
                    *(f"{name}: {value}" for name, value in self._address.headers.items()),
                ]
                return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


        class AsyncUnixTransport(AsyncHttpTransport):
            """HTTP over a Unix domain socket, for coroutines."""

            def __init__(self, socket_path: str, path: str = "/rpc") -> None:
                super().__init__("http://localhost" + path)
                self._socket_path = socket_path

            async def _open(self) -> Tuple[asyncio.StreamReader, asyncio.StreamWriter]:
                return await asyncio.open_unix_connection(self._socket_path)


        _MAX_IDLE = 16


        class _HttpHead(NamedTuple):
            """The beginning of a reply; `length` is None where the body ends with the connection."""

            status: int
            reason: str
            length: Optional[int]
            is_chunked: bool
            keeps: bool


        class _HttpConnection:
            """One connection and the reply that comes on it."""

            def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
                self._reader = reader
                self._writer = writer
                self._loop = asyncio.get_running_loop()

            async def exchange(self, request: bytes, limit: int) -> Tuple[_HttpHead, bytes]:
                self._writer.write(request)
                await self._writer.drain()
                head = await self._head()
                while 100 <= head.status < 200:
                    head = await self._head()
                return head, await self._body(head, limit)

            async def is_usable(self) -> bool:
                """Whether nothing came while nobody asked, not even the end."""
                if self._loop is not asyncio.get_running_loop():
                    return False
                arrival = asyncio.ensure_future(self._reader.read(1))
                try:
                    # The loop looks at the socket once in each turn.
                    for _ in range(3):
                        await asyncio.sleep(0)
                    return not arrival.done()
                finally:
                    arrival.cancel()
                    await asyncio.gather(arrival, return_exceptions=True)

            def abort(self) -> None:
                with suppress(RuntimeError):  # its loop is closed
                    self._writer.transport.abort()

            async def aclose(self) -> None:
                if self._loop is not asyncio.get_running_loop():
                    return self.abort()
                self._writer.close()
                with suppress(OSError):
                    await self._writer.wait_closed()

            async def _head(self) -> _HttpHead:
                version, status, reason = (await self._line() + "  ").split(" ", 2)
                if version not in ("HTTP/1.0", "HTTP/1.1") or not re.fullmatch("[1-9][0-9]{2}", status):
                    raise ValueError("the reply does not begin with an HTTP status")
                fields: Dict[str, str] = {}
                line = await self._line()
                while line:
                    name, colon, value = line.partition(":")
                    if not colon or len(fields) > 200:
                        raise ValueError("the reply's headers cannot be read")
                    known = fields.setdefault(name.strip().lower(), value.strip())
                    if name.strip().lower() == "content-length" and known != value.strip():
                        raise ValueError("the reply has two lengths")
                    line = await self._line()
                return _http_head(version, int(status), reason.strip(), fields)

            async def _body(self, head: _HttpHead, limit: int) -> bytes:
                if head.is_chunked:
                    return await self._chunks(limit)
                if head.length is not None:
                    _hold(head.length, limit)
                    return await self._reader.readexactly(head.length)
                body = bytearray()
                while True:
                    piece = await self._reader.read(_PIECE)
                    if not piece:
                        return bytes(body)
                    body += piece
                    _hold(len(body), limit)

            async def _chunks(self, limit: int) -> bytes:
                body = bytearray()
                while True:
                    size = (await self._line()).partition(";")[0].strip()
                    if not re.fullmatch("[0-9a-fA-F]{1,15}", size):
                        raise ValueError("the size of a chunk cannot be read")
                    _hold(len(body) + int(size, 16), limit)
                    body += await self._reader.readexactly(int(size, 16))
                    if int(size, 16) == 0:
                        while await self._line():
                            pass
                        return bytes(body)
                    if await self._line():
                        raise ValueError("a chunk is longer than its size")

            async def _line(self) -> str:
                return (await self._reader.readuntil(b"\n")).decode("latin-1").rstrip("\r\n")


        def _http_head(version: str, status: int, reason: str, fields: Dict[str, str]) -> _HttpHead:
            coding = fields.get("transfer-encoding", "").lower()
            length = fields.get("content-length")
            if coding not in ("", "identity", "chunked"):
                raise ValueError(f"the reply has the transfer coding {coding!r}")
            if length is not None and not re.fullmatch("[0-9]{1,18}", length):
                raise ValueError("the reply's length cannot be read")
            is_chunked = coding == "chunked"
            size = None if length is None or is_chunked else int(length)
            if status in (204, 304):
                size, is_chunked = 0, False
            closes = "close" in fields.get("connection", "").lower() or version == "HTTP/1.0"
            ends = size is not None or is_chunked
            return _HttpHead(status, reason, size, is_chunked, ends and not closes)


        def _hold(size: int, limit: int) -> None:
            if size > limit:
                raise ValueError(f"the reply is longer than {limit} bytes")
        """#
}
