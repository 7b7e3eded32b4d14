import CodeText

extension PythonRuntime {
    /// HTTP over TCP and over a Unix socket.
    static let transports: Source<Python> = #"""
        # Transports


        class Transport(Protocol):
            """Carries one request and its reply; a client may be given any."""

            def send(self, body: bytes, expects_reply: bool, timeout: float) -> Optional[bytes]:
                """Delivers a request and returns the reply's bytes; raises TransportError."""

            def close(self) -> None:
                """Lets go of what is open; may be called twice."""


        class _Address:
            """Where HTTP goes, and what every request says there."""

            def __init__(self, url: str, headers: Optional[Mapping[str, str]]) -> None:
                try:
                    parts = urlsplit(url)
                    self.host, self.port = parts.hostname or "", parts.port
                except ValueError as error:
                    raise SdkError(f"{url!r} is not an address: {error}") from error
                if parts.scheme not in ("http", "https") or not self.host:
                    raise SdkError(f"{url!r} is not an http or https address")
                self.encrypted = parts.scheme == "https"
                self.target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~")
                if parts.query:
                    self.target += "?" + quote(parts.query, safe="/?%:@!$&'()*+,;=~")
                plain = {"Content-Type": "application/json", "Accept": "application/json"}
                self.headers = _checked({**plain, **(headers or {})})

            @property
            def host_header(self) -> str:
                """The host as a request names it."""
                host = f"[{self.host}]" if ":" in self.host else self.host
                plain = host if host.isascii() else host.encode("idna").decode("ascii")
                default = 443 if self.encrypted else 80
                return plain if self.port in (None, default) else f"{plain}:{self.port}"


        def _checked(headers: Dict[str, str]) -> Dict[str, str]:
            for name, value in headers.items():
                if not re.fullmatch(r"[!-9;-~]+", name) or not re.fullmatch(r"[ -~\t]*", value):
                    raise SdkError(f"{name!r} cannot be a header with that value")
            return headers


        class HttpTransport:
            """One HTTP request per call, over a connection that is kept open between calls.

            Nothing is ever sent twice: a connection that the service closed while it was idle is noticed
            before the next request, and a failure after that is raised.
            """

            def __init__(self, url: str, headers: Optional[Mapping[str, str]] = None) -> None:
                self._address = _Address(url, headers)
                self._lock = threading.Lock()
                self._connection: Optional[HTTPConnection] = None

            def send(self, body: bytes, expects_reply: bool, timeout: float) -> Optional[bytes]:
                with self._lock:
                    try:
                        status, reason, reply = self._exchange(body, timeout)
                    except (OSError, HTTPException, ValueError) as error:
                        self._drop()
                        what = str(error) or type(error).__name__
                        raise TransportError(f"the request failed: {what}") from error
                    except BaseException:
                        self._drop()
                        raise
                if not 200 <= status < 300 and not _is_response(reply):
                    raise TransportError(f"the service answered with HTTP status {status} {reason}")
                return reply if expects_reply else None

            def close(self) -> None:
                with self._lock:
                    self._drop()

            def _exchange(self, body: bytes, timeout: float) -> Tuple[int, str, bytes]:
                if self._connection is not None and _is_stale(self._connection):
                    self._drop()
                if self._connection is None:
                    self._connection = self._open(timeout)
                connection = self._connection
                connection.timeout = timeout
                if connection.sock is not None:
                    connection.sock.settimeout(timeout)
                connection.request("POST", self._address.target, body, self._address.headers)
                response = connection.getresponse()
                return response.status, response.reason, response.read()

            def _open(self, timeout: float) -> HTTPConnection:
                kind = HTTPSConnection if self._address.encrypted else HTTPConnection
                return kind(self._address.host, self._address.port, timeout=timeout)

            def _drop(self) -> None:
                connection, self._connection = self._connection, None
                if connection is not None:
                    connection.close()


        class UnixTransport(HttpTransport):
            """HTTP over a Unix domain socket."""

            def __init__(self, socket_path: str, path: str = "/rpc") -> None:
                super().__init__("http://localhost" + path)
                self._socket_path = socket_path

            def _open(self, timeout: float) -> HTTPConnection:
                return _UnixConnection(self._socket_path, timeout)


        class _UnixConnection(HTTPConnection):
            def __init__(self, socket_path: str, timeout: float) -> None:
                super().__init__("localhost", timeout=timeout)
                self._socket_path = socket_path

            def connect(self) -> None:
                self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
                try:
                    self.sock.settimeout(self.timeout)
                    self.sock.connect(self._socket_path)
                except BaseException:
                    self.close()
                    raise


        def _is_stale(connection: HTTPConnection) -> bool:
            """Whether an idle connection has something to read: its end, or bytes nobody asked for."""
            if connection.sock is None:
                return False
            with selectors.DefaultSelector() as selector:
                selector.register(connection.sock, selectors.EVENT_READ)
                return bool(selector.select(0))


        def _is_response(reply: bytes) -> bool:
            try:
                response = _read_json(reply)
            except ProtocolError:
                return False
            replies = response if _is_array(response) else [response]
            return any(_is_object(reply) and "jsonrpc" in reply for reply in replies)
        """#
}
